/**
 * `credfleet rollout …`: an operator's verbs. Each writes a field of one CredentialRollout, or creates one: `kubectl`
 * can do the same.
 * @module
 */
import type { Command } from 'commander';
import { kinds } from '#src/api/core.ts';
import type { CredentialVersion } from '#src/api/credential.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { parseCredentialName } from '#src/api/namespaced-name.ts';
import type { CliContext } from '../context.ts';
import type { GlobalOptions } from '../options.ts';
import {
  applyVerb,
  createRollout,
  findRollout,
  type RolloutChoice,
  whoAmI,
} from '../rollout/change-rollout.ts';
import type { Verb } from '../rollout/decide-verb.ts';
import { retryOf, rollbackOf } from '../rollout/new-rollout.ts';
import { type Made, removalOf, revocationOf, type TakeAwayInput } from '../rollout/take-away.ts';
import { list } from '../status/gather.ts';

type Options = GlobalOptions & {
  readonly rollout?: string;
  readonly full?: boolean;
  readonly step?: string;
  readonly comment?: string;
  readonly keep?: boolean;
  readonly to?: string;
  readonly version?: string;
  readonly reason?: string;
  readonly overrideBudget?: boolean;
};

const ABOUT = '<credential>';

export function addRollout(program: Command, context: CliContext): void {
  const rollout = program
    .command('rollout')
    .description('steer the rollout of a HostCredential ([NAMESPACE/]NAME)');
  const verb = (
    name: string,
    description: string,
    verbOf: (options: Options, user: () => Promise<string>) => Verb | Promise<Verb>,
  ): Command =>
    rollout
      .command(`${name} ${ABOUT}`)
      .description(description)
      .option('--rollout <name>', 'this rollout instead of the newest one')
      .action(async (credential: string, _: unknown, command: Command) => {
        await change(context, { credential, verbOf }, command.optsWithGlobals());
      });
  verb('pause', 'send to no further host; hosts under way finish', () => ({ kind: 'pause' }));
  verb('resume', 'end a pause', () => ({ kind: 'resume' }));
  verb('promote', "end the policy's pause after a step", ({ full = false }) => {
    return { kind: 'promote', full };
  }).option('--full', 'through all steps; health and budgets stay');
  verb('approve', 'agree to go on after a step', async ({ step, comment }, user) => ({
    kind: 'approve',
    user: await user(),
    ...(step === undefined ? {} : { step }),
    ...(comment === undefined ? {} : { comment }),
  }))
    .option('--step <name>', 'the step; the one that waits by default')
    .option('--comment <text>', 'why, for the audit log');
  verb('abort', 'end it for good', ({ keep = false }) => ({ kind: 'abort', keep })).option(
    '--keep',
    'hosts keep the version they have; otherwise they go back',
  );
  addNew(rollout, context);
  addTakingAway(rollout, context);
}

function addNew(rollout: Command, context: CliContext): void {
  rollout
    .command(`retry ${ABOUT}`)
    .description('a new attempt for the hosts that are not healthy on the version')
    .option('--rollout <name>', 'of this rollout instead of the newest one')
    .action(async (credential: string, _: unknown, command: Command) => {
      const options: Options = command.optsWithGlobals();
      const choice = await choose(context, credential, options);
      const api = await context.api(options);
      const { current, all } = await findRollout(api, choice);
      await create(context, { options, made: retryOf(current, all) });
    });
  rollout
    .command(`rollback ${ABOUT}`)
    .description('bring an older content to all hosts, under a new version number')
    .option('--to <version>', 'number or name; by default the newest proven one before this')
    .action(async (credential: string, _: unknown, command: Command) => {
      const options: Options = command.optsWithGlobals();
      const choice = await choose(context, credential, options);
      const api = await context.api(options);
      const { current, all } = await findRollout(api, choice);
      const versions = await list<CredentialVersion>(
        api,
        kinds.CredentialVersion,
        choice.namespace,
      );
      const { to } = options;
      const input = { current, versions, all, ...(to === undefined ? {} : { to }) };
      await create(context, { options, made: rollbackOf(input) });
    });
}

function addTakingAway(rollout: Command, context: CliContext): void {
  rollout
    .command(`revoke ${ABOUT}`)
    .description('emergency: a version must not be on any host any more, now and for good')
    .option('--version <version>', 'number or name; the stable one by default')
    .requiredOption('--reason <text>', 'why, for the audit log')
    .option('--override-budget', 'all hosts at once, whatever that does to the services')
    .action(async (credential: string, _: unknown, command: Command) => {
      const options: Options = command.optsWithGlobals();
      const { version, reason = '', overrideBudget = false } = options;
      const known = await takeAwayInput(context, credential, options);
      const asked = version === undefined ? {} : { version };
      await takeAway(
        context,
        options,
        revocationOf({ ...known, ...asked, reason, overrideBudget }),
      );
    });
  rollout
    .command(`remove ${ABOUT}`)
    .description('take it off its hosts, by the steps and budgets of its policy')
    .action(async (credential: string, _: unknown, command: Command) => {
      const options: Options = command.optsWithGlobals();
      await takeAway(
        context,
        options,
        removalOf(await takeAwayInput(context, credential, options)),
      );
    });
}

async function takeAwayInput(
  context: CliContext,
  credential: string,
  options: Options,
): Promise<TakeAwayInput> {
  const name = parseCredentialName(credential, await context.namespace(options));
  const api = await context.api(options);
  const [versions, all] = await Promise.all([
    list<CredentialVersion>(api, kinds.CredentialVersion, name.namespace),
    list<CredentialRollout>(api, kinds.CredentialRollout, name.namespace),
  ]);
  return { ...name, versions, all };
}

async function takeAway(
  context: CliContext,
  options: Options,
  { rollout, effect }: Made,
): Promise<void> {
  await create(context, { options, made: rollout });
  context.print.note(effect);
}

type Change = {
  readonly credential: string;
  readonly verbOf: (options: Options, user: () => Promise<string>) => Verb | Promise<Verb>;
};

async function change(
  context: CliContext,
  { credential, verbOf }: Change,
  options: Options,
): Promise<void> {
  const choice = await choose(context, credential, options);
  const api = await context.api(options);
  const verb = await verbOf(options, async () => whoAmI(api));
  const { rollout, changed, note } = await applyVerb(api, choice, verb);
  const said = changed ? PAST[verb.kind] : `unchanged: ${note}`;
  context.print.line(`credentialrollout.credfleet.dev/${rollout} ${said}`);
  if (changed) context.print.note(`Watch it: credfleet watch ${choice.credential}`);
}

const PAST: Readonly<Record<Verb['kind'], string>> = {
  pause: 'paused',
  resume: 'resumed',
  promote: 'promoted',
  approve: 'approved',
  abort: 'aborted',
};

async function create(
  context: CliContext,
  {
    options,
    made,
  }: { readonly options: Options; readonly made: Parameters<typeof createRollout>[1] },
): Promise<void> {
  await createRollout(await context.api(options), made);
  context.print.line(`credentialrollout.credfleet.dev/${made.metadata.name} created`);
  context.print.note(`Watch it: credfleet watch ${made.spec.hostCredentialName}`);
}

async function choose(
  context: CliContext,
  credential: string,
  options: Options,
): Promise<RolloutChoice> {
  const name = parseCredentialName(credential, await context.namespace(options));
  return { ...name, rollout: options.rollout };
}
