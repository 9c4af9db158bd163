/**
 * `credfleet hosts token create HOST`: an invitation for one host, printed once.
 * @module
 */
import type { Command } from 'commander';
import { formatTime } from '#src/api/time.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { newJoinToken } from '#src/identity/join-token-secret.ts';
import type { CliContext } from '../context.ts';
import { requireHostName, storeToken } from '../hosts/store-token.ts';
import type { GlobalOptions } from '../options.ts';
import { parseDuration } from '#src/api/duration.ts';

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
  requireHostName(hostName);
  const lifeMs = parseDuration(options.ttl);
  if (lifeMs === undefined) {
    throw new CredfleetError('USAGE', `--ttl '${options.ttl}' is no duration such as 10m or 1h`);
  }
  const request = { hostName, lifeMs, nowMs: context.clock.nowMs() };
  const { token, secret, expiresAtMs } = newJoinToken(request, context.random);
  await storeToken(await context.api(options), secret);

  const about = `host ${hostName}, once, until ${formatTime(expiresAtMs)}`;
  if (options.out === undefined) context.print.line(token);
  else await context.files.writeNew(options.out, `${token}\n`);
  const where = options.out === undefined ? '' : ` is in ${options.out}`;
  context.print.note(`The join token for ${about}${where}. It is not shown again.`);
  const pins = await context.caPins(options);
  context.print.note(
    pins.length === 0
      ? "The agent needs it with --ca-pin: the caPin of the controller's log line 'ready'"
      : `The agent needs it with ${pins.map((pin) => `--ca-pin ${pin}`).join(' ')}`,
  );
}
