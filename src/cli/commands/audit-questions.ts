/**
 * `credfleet audit holders`, `history` and `gone`: who held which version when, and is it gone, with what proves it.
 * @module
 */
import type { Command } from 'commander';
import { formatTime } from '#src/api/time.ts';
import {
  goneRequest,
  historyRequest,
  holdersRequest,
  type QuestionOptions,
} from '../audit/question-options.ts';
import {
  type GoneView,
  goneView,
  intervalView,
  renderGone,
  renderIntervals,
} from '../audit/render-history.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { GlobalOptions } from '../options.ts';
import type { Printer } from '../print.ts';
import type { IntervalPage, Query } from '../query/query.ts';

export function addQuestions(audit: Command, context: CliContext): void {
  question(audit, 'holders <credential>')
    .description('who holds a HostCredential, or one version of it: now or at a time')
    .option('--at <when>', 'then: a duration back (7d, 12h) or an RFC 3339 time')
    .action(async (name: string, _: unknown, command: Command) => {
      await holders(context, name, command.optsWithGlobals());
    });
  question(audit, 'history [host]')
    .description('which host held which version, from when until when')
    .action(async (host: string | undefined, _: unknown, command: Command) => {
      await history(context, host, command.optsWithGlobals());
    });
  question(audit, 'gone <credential>')
    .description('is --version gone from every host that ever had its content; exit 3: it is not')
    .action(async (name: string, _: unknown, command: Command) => {
      await gone(context, name, command.optsWithGlobals());
    });
}

/** Its filters are options of `audit`. */
function question(audit: Command, name: string): Command {
  return audit.command(name).configureHelp({ showGlobalOptions: true });
}

async function holders(context: CliContext, name: string, options: QuestionOptions): Promise<void> {
  const nowMs = context.clock.nowMs();
  const request = holdersRequest(name, options, await hereOf(context, options));
  const page = await ask(context, options, (query) => query.holders(request));
  const { namespace, credential, version, atMs } = request;
  const at = formatTime(atMs === 0 ? nowMs : atMs);
  const about = { namespace, credential, version: version === 0 ? null : version, at };
  printIntervals(context, page, {
    output: options.output,
    name: 'holders',
    about,
    none: `Nobody held it at ${at}.`,
  });
}

async function history(
  context: CliContext,
  host: string | undefined,
  options: QuestionOptions,
): Promise<void> {
  const request = historyRequest(host, options, await hereOf(context, options));
  const page = await ask(context, options, (query) => query.history(request));
  const { namespace, credential } = request;
  printIntervals(context, page, {
    output: options.output,
    name: 'intervals',
    about: { host: request.host, namespace, credential },
    none: 'Nothing was held.',
  });
}

type Printing = {
  readonly output: QuestionOptions['output'];
  /** Of the list in the JSON. */
  readonly name: string;
  readonly about: object;
  readonly none: string;
};

function printIntervals({ print }: CliContext, page: IntervalPage, how: Printing): void {
  const rows = page.rows.map(intervalView);
  const token = page.continue === undefined ? null : String(page.continue);
  if (how.output === 'jsonl') printLines(print, rows);
  else if (how.output === 'json') {
    print.line(JSON.stringify({ ...how.about, [how.name]: rows, continue: token }, null, 2));
  } else if (rows.length === 0) print.note(how.none);
  else print.line(renderIntervals(rows));
  if (token !== null && how.output !== 'json') print.note(`There may be more: --continue ${token}`);
}

async function gone(context: CliContext, name: string, options: QuestionOptions): Promise<void> {
  const request = goneRequest(name, options, await hereOf(context, options));
  const rows = (await ask(context, options, (query) => query.gone(request))).map(goneView);
  const isGone = rows.every(({ state }) => state === 'Gone');
  const { namespace, credential, version } = request;
  const { print } = context;
  if (options.output === 'jsonl') printLines(print, rows);
  else if (options.output === 'json') {
    const about = { namespace, credential, version, gone: isGone };
    print.line(JSON.stringify({ ...about, hosts: rows }, null, 2));
  } else printGone(print, `${namespace}/${credential}`, { version, rows });
  if (!isGone) context.exitWith(exitCodes.statementFalse);
}

function printGone(
  print: Printer,
  credential: string,
  { version, rows }: { readonly version: number; readonly rows: readonly GoneView[] },
): void {
  const what = `Version ${version} of ${credential}`;
  if (rows.length === 0) return print.line(`${what} was never sent there.`);
  print.line(renderGone(rows));
  const left = rows.filter(({ state }) => state !== 'Gone');
  const [first] = left;
  if (first === undefined) return print.line(`${what} is gone from all ${rows.length} hosts.`);
  print.line(`${what} is not gone from ${left.length} of ${rows.length} hosts.`);
  return print.note(`Next: credfleet explain ${first.host} --credential ${credential}`);
}

function printLines(print: Printer, rows: readonly object[]): void {
  for (const row of rows) print.line(JSON.stringify(row));
}

async function hereOf(context: CliContext, options: GlobalOptions) {
  return { namespace: await context.namespace(options), nowMs: context.clock.nowMs() };
}

async function ask<T>(
  context: CliContext,
  options: GlobalOptions,
  question: (query: Query) => Promise<T>,
): Promise<T> {
  const query = await context.query(options);
  try {
    return await question(query);
  } finally {
    query.close();
  }
}
