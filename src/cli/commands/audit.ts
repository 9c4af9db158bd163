/**
 * `credfleet audit`: who changed what, when, and what each host did with it. Never a value.
 * @module
 */
import { Option, type Command } from 'commander';
import type { AuditEvent } from '#src/audit/event.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { eventQueryOf, type AuditFilters } from '../audit/event-query.ts';
import { auditColumns, auditRow, eventView } from '../audit/render-event.ts';
import type { CliContext } from '../context.ts';
import type { GlobalOptions } from '../options.ts';
import { formatTable } from '../table.ts';
import { addAuditEvidence } from './audit-evidence.ts';
import { addQuestions } from './audit-questions.ts';

type Format = 'table' | 'json' | 'jsonl';
type AuditOptions = GlobalOptions & AuditFilters & { readonly output: Format };

export function addAudit(program: Command, context: CliContext): void {
  const command = program
    .command('audit')
    .description('who changed what, when, and what each host did with it')
    .option('--credential <namespace/name>', 'only about this HostCredential')
    .option('--host <name>', 'only about this host')
    .option('--version <number>', 'only about this version')
    .option('--actor <id>', 'only by this user, host or controller')
    .option('--type <prefix>', 'only of this type: rollout, host.version, host.version.sealed, …')
    .option('--since <when>', 'from: a duration back (7d, 12h) or an RFC 3339 time')
    .option('--until <when>', 'up to: a duration back or an RFC 3339 time')
    .option('--limit <count>', 'at most this many events, the oldest')
    .option('--continue <token>', 'go on after the event with this sequence number')
    .option('--follow', 'go on with what happens, until Ctrl-C')
    .addOption(
      new Option('-o, --output <format>', 'print as')
        .choices(['table', 'json', 'jsonl'])
        .default('table'),
    )
    .action(async (_: unknown, audited: Command) => {
      await audit(context, audited.optsWithGlobals());
    });
  addQuestions(command, context);
  addAuditEvidence(command, context);
}

async function audit(context: CliContext, options: AuditOptions): Promise<void> {
  if (options.follow === true && options.output === 'json') {
    throw new CredfleetError('USAGE', '--follow never ends one JSON document: use -o jsonl');
  }
  const now = { namespace: await context.namespace(options), nowMs: context.clock.nowMs() };
  const filter = eventQueryOf(options, now);
  const query = await context.query(options);
  try {
    const events = query.events(filter, context.signal);
    if (options.output === 'jsonl') await printLines(events, context, jsonLine);
    else if (options.follow === true) await printLines(events, context, textLine);
    else await printAll(events, context, options.output);
  } finally {
    query.close();
  }
}

type Events = AsyncIterable<AuditEvent>;

const jsonLine = (event: AuditEvent): string => JSON.stringify(eventView(event));
const textLine = (event: AuditEvent): string =>
  auditRow(event)
    .filter((cell) => cell !== '')
    .join('  ');

async function printLines(
  events: Events,
  { print }: CliContext,
  lineOf: (event: AuditEvent) => string,
): Promise<void> {
  for await (const event of events) print.line(lineOf(event));
}

async function printAll(events: Events, { print }: CliContext, format: Format): Promise<void> {
  const rows: AuditEvent[] = [];
  for await (const event of events) rows.push(event);
  if (format === 'json') print.line(JSON.stringify({ events: rows.map(eventView) }, null, 2));
  else if (rows.length === 0) print.note('No events match.');
  else print.line(formatTable(auditColumns, rows.map(auditRow)));
}
