/**
 * What happens to a fleet: new values, operators who press verbs, machines and networks that fail. All of it can be
 * mended, and is when the trouble is over.
 * @module
 */
import { API_VERSION, type Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { formatTime } from '#src/api/time.ts';
import { retryOnConflict } from '#src/cli/api/api.ts';
import { decideVerb, type Verb } from '#src/cli/rollout/decide-verb.ts';
import { retryOf, rollbackOf } from '#src/cli/rollout/new-rollout.ts';
import { resealOf } from '#src/cli/rollout/reseal-of.ts';
import { removalOf, revocationOf } from '#src/cli/rollout/take-away.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import { CREDENTIALS, type Game, LABELS } from './game.ts';
import { UNIT } from './sim-host.ts';

type Mishap = { readonly weight: number; readonly act: (game: Game) => Promise<void> };

const SOON_MS = 3 * 60_000;

const mishaps: readonly Mishap[] = [
  { weight: 6, act: async (game) => game.changeSecret(game.dice.pick(CREDENTIALS), false) },
  { weight: 3, act: async (game) => game.changeSecret(game.dice.pick(CREDENTIALS), true) },
  { weight: 5, act: killAgent },
  { weight: 3, act: killController },
  { weight: 4, act: partition },
  { weight: 2, act: crashUnit },
  { weight: 1, act: jumpClock },
  { weight: 1, act: join },
  { weight: 2, act: lockTpm },
  { weight: 2, act: pauseHost },
  { weight: 1, act: freeze },
  { weight: 2, act: async (game) => press(game, { kind: 'pause' }) },
  { weight: 3, act: async (game) => press(game, { kind: 'resume' }) },
  { weight: 2, act: async (game) => press(game, { kind: 'promote', full: game.dice.chance(0.3) }) },
  { weight: 5, act: async (game) => press(game, { kind: 'approve', user: 'ada' }) },
  { weight: 1, act: async (game) => press(game, { kind: 'abort', keep: game.dice.chance(0.5) }) },
  { weight: 2, act: retry },
  { weight: 1, act: rollback },
  { weight: 2, act: revoke },
  { weight: 1, act: remove },
  { weight: 2, act: relabel },
];
const withReseals: readonly Mishap[] = [...mishaps, { weight: 4, act: reseal }];

export async function happen(game: Game): Promise<void> {
  const all = game.hasReseals ? withReseals : mishaps;
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  let left = game.dice.below(total);
  const chosen = all.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  await chosen?.act(game).catch((reason: unknown) => {
    // Somebody else's write came first, or there is nothing to act on: as for a person.
    if (!(reason instanceof CredfleetError)) throw reason;
  });
}

/** The faults end; what people have decided stays, except pauses. */
export async function heal(game: Game): Promise<void> {
  game.tell('the trouble is over');
  game.controller.kill(Infinity);
  game.controller.start();
  for (const host of game.hosts) {
    host.isPartitioned = false;
    host.lockTpm(false);
    host.killAgent(Infinity);
    host.start();
    await retryOnConflict(async () => mendHost(game, host.name));
  }
  for (const { metadata } of await game.objects.list('ChangeFreeze')) {
    await game.objects.delete('ChangeFreeze', { name: metadata.name });
  }
  for (const { metadata } of await game.objects.list('CredentialRollout')) {
    await retryOnConflict(async () => resume(game, metadata.name));
  }
}

async function mendHost(game: Game, name: string): Promise<void> {
  const object = await game.objects.get('Host', { name });
  if (object === undefined) return;
  const metadata = { ...object.metadata, labels: { ...object.metadata.labels, ...LABELS } };
  await game.objects.replace('Host', {
    ...object,
    metadata,
    spec: { ...object.spec, paused: false },
  });
}

async function resume(game: Game, name: string): Promise<void> {
  const rollout = await game.objects.get('CredentialRollout', { namespace: NAMESPACE, name });
  if (rollout?.spec.desiredState !== 'Paused') return;
  const spec = { ...rollout.spec, desiredState: 'Running' as const };
  await game.objects.replace('CredentialRollout', { ...rollout, spec });
}

async function killAgent(game: Game): Promise<void> {
  const host = game.dice.pick(game.hosts);
  const effects = game.dice.below(12);
  game.tell(`${host.name}: the agent is killed after ${effects} effects`);
  host.killAgent(effects);
}

async function killController(game: Game): Promise<void> {
  const effects = game.dice.below(25);
  game.tell(`the controller is killed after ${effects} effects`);
  game.controller.kill(effects);
}

async function partition(game: Game): Promise<void> {
  const host = game.dice.pick(game.hosts);
  if (host.isPartitioned) return;
  const forMs = game.dice.between(1_000, 2 * SOON_MS);
  game.tell(`${host.name}: no network for ${forMs} ms`);
  host.partition();
  void game.clock.sleep(forMs).then(() => {
    host.isPartitioned = false;
  });
}

/** Too many failed authorisations; the TPM forgets them after a while. */
async function lockTpm(game: Game): Promise<void> {
  const host = game.dice.pick(game.hosts);
  const forMs = game.dice.between(1_000, 3 * SOON_MS);
  game.tell(`${host.name}: its TPM is in lockout for ${forMs} ms`);
  host.lockTpm(true);
  void game.clock.sleep(forMs).then(() => host.lockTpm(false));
}

async function crashUnit(game: Game): Promise<void> {
  const host = game.dice.pick(game.hosts);
  const forMs = game.dice.between(1_000, SOON_MS);
  game.tell(`${host.name}: the unit dies for ${forMs} ms`);
  void host.systemd.crash(UNIT, forMs);
}

async function jumpClock(game: Game): Promise<void> {
  const host = game.dice.pick(game.hosts);
  const ms = game.dice.between(-60_000, 60_000);
  game.tell(`${host.name}: its clock jumps by ${ms} ms`);
  host.jumpClock(ms);
}

async function join(game: Game): Promise<void> {
  if (game.hosts.length >= 7) return;
  await game.addHost();
  game.tell(`${game.hosts.at(-1)?.name} joins`);
}

async function pauseHost(game: Game): Promise<void> {
  const { name } = game.dice.pick(game.hosts);
  const host = await game.objects.get('Host', { name });
  if (host === undefined) return;
  const paused = host.spec.paused !== true;
  await game.objects.replace('Host', { ...host, spec: { ...host.spec, paused } });
  game.tell(`${name}: ${paused ? 'paused' : 'resumed'}`);
}

async function freeze(game: Game): Promise<void> {
  const endMs = game.clock.nowMs() + game.dice.between(60_000, 2 * SOON_MS);
  const name = `freeze-${endMs}`;
  await game.objects.create('ChangeFreeze', {
    apiVersion: API_VERSION,
    kind: 'ChangeFreeze',
    metadata: { name },
    spec: {
      reason: 'a game',
      endTime: formatTime(endMs),
      ...(game.dice.chance(0.5) ? { hostSelector: { matchLabels: { zone: 'a' } } } : {}),
    },
  });
  game.tell(`${name} begins`);
}

async function rolloutsOf(game: Game, credential: string) {
  const all = await game.objects.list('CredentialRollout');
  const current = all
    .filter(({ spec }) => spec.hostCredentialName === credential)
    .toSorted((a, b) => uidNumber(a) - uidNumber(b))
    .at(-1);
  return { all, current };
}

/** The fake's UIDs count up. */
function uidNumber({ metadata }: Stored<CredentialRollout>): number {
  return Number(metadata.uid.slice(-12));
}

async function press(game: Game, verb: Verb): Promise<void> {
  const { current } = await rolloutsOf(game, game.dice.pick(CREDENTIALS));
  if (current === undefined) return;
  const decision = decideVerb(current, verb);
  if (decision.kind !== 'write') return;
  let rollout = current;
  for (const change of decision.specs) {
    const spec = { ...rollout.spec, ...change };
    rollout = await game.objects.replace('CredentialRollout', { ...rollout, spec });
  }
  game.tell(`${current.metadata.name}: ${verb.kind}`);
}

async function retry(game: Game): Promise<void> {
  const { all, current } = await rolloutsOf(game, game.dice.pick(CREDENTIALS));
  if (current === undefined || current.status?.state === 'Succeeded') return;
  const made = retryOf(current, all);
  await game.objects.create('CredentialRollout', made);
  game.tell(`${made.metadata.name}: retry`);
}

async function rollback(game: Game): Promise<void> {
  const { all, current } = await rolloutsOf(game, game.dice.pick(CREDENTIALS));
  const versions = await game.objects.list('CredentialVersion', { namespace: NAMESPACE });
  if (current === undefined) return;
  const made = rollbackOf({ current, versions, all });
  await game.objects.create('CredentialRollout', made);
  game.tell(`${made.metadata.name}: rollback to ${made.spec.versionName}`);
}

async function takeAwayInput(game: Game) {
  const credential = game.dice.pick(CREDENTIALS);
  const { all } = await rolloutsOf(game, credential);
  const versions = await game.objects.list('CredentialVersion', { namespace: NAMESPACE });
  return { namespace: NAMESPACE, credential, versions, all };
}

async function revoke(game: Game): Promise<void> {
  const input = await takeAwayInput(game);
  const own = input.versions.filter(({ spec }) => spec.hostCredentialName === input.credential);
  const chosen = game.dice.chance(0.5) || own.length === 0 ? undefined : game.dice.pick(own);
  const version = chosen === undefined ? {} : { version: chosen.metadata.name };
  const { rollout } = revocationOf({
    ...input,
    ...version,
    reason: 'a game',
    overrideBudget: false,
  });
  await game.objects.create('CredentialRollout', rollout);
  game.tell(`${rollout.metadata.name}: revoke ${rollout.spec.versionName}`);
}

async function remove(game: Game): Promise<void> {
  const { rollout } = removalOf(await takeAwayInput(game));
  await game.objects.create('CredentialRollout', rollout);
  game.tell(`${rollout.metadata.name}: remove`);
}

/** By the command line, or as kubectl takes it: whatever is under way, and of any version. */
async function reseal(game: Game): Promise<void> {
  const input = await takeAwayInput(game);
  const { credential } = input;
  const name = game.dice.pick(game.hosts).name;
  const choice = game.dice.chance(0.5) ? {} : { hosts: [name] };
  const rows = game.ledger.states({}).filter((row) => row.credential === credential);
  const hosts = await game.objects.list('Host');
  const made = game.dice.chance(0.5)
    ? resealOf({ ...input, hosts, rows, choice }).rollout
    : freeReseal(game, input, choice);
  await game.objects.create('CredentialRollout', made);
  game.tell(`${made.metadata.name}: reseal ${made.spec.hosts?.join() ?? 'all'}`);
}

function freeReseal(
  game: Game,
  { credential, versions, all }: Awaited<ReturnType<typeof takeAwayInput>>,
  choice: Pick<CredentialRollout['spec'], 'hosts'>,
): CredentialRollout {
  const own = versions.filter(({ spec }) => spec.hostCredentialName === credential);
  if (own.length === 0) throw new CredfleetError('OBJECT_NOT_FOUND', 'there is no version');
  const { metadata } = game.dice.pick(own);
  return {
    apiVersion: API_VERSION,
    kind: 'CredentialRollout',
    metadata: { namespace: NAMESPACE, name: `${metadata.name}-free-reseal-${all.length}` },
    spec: {
      hostCredentialName: credential,
      versionName: metadata.name,
      type: 'Reseal',
      ...choice,
    },
  };
}

/** A typo in a label, or its correction. */
async function relabel(game: Game): Promise<void> {
  const { name, hostUid } = game.dice.pick(game.hosts);
  const host = await game.objects.get('Host', { name });
  // A budget counts those that were its own: one that never was is another fleet's.
  const isKnown = game.ledger.states({ hostUid }).length === CREDENTIALS.length;
  if (host === undefined || !isKnown) return;
  const labels = { ...host.metadata.labels };
  const role = labels['role'] === LABELS.role ? 'typo' : LABELS.role;
  await game.objects.replace('Host', {
    ...host,
    metadata: { ...host.metadata, labels: { ...labels, role } },
  });
  game.tell(`${name}: labelled role=${role}`);
}
