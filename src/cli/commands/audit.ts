/**
 * `credfleet audit`: who changed what, when, and what each host did with it. Never a value.
 * @module
 */
import { Option, type Command } from 'commander';
import type { AuditEvent } from '#src/audit/event.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { eventsDocument } from '#src/audit/view/documents.ts';
import { eventShape, eventView } from '#src/audit/view/event-view.ts';
import { viewOf } from '#src/audit/view/shape.ts';
import { eventQueryOf, type AuditFilters } from '../audit/event-query.ts';
import { type AuditFormat, MACHINE_FORMATS, printerOf } from '../audit/print-rows.ts';
import { auditColumns, auditRow } from '../audit/render-event.ts';
import { writeProof } from '../audit/write-proof.ts';
import type { CliContext } from '../context.ts';
import type { GlobalOptions } from '../options.ts';
import type { Printer } from '../print.ts';
import type { Query } from '../query/query.ts';
import { formatTable } from '../table.ts';
import { addAuditEvidence } from './audit-evidence.ts';
import { addQuestions } from './audit-questions.ts';
import { addRetention } from './audit-retention.ts';

type AuditOptions = GlobalOptions & AuditFilters & { readonly output: AuditFormat };

/** It knows at the end what the answer leaves out. */
type Asked = { readonly query: Pick<Query, 'note'> };

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
    .option('--proof <file>', 'write these events with their proofs to a new file, too')
    .addOption(
      new Option('-o, --output <format>', 'print as')
        .choices(['table', ...MACHINE_FORMATS])
        .default('table'),
    )
    .action(async (_: unknown, audited: Command) => {
      await audit(context, audited.optsWithGlobals());
    });
  addQuestions(command, context);
  addAuditEvidence(command, context);
  addRetention(command, context);
}

async function audit(context: CliContext, options: AuditOptions): Promise<void> {
  if (options.follow === true && options.output === 'json') {
    throw new CredfleetError('USAGE', '--follow never ends one JSON document: use -o jsonl');
  }
  if (options.follow === true && options.proof !== undefined) {
    throw new CredfleetError('USAGE', '--follow never ends a proof: leave one of them out');
  }
  const now = { namespace: await context.namespace(options), nowMs: context.clock.nowMs() };
  const filter = eventQueryOf(options, now);
  const query = await context.query(options, 'audit');
  try {
    const seqs: number[] = [];
    const events = remembered(query.events(filter, context.signal), seqs);
    await print(events, context.print, { ...options, query });
    if (query.note !== undefined) context.print.note(`Note: ${query.note}.`);
    const { proof } = options;
    if (proof !== undefined) await writeProof(context, { ...options, proof }, seqs);
  } finally {
    query.close();
  }
}

async function* remembered(
  events: AsyncIterable<AuditEvent>,
  seqs: number[],
): AsyncGenerator<AuditEvent> {
  for await (const event of events) {
    seqs.push(event.seq);
    yield event;
  }
}

async function print(
  events: AsyncIterable<AuditEvent>,
  printer: Printer,
  { output, follow, limit, query }: AuditOptions & Asked,
): Promise<void> {
  if (output === 'jsonl' || output === 'csv') {
    const lineOf = printerOf(printer, output, eventShape);
    for await (const event of events) lineOf(eventView(event));
  } else if (follow === true) {
    for await (const event of events) printer.line(textLine(event));
  } else await printAll(events, printer, { format: output, limit: Number(limit), query });
}

const textLine = (event: AuditEvent): string =>
  auditRow(event)
    .filter((cell) => cell !== '')
    .join('  ');

async function printAll(
  events: AsyncIterable<AuditEvent>,
  printer: Printer,
  { format, limit, query }: Asked & { readonly format: 'table' | 'json'; readonly limit: number },
): Promise<void> {
  const rows: AuditEvent[] = [];
  for await (const event of events) rows.push(event);
  if (format === 'json') {
    const token = rows.length === limit ? rows.at(-1)?.seq : undefined;
    const answer = { rows, continue: token, note: query.note };
    printer.line(JSON.stringify(viewOf(eventsDocument, answer), null, 2));
  } else if (rows.length === 0) printer.note('No events match.');
  else printer.line(formatTable(auditColumns, rows.map(auditRow)));
}
