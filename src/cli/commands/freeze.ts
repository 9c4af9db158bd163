/**
 * `credfleet freeze` and `unfreeze`: a dated stop for all rollouts, or for some namespaces or hosts.
 * @module
 */
import type { Command } from 'commander';
import { kinds } from '#src/api/core.ts';
import type { ChangeFreeze } from '#src/api/freeze.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { formatTime, parseTime } from '#src/api/time.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { pathOf } from '../api/resources.ts';
import type { CliContext } from '../context.ts';
import { labelsOf } from '../hosts/labels.ts';
import type { GlobalOptions } from '../options.ts';
import { parseDuration } from '#src/api/duration.ts';

type FreezeOptions = GlobalOptions & {
  readonly reason: string;
  readonly for?: string;
  readonly until?: string;
  readonly inNamespace?: readonly string[];
  readonly host?: readonly string[];
  readonly exempt?: readonly string[];
};

export function addFreeze(program: Command, context: CliContext): void {
  const collect = (value: string, before: readonly string[] = []) => [...before, value];
  program
    .command('freeze <name>')
    .description('send nothing to hosts until a time; hosts under way finish')
    .requiredOption('--reason <text>', 'why, for those who wait')
    .option('--for <duration>', 'how long, such as 4h or 7d')
    .option('--until <time>', 'until when, RFC 3339')
    .option('--in-namespace <name>', 'only this namespace (repeatable)', collect)
    .option('--host <label=value>', 'only hosts with this label (repeatable)', collect)
    .option('--exempt <namespace[/name]>', 'what may go on (repeatable)', collect)
    .action(async (name: string, _: unknown, command: Command) => {
      await freeze(context, name, command.optsWithGlobals());
    });
  program
    .command('unfreeze <name>')
    .description('end a freeze')
    .action(async (name: string, _: unknown, command: Command) => {
      const api = await context.api(command.optsWithGlobals());
      await api.send({ method: 'DELETE', path: pathOf(kinds.ChangeFreeze, { name }) });
      context.print.line(`changefreeze.credfleet.dev/${name} deleted`);
    });
}

async function freeze(context: CliContext, name: string, options: FreezeOptions): Promise<void> {
  const made = freezeOf(name, options, context.clock.nowMs());
  const api = await context.api(options);
  const path = pathOf(kinds.ChangeFreeze, {});
  await api.send({ method: 'POST', path, query: { fieldManager: 'credfleet' }, body: made });
  context.print.line(
    `changefreeze.credfleet.dev/${name} created, ends by itself at ${made.spec.endTime}`,
  );
}

/** @throws {CredfleetError} USAGE */
function freezeOf(name: string, options: FreezeOptions, nowMs: number): ChangeFreeze {
  const { reason, inNamespace, host, exempt } = options;
  return {
    apiVersion: API_VERSION,
    kind: 'ChangeFreeze',
    metadata: { name },
    spec: {
      reason,
      endTime: endOf(options, nowMs),
      ...(inNamespace === undefined ? {} : { namespaces: inNamespace }),
      ...(host === undefined ? {} : { hostSelector: { matchLabels: labelsOf(host) } }),
      ...(exempt === undefined ? {} : { exemptions: exempt.map(exemptionOf) }),
    },
  };
}

function endOf({ for: duration, until }: FreezeOptions, nowMs: number): string {
  if ((duration === undefined) === (until === undefined)) {
    throw new CredfleetError('USAGE', 'a freeze ends by itself: give --for or --until');
  }
  const forMs = duration === undefined ? undefined : parseDuration(duration);
  const endMs = forMs === undefined ? parseTime(until ?? '') : nowMs + forMs;
  if (endMs === undefined) {
    const text = `'${duration ?? until}' is no duration such as 4h and no time such as 2026-12-27T08:00:00Z`;
    throw new CredfleetError('USAGE', text);
  }
  if (endMs <= nowMs) throw new CredfleetError('USAGE', `${formatTime(endMs)} is over`);
  return formatTime(endMs);
}

function exemptionOf(text: string) {
  const [namespace = '', hostCredentialName, ...more] = text.split('/');
  if (namespace === '' || hostCredentialName === '' || more.length > 0) {
    throw new CredfleetError('USAGE', `--exempt '${text}' is not NAMESPACE or NAMESPACE/NAME`);
  }
  return { namespace, ...(hostCredentialName === undefined ? {} : { hostCredentialName }) };
}
