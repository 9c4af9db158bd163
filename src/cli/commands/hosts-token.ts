/**
 * `credfleet hosts token create HOST`: an invitation for one host, printed once.
 * @module
 */
import type { Command } from 'commander';
import { formatTime } from '#src/api/time.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { CliContext } from '../context.ts';
import { createJoinToken } from '../hosts/join-token.ts';
import type { GlobalOptions } from '../options.ts';
import { parseDuration } from '../parse-duration.ts';

/** A token that lies about is a way in: an hour is enough to carry it to the host. */
const TTL_MAX_MS = 3_600_000;

type TokenOptions = GlobalOptions & { readonly ttl: string; readonly out?: string };

export function addTokenCreate(token: Command, context: CliContext): void {
  token
    .command('create <host>')
    .description('print a join token for this host, once; it works once')
    .option('--ttl <duration>', 'how long it can be used, at most 1h', '1h')
    .option('--out <file>', 'write it to a new file (0600) instead of standard output')
    .action(async (hostName: string, _: unknown, command: Command) => {
      await createToken(context, hostName, command.optsWithGlobals());
    });
}

async function createToken(
  context: CliContext,
  hostName: string,
  options: TokenOptions,
): Promise<void> {
  const ttlMs = parseDuration(options.ttl);
  if (ttlMs === undefined || ttlMs === 0 || ttlMs > TTL_MAX_MS) {
    throw new CredfleetError('USAGE', `--ttl '${options.ttl}' is not a duration up to 1h`);
  }
  const expiresAtMs = context.clock.nowMs() + ttlMs;
  const api = await context.api(options);
  const token = await createJoinToken(api, { hostName, expiresAtMs, random: context.random });
  const about = `host ${hostName}, once, until ${formatTime(expiresAtMs)}`;
  if (options.out === undefined) {
    context.print.line(token);
    context.print.note(`Join token for ${about}. It is not shown again.`);
    return;
  }
  await context.files.writeNew(options.out, `${token}\n`);
  context.print.note(`Join token for ${about} written to ${options.out}.`);
}
