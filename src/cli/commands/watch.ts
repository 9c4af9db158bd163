/**
 * `credfleet watch`: the status as it moves. On a terminal it is redrawn with bars; elsewhere each
 * change is one more line.
 * @module
 */
import { Option, type Command } from 'commander';
import { formatTime } from '#src/api/time.ts';
import type { CliContext } from '../context.ts';
import { gatherOverview, type Scope } from '../status/gather.ts';
import type { CredentialOverview } from '../status/overview.ts';
import { renderBars, renderLine } from '../status/render.ts';
import type { Api } from '../api/api.ts';
import { POLL_MS, scopeOf, type StatusOptions } from './status.ts';

type WatchOptions = Pick<StatusOptions, 'allNamespaces' | 'namespace'> & {
  readonly output?: 'jsonl';
};

export function addWatch(program: Command, context: CliContext): void {
  program
    .command('watch [name...]')
    .description('the status as it moves, until Ctrl-C')
    .option('-A, --all-namespaces', 'in all namespaces')
    .addOption(new Option('-o, --output <format>', 'one JSON object per change').choices(['jsonl']))
    .action(async (names: readonly string[], _: unknown, command: Command) => {
      const options: WatchOptions = command.optsWithGlobals();
      const api = await context.api(command.optsWithGlobals());
      await watch(context, { api, scope: scopeOf(options, names, api), output: options.output });
    });
}

type Watch = { readonly api: Api; readonly scope: Scope; readonly output: 'jsonl' | undefined };

async function watch(context: CliContext, { api, scope, output }: Watch): Promise<void> {
  const shown = new Map<string, string>();
  while (!context.signal.aborted) {
    const rows = await gatherOverview(api, scope, context.clock.nowMs());
    if (output === undefined && context.print.isTerminal) context.print.redraw(renderBars(rows));
    else for (const row of changedRows(shown, rows)) printChange(context, row, output);
    // Ctrl-C is how a watch ends.
    await context.clock.sleep(POLL_MS, context.signal).catch(() => {});
  }
}

function changedRows(
  shown: Map<string, string>,
  rows: readonly CredentialOverview[],
): readonly CredentialOverview[] {
  return rows.filter((row) => {
    const key = `${row.namespace}/${row.name}`;
    const now = JSON.stringify(row);
    if (shown.get(key) === now) return false;
    shown.set(key, now);
    return true;
  });
}

function printChange(
  context: CliContext,
  row: CredentialOverview,
  output: 'jsonl' | undefined,
): void {
  const time = formatTime(context.clock.nowMs());
  context.print.line(output === 'jsonl' ? JSON.stringify({ time, ...row }) : renderLine(row, time));
}
