/**
 * `credfleet reseal`: hosts that hold a credential seal the same content again, against the keys that they have now, and
 * no unit is restarted. Creates a CredentialRollout of type Reseal; with --wait, until every host has answered.
 * @module
 */
import { Option, type Command } from 'commander';
import { kinds } from '#src/api/core.ts';
import type { CredentialVersion } from '#src/api/credential.ts';
import { parseDuration } from '#src/api/duration.ts';
import type { Host } from '#src/api/host.ts';
import { type CredentialName, parseCredentialName } from '#src/api/namespaced-name.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { StateRow } from '#src/wire/query-messages.ts';
import type { Api } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { labelsOf } from '../hosts/labels.ts';
import type { GlobalOptions } from '../options.ts';
import { createRollout } from '../rollout/change-rollout.ts';
import { type MadeReseal, resealOf } from '../rollout/reseal-of.ts';
import { type ResealProgress, resealProgress } from '../rollout/reseal-progress.ts';
import { list } from '../status/gather.ts';
import { POLL_MS } from './status.ts';

type Options = GlobalOptions & {
  readonly hosts?: string;
  readonly selector?: string;
  readonly all?: boolean;
  readonly reason?: string;
  readonly wait?: boolean;
  readonly timeout: string;
  readonly output?: 'json';
};

export function addReseal(program: Command, context: CliContext): void {
  program
    .command('reseal <credential>')
    .description('have hosts seal what they hold again, without a restart')
    .option('--hosts <names>', 'these hosts, separated by commas')
    .option('--selector <labels>', 'hosts with these labels: LABEL=VALUE,…')
    .option('--all', 'every host that holds it')
    .option('--reason <text>', 'why, for the audit log')
    .option('--wait', 'until each has done it; exit 4 on timeout, 5 when it stops')
    .option('--timeout <duration>', 'how long --wait waits', '10m')
    .addOption(new Option('-o, --output <format>', 'print as').choices(['json']))
    .action(async (credential: string, _: unknown, command: Command) => {
      await reseal(context, credential, command.optsWithGlobals());
    });
}

async function reseal(context: CliContext, credential: string, options: Options): Promise<void> {
  const choice = choiceOf(options);
  const timeoutMs = timeoutOf(options);
  const name = parseCredentialName(credential, await context.namespace(options));
  const api = await context.api(options);
  const { reason } = options;
  const made = resealOf({
    ...name,
    ...(await look(context, { api, options, name })),
    choice,
    ...(reason === undefined ? {} : { reason }),
  });
  await createRollout(api, made.rollout);
  if (options.output !== 'json') tellMade(context, made);
  const progress =
    options.wait === true ? await waitFor(context, { api, made, timeoutMs }) : undefined;
  if (options.output === 'json') context.print.line(JSON.stringify(shown(made, progress), null, 2));
}

/** One of the three, so that a whole fleet is never meant by omission. @throws {CredfleetError} USAGE */
function choiceOf({ hosts, selector, all }: Options) {
  const given = [hosts !== undefined, selector !== undefined, all === true].filter(Boolean).length;
  if (given !== 1) {
    throw new CredfleetError('USAGE', 'say which hosts: --hosts a,b, --selector role=db or --all');
  }
  if (hosts !== undefined) return { hosts: listOf(hosts, '--hosts') };
  if (selector === undefined) return {};
  return { hostSelector: { matchLabels: labelsOf(listOf(selector, '--selector')) } };
}

function listOf(text: string, option: string): readonly string[] {
  const parts = text.split(',').map((part) => part.trim());
  if (!parts.includes('')) return [...new Set(parts)];
  throw new CredfleetError('USAGE', `${option} '${text}' has an empty part`);
}

function timeoutOf({ timeout }: Options): number {
  const timeoutMs = parseDuration(timeout);
  if (timeoutMs !== undefined) return timeoutMs;
  throw new CredfleetError('USAGE', `--timeout '${timeout}' is no duration such as 90s or 10m`);
}

type Look = { readonly api: Api; readonly options: Options; readonly name: CredentialName };

async function look(context: CliContext, { api, options, name }: Look) {
  const { namespace, credential } = name;
  const path = pathOf(kinds.HostCredential, { namespace, name: credential });
  // Says that there is none before anything else does.
  await api.send({ method: 'GET', path });
  const [versions, all, hosts, rows] = await Promise.all([
    list<CredentialVersion>(api, kinds.CredentialVersion, namespace),
    list<CredentialRollout>(api, kinds.CredentialRollout, namespace),
    list<Host>(api, kinds.Host, undefined),
    statesOf(context, options, name),
  ]);
  return { versions, all, hosts, rows };
}

async function statesOf(
  context: CliContext,
  options: Options,
  name: CredentialName,
): Promise<readonly StateRow[]> {
  const query = await context.query(options);
  try {
    return await query.states(name);
  } finally {
    query.close();
  }
}

function tellMade({ print }: CliContext, { rollout, hosts, tooOld }: MadeReseal): void {
  const { name, namespace = '' } = rollout.metadata;
  print.line(`credentialrollout.credfleet.dev/${name} created`);
  print.note(
    `${hosts.length} hosts seal version ${rollout.spec.versionName} again, no unit restarts`,
  );
  if (tooOld.length > 0) {
    print.note(`not before their agents are updated: ${tooOld.join(', ')}`);
  }
  print.note(`Watch it: credfleet watch -n ${namespace} ${rollout.spec.hostCredentialName}`);
}

type Wait = { readonly api: Api; readonly made: MadeReseal; readonly timeoutMs: number };

async function waitFor(
  context: CliContext,
  { api, made, timeoutMs }: Wait,
): Promise<ResealProgress> {
  const { print, clock, signal } = context;
  const path = pathOf(kinds.CredentialRollout, made.rollout.metadata);
  const untilMs = clock.nowMs() + timeoutMs;
  let told = '';
  for (;;) {
    const rollout = (await api.send({ method: 'GET', path })) as CredentialRollout;
    const progress = resealProgress(rollout);
    if (progress.text !== told) print.note(progress.text);
    told = progress.text;
    if (progress.kind === 'done') return progress;
    if (progress.kind === 'stopped') context.exitWith(exitCodes.rolloutFailed);
    if (progress.kind === 'stopped') return progress;
    if (clock.nowMs() >= untilMs) {
      print.note('timed out: not every host has sealed it again yet');
      context.exitWith(exitCodes.timeout);
      return progress;
    }
    await clock.sleep(POLL_MS, signal);
  }
}

function shown({ rollout, version, hosts, tooOld }: MadeReseal, progress?: ResealProgress) {
  const { namespace, name } = rollout.metadata;
  const { hostCredentialName: credential } = rollout.spec;
  const reached =
    progress === undefined
      ? {}
      : { state: progress.state, updated: progress.updated, total: progress.total };
  return { namespace, credential, rollout: name, version, hosts, tooOld, ...reached };
}
