/**
 * `credfleet audit holders`, `history` and `gone`: who held which version when, and is it gone, with what proves it.
 * @module
 */
import type { Command } from 'commander';
import { goneDocument, historyDocument, holdersDocument } from '#src/audit/view/documents.ts';
import { goneShape, type GoneView } from '#src/audit/view/gone-view.ts';
import { intervalShape, type IntervalView } from '#src/audit/view/interval-view.ts';
import { viewOf } from '#src/audit/view/shape.ts';
import { printAs } from '../audit/print-rows.ts';
import {
  goneRequest,
  historyRequest,
  holdersRequest,
  type QuestionOptions,
} from '../audit/question-options.ts';
import { renderGone, renderIntervals } from '../audit/render-history.ts';
import { writeProof } from '../audit/write-proof.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { GlobalOptions } from '../options.ts';
import type { Printer } from '../print.ts';
import type { Query } from '../query/query.ts';

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
  const { answer: page } = await ask(context, options, (query) => query.holders(request));
  const answer = viewOf(holdersDocument, { ...page, request, nowMs });
  printIntervals(context, options, {
    answer,
    rows: answer.holders,
    token: answer.continue,
    none: `Nobody held it at ${answer.at}.`,
  });
}

async function history(
  context: CliContext,
  host: string | undefined,
  options: QuestionOptions,
): Promise<void> {
  const request = historyRequest(host, options, await hereOf(context, options));
  const { answer: page, note } = await ask(context, options, (query) => query.history(request));
  const answer = viewOf(historyDocument, { ...page, request, note });
  printIntervals(context, options, {
    answer,
    rows: answer.intervals,
    token: answer.continue,
    none: 'Nothing was held.',
  });
}

type Intervals = {
  readonly answer: object;
  readonly rows: readonly IntervalView[];
  readonly token: string | null;
  readonly none: string;
};

function printIntervals(
  { print }: CliContext,
  { output }: QuestionOptions,
  { answer, rows, token, none }: Intervals,
): void {
  if (output !== 'table') printAs(print, output, { answer, rows, shape: intervalShape });
  else if (rows.length === 0) print.note(none);
  else print.line(renderIntervals(rows));
  if (token !== null && output !== 'json') print.note(`There may be more: --continue ${token}`);
}

async function gone(context: CliContext, name: string, options: QuestionOptions): Promise<void> {
  const request = goneRequest(name, options, await hereOf(context, options));
  const { answer: rows, note } = await ask(context, options, (query) => query.gone(request));
  const answer = viewOf(goneDocument, { request, rows, note });
  const { namespace, credential, version, hosts } = answer;
  const { print } = context;
  if (options.output === 'table') {
    printGone(print, `${namespace}/${credential}`, { version, rows: hosts });
  } else printAs(print, options.output, { answer, rows: hosts, shape: goneShape });
  const { proof } = options;
  if (proof !== undefined) {
    const seqs = hosts.flatMap(({ evidence }) => evidence);
    await writeProof(context, { ...options, proof }, seqs);
  }
  if (!answer.gone) context.exitWith(exitCodes.statementFalse);
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

async function hereOf(context: CliContext, options: GlobalOptions) {
  return { namespace: await context.namespace(options), nowMs: context.clock.nowMs() };
}

async function ask<T>(
  context: CliContext,
  options: GlobalOptions,
  question: (query: Query) => Promise<T>,
): Promise<{ readonly answer: T; readonly note: string | undefined }> {
  const query = await context.query(options, 'audit');
  try {
    const answer = await question(query);
    if (query.note !== undefined) context.print.note(`Note: ${query.note}.`);
    return { answer, note: query.note };
  } finally {
    query.close();
  }
}
