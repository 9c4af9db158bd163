/**
 * Own keys that did not open lie beside their successors until it is known what else opens no more: a crash in
 * between must not forget the question.
 * @module
 */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Guard } from '#agent/heal/guard.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { removeFile, syncDirectory } from '#src/files/durable.node.ts';
import type { Logger } from '#src/log/logger.ts';
import { LOST_SUFFIX } from './load-agent-keys.node.ts';

const WHY = "this host's own keys did not open either";

/** Never rejects: what could not be looked at now is looked at after the next start. */
export async function followLostKeys(
  keysPath: string,
  guard: Pick<Guard, 'testSeals'>,
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  const marker = `${keysPath}${LOST_SUFFIX}`;
  if (!existsSync(marker)) return;
  try {
    for (const { namespace, name, version } of await guard.testSeals([WHY])) {
      const fields = { credential: `${namespace}/${name}`, version };
      log.warn(fields, 'this host cannot open its sealed file any more; it is asked for again');
    }
    await removeFile(marker);
    await syncDirectory(dirname(marker));
  } catch (reason) {
    const { code, message } = CredfleetError.from(reason, 'STATE_UNWRITABLE', 'after lost keys');
    log.warn({ code }, message);
  }
}
