/**
 * `credfleet status`: what is where; with --wait, until it is.
 * @module
 */
import { Option, type Command } from 'commander';
import { stringify } from 'yaml';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Api } from '../api/api.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { GlobalOptions } from '../options.ts';
import { parseDuration } from '#src/api/duration.ts';
import { gatherOverview, type Scope } from '../status/gather.ts';
import type { CredentialOverview } from '../status/overview.ts';
import { hostStateView, renderHostStates } from '../status/host-states.ts';
import { renderStatus } from '../status/render.ts';
import { decideWait } from '../status/wait.ts';

export const POLL_MS = 1000;

export type StatusOptions = GlobalOptions & {
  readonly allNamespaces?: boolean;
  readonly output?: 'json' | 'yaml' | 'wide';
  readonly hosts?: boolean;
  readonly wait?: boolean;
  readonly timeout: string;
};

export function addStatus(program: Command, context: CliContext): void {
  program
    .command('status [name...]')
    .description('what is where: one line per HostCredential')
    .option('-A, --all-namespaces', 'in all namespaces')
    .addOption(new Option('-o, --output <format>', 'print as').choices(['json', 'yaml', 'wide']))
    .option('--hosts', 'one line per host instead: what each holds and proved')
    .option(
      '--wait',
      'until each is ready on every host; exit 4 on timeout, 5 when a rollout stops',
    )
    .option('--timeout <duration>', 'how long --wait waits', '10m')
    .action(async (names: readonly string[], _: unknown, command: Command) => {
      await status(context, names, command.optsWithGlobals());
    });
}

async function status(
  context: CliContext,
  names: readonly string[],
  options: StatusOptions,
): Promise<void> {
  if (options.hosts === true) {
    await statusOfHosts(context, names, options);
    return;
  }
  const timeoutMs = parseDuration(options.timeout);
  if (timeoutMs === undefined) {
    throw new CredfleetError(
      'USAGE',
      `--timeout '${options.timeout}' is no duration such as 90s or 10m`,
    );
  }
  const api = await context.api(options);
  const scope = scopeOf(options, names, api);
  const rows =
    options.wait === true
      ? await waitFor(context, { api, scope, timeoutMs })
      : await gatherOverview(api, scope, context.clock.nowMs());
  if (rows.length === 0 && (options.output ?? 'wide') === 'wide') {
    const elsewhere = scope.namespace === undefined ? '' : ' Look in all namespaces with -A.';
    context.print.note(`No hostcredentials found.${elsewhere}`);
  } else printRows(context, rows, options.output);
}

export function scopeOf(
  options: Pick<StatusOptions, 'allNamespaces' | 'namespace'>,
  names: readonly string[],
  api: Api,
): Scope {
  if (options.allNamespaces === true && names.length > 0) {
    throw new CredfleetError(
      'USAGE',
      'a HostCredential is named inside one namespace: use -n, not -A',
    );
  }
  const namespace =
    options.allNamespaces === true ? undefined : (options.namespace ?? api.defaultNamespace);
  return { namespace, names };
}

async function statusOfHosts(
  context: CliContext,
  names: readonly string[],
  options: StatusOptions,
): Promise<void> {
  const everywhere = options.allNamespaces === true;
  const scope = everywhere ? {} : { namespace: await context.namespace(options) };
  const query = await context.query(options);
  try {
    const all = await query.states(scope);
    const rows = names.length === 0 ? all : all.filter((row) => names.includes(row.credential));
    const shown = rows.map(hostStateView);
    if (options.output === 'json') context.print.line(JSON.stringify({ hosts: shown }, null, 2));
    else if (options.output === 'yaml') context.print.line(stringify({ hosts: shown }).trimEnd());
    else if (rows.length === 0) context.print.note('Nothing was sent to any host yet.');
    else context.print.line(renderHostStates(shown, context.clock.nowMs()));
  } finally {
    query.close();
  }
}

type Wait = { readonly api: Api; readonly scope: Scope; readonly timeoutMs: number };

async function waitFor(
  context: CliContext,
  { api, scope, timeoutMs }: Wait,
): Promise<readonly CredentialOverview[]> {
  const untilMs = context.clock.nowMs() + timeoutMs;
  for (;;) {
    const rows = await gatherOverview(api, scope, context.clock.nowMs());
    const step = decideWait(rows);
    if (step.kind === 'arrived') return rows;
    if (step.kind === 'failed') {
      context.print.note(`rollout stopped: ${step.reason}`);
      context.exitWith(exitCodes.rolloutFailed);
      return rows;
    }
    if (context.clock.nowMs() >= untilMs) {
      context.print.note('timed out: not every host is on the version yet');
      context.exitWith(exitCodes.timeout);
      return rows;
    }
    await context.clock.sleep(POLL_MS, context.signal);
  }
}

function printRows(
  context: CliContext,
  rows: readonly CredentialOverview[],
  output: StatusOptions['output'],
): void {
  if (output === 'json') context.print.line(JSON.stringify({ credentials: rows }, null, 2));
  else if (output === 'yaml') context.print.line(stringify({ credentials: rows }).trimEnd());
  else context.print.line(renderStatus(rows, { wide: output === 'wide' }));
}
