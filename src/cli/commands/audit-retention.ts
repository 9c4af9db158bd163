/**
 * `credfleet audit archive`, `prune`, `retention` and `hold`: what of the audit log is kept, for how long and where.
 * @module
 */
import type { Command } from 'commander';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import {
  type HoldRow,
  REASON_MAX_CHARS,
  type RetentionStep,
} from '#src/wire/retention-messages.ts';
import {
  holdView,
  renderHolds,
  renderRetention,
  retentionView,
  stepLine,
} from '../audit/render-retention.ts';
import type { AuditFormat } from '../audit/print-rows.ts';
import type { RetentionClient } from '../audit/retention-client.ts';
import { parseCredentialName } from '#src/api/namespaced-name.ts';
import type { CliContext } from '../context.ts';
import type { Purpose } from '../kube/operator-secret.ts';
import type { GlobalOptions } from '../options.ts';

type RetentionOptions = GlobalOptions & {
  readonly output: AuditFormat;
  readonly credential?: string;
  readonly host?: string;
  readonly all?: true;
  readonly reason?: string;
  readonly dryRun?: true;
};
type Work<T> = (client: RetentionClient) => Promise<T>;

export function addRetention(audit: Command, context: CliContext): void {
  audit
    .command('retention')
    .description('how long events are kept, what was pruned, and what holds them up')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<RetentionOptions>();
      const status = await asking(context, { ...options, purpose: 'audit' }, (client) =>
        client.status(),
      );
      print(context, options, { view: retentionView(status), text: renderRetention(status) });
    });
  audit
    .command('archive')
    .description('write all whole blocks of 256 events into signed segments now')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<RetentionOptions>();
      await follow(context, options, (client) => client.archive(context.signal));
    });
  audit
    .command('prune')
    .description('remove events older than the retention that are in a segment which verifies')
    .option('--dry-run', 'only say what would go, and what holds up the rest')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<RetentionOptions>();
      const isDryRun = options.dryRun === true;
      await follow(context, options, (client) => client.prune(isDryRun, context.signal));
    });
  addHolds(audit, context);
}

function addHolds(audit: Command, context: CliContext): void {
  const hold = audit.command('hold').description('legal holds: events that must not be pruned');
  hold
    .command('add')
    .description('hold the events of --credential, of --host, or --all')
    .option('--all', 'all of them')
    .requiredOption('--reason <text>', 'why; it goes into the audit log')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<RetentionOptions>();
      const about = await heldBy(context, options);
      const request = { ...about, reason: requireReason(options) };
      const row = await asking(context, { ...options, purpose: 'rotate' }, (client) =>
        client.addHold(request),
      );
      printHolds(context, options, [row]);
    });
  hold
    .command('list')
    .description('those in force; --all: lifted ones too')
    .option('--all', 'lifted ones too')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<RetentionOptions>();
      const { holds } = await asking(context, { ...options, purpose: 'audit' }, (client) =>
        client.status(),
      );
      const isShown = ({ liftedAtMs }: HoldRow) => options.all === true || liftedAtMs === 0;
      printHolds(context, options, holds.filter(isShown));
    });
  hold
    .command('lift <id>')
    .description('what it named may be pruned again')
    .requiredOption('--reason <text>', 'why; it goes into the audit log')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<RetentionOptions>();
      const request = { id, reason: requireReason(options) };
      const row = await asking(context, { ...options, purpose: 'rotate' }, (client) =>
        client.liftHold(request),
      );
      printHolds(context, options, [row]);
    });
}

/** @throws {CredfleetError} USAGE unless it is said what, or that it is everything. */
async function heldBy(context: CliContext, options: RetentionOptions) {
  const { credential, host = '', all } = options;
  const isNamed = credential !== undefined || host !== '';
  if (isNamed === (all === true)) {
    throw new CredfleetError('USAGE', 'hold what? --credential, --host or both, or --all alone');
  }
  if (credential === undefined) return { namespace: '', credential: '', host };
  return { ...parseCredentialName(credential, await context.namespace(options)), host };
}

/** Who reads it in years has nothing else. */
function requireReason({ reason = '' }: RetentionOptions): string {
  if (reason.trim() !== '' && reason.length <= REASON_MAX_CHARS) return reason;
  throw new CredfleetError('USAGE', `--reason is a text of 1 to ${REASON_MAX_CHARS} characters`);
}

/** Each step as it is done. */
async function follow(
  context: CliContext,
  options: RetentionOptions,
  steps: (client: RetentionClient) => AsyncIterable<RetentionStep>,
): Promise<void> {
  const done: RetentionStep[] = [];
  await asking(context, { ...options, purpose: 'rotate' }, async (client) => {
    for await (const step of steps(client)) {
      done.push(step);
      if (options.output === 'table') context.print.line(stepLine(step));
      if (options.output === 'jsonl') context.print.line(JSON.stringify(step));
    }
  });
  if (options.output === 'json') context.print.line(JSON.stringify({ steps: done }, null, 2));
  else if (done.length === 0) context.print.note('Nothing to do.');
}

function printHolds(
  context: CliContext,
  options: RetentionOptions,
  rows: readonly HoldRow[],
): void {
  const none = options.output === 'table' && rows.length === 0;
  if (none) context.print.note('Nothing is held.');
  else print(context, options, { view: { holds: rows.map(holdView) }, text: renderHolds(rows) });
}

function print(
  context: CliContext,
  { output }: RetentionOptions,
  { view, text }: { readonly view: object; readonly text: string },
): void {
  if (output === 'table') context.print.line(text);
  else context.print.line(JSON.stringify(view, null, output === 'json' ? 2 : 0));
}

async function asking<T>(
  context: CliContext,
  { purpose, output, ...options }: RetentionOptions & { readonly purpose: Purpose },
  work: Work<T>,
): Promise<T> {
  if (output === 'csv') throw new CredfleetError('USAGE', 'csv is for rows: use -o json or jsonl');
  const client = await context.retention(options, purpose);
  try {
    return await work(client);
  } finally {
    client.close();
  }
}
