/**
 * What must be true when the trouble is over and time has passed: every host that is there has what it shall have, or
 * the rollout says why not.
 * @module
 */
import { disruptedHostUids, hasFailed } from '#src/rollout/disruption.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { isBroughtBy } from '#src/rollout/brought-by.ts';
import { hasOlderSeal, isReseal, requestOf } from '#src/rollout/reseal.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import type { Stored } from '#src/api/meta.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import { CREDENTIALS, type Game } from './game.ts';
import { Violation } from './rules.ts';
import { type SimHost, UNIT } from './sim-host.ts';

const OVER: ReadonlySet<string> = new Set(['Failed', 'Aborted', 'Superseded']);

/** What a person has to end. */
const FOR_PEOPLE: ReadonlySet<string> = new Set([
  'Paused/FailureBudgetExceeded',
  'Paused/AwaitingApproval',
  'Paused/ProgressDeadlineExceeded',
  'Planned/Queued',
  // A Reseal that names a host which holds nothing.
  'Planned/NoHosts',
]);

/** The running version of a host that holds nothing. */
const NOTHING = 0;

export async function checkRest(game: Game): Promise<void> {
  const away = game.hosts.filter((host) => !host.isOnline);
  if (away.length > 0)
    throw new Violation(`${away.map(({ name }) => name).join()} did not come back`);
  for (const credential of CREDENTIALS) {
    await checkCredential(game, credential);
    await checkReseals(game, credential);
  }
  checkReports(game);
}

async function checkCredential(game: Game, credential: string): Promise<void> {
  const current = await newestRollout(game, credential);
  const { name, uid } = current.metadata;
  const { state = 'none', reason = '' } = game.ledger.rollout(uid) ?? {};
  const { state: told = 'none' } = current.status ?? {};
  if (state !== told) throw new Violation(`${name}: status says ${told}, the ledger ${state}`);
  if (state === 'Succeeded') await checkConverged(game, credential, current);
  else if (!OVER.has(state)) checkSaysWhy(current, reason);
}

async function newestRollout(game: Game, credential: string): Promise<Stored<CredentialRollout>> {
  const rollouts = await game.objects.list('CredentialRollout');
  // The fake's UIDs count up.
  const newest = rollouts
    .filter((rollout) => rollout.spec.hostCredentialName === credential && !isReseal(rollout))
    .toSorted((a, b) => (a.metadata.uid < b.metadata.uid ? -1 : 1))
    .at(-1);
  if (newest !== undefined) return newest;
  throw new Violation(`${credential} has no rollout at all`);
}

/** Each came to its end, or says what it waits for; and whoever was asked for a new seal of what it runs has one. */
async function checkReseals(game: Game, credential: string): Promise<void> {
  const rollouts = await game.objects.list('CredentialRollout');
  const rows = game.ledger.states({}).filter((row) => row.credential === credential);
  for (const reseal of rollouts.filter(isReseal)) {
    if (reseal.spec.hostCredentialName !== credential) continue;
    const { state = 'none', reason = '' } = game.ledger.rollout(reseal.metadata.uid) ?? {};
    if (state === 'Succeeded') checkAnswered(game, reseal, rows);
    else if (!OVER.has(state)) checkSaysWhy(reseal, reason);
  }
}

function checkAnswered(
  { ledger }: Game,
  reseal: Stored<CredentialRollout>,
  rows: readonly HostCredentialState[],
): void {
  const record = ledger.rollout(reseal.metadata.uid);
  const { version = 0 } = record ?? {};
  const isBusy = disruptedHostUids(ledger.states({})).size > 0;
  if (isBusy || !isStableNow(rows, version)) return;
  const want = { version, request: requestOf({ object: reseal, record }) };
  const late = rows.find((row) => isAsked(reseal, row) && hasOlderSeal(row, want));
  if (late !== undefined) {
    throw new Violation(`${late.host} has not answered ${reseal.metadata.name}`);
  }
}

function isAsked({ spec }: CredentialRollout, { host }: HostCredentialState): boolean {
  return spec.hosts?.includes(host) ?? true;
}

/** Nobody runs anything else: what came later may be on its way, or was aborted. */
function isStableNow(rows: readonly HostCredentialState[], version: number): boolean {
  return rows.every((row) => row.runningVersion === version && row.targetVersion === version);
}

/** It waits, and says for what: nothing that time alone would end. */
function checkSaysWhy({ metadata, status = {} }: Stored<CredentialRollout>, reason: string): void {
  const { state = 'none', waitingFor = '' } = status;
  const says = `${metadata.name} is ${state}/${reason}: ${waitingFor}`;
  if (!FOR_PEOPLE.has(`${state}/${reason}`)) {
    throw new Violation(`${says}, hours after the trouble was over`);
  }
  if (waitingFor === '') throw new Violation(`${says} does not say what it waits for`);
}

async function checkConverged(
  game: Game,
  credential: string,
  rollout: Stored<CredentialRollout>,
): Promise<void> {
  const versions = await game.objects.list('CredentialVersion', { namespace: NAMESPACE });
  const version = versions.find((one) => isBroughtBy(rollout, one));
  if (version === undefined) throw new Violation(`${rollout.metadata.name}: its version is gone`);
  const item = `${credential}-password`;
  if (version.spec.removes !== undefined) {
    checkRemoved(game, credential, item);
    return;
  }
  const ref = { namespace: NAMESPACE, credential, version: version.spec.number };
  const [opened] = await game.controller.brain.context.content.open(ref, [item]);
  using content = opened?.content;
  const expected = Buffer.from(content?.reveal() ?? []).toString();
  const wanted = { item, expected, version: version.spec.number };
  for (const host of game.hosts) await checkHost(game, host, { credential, ...wanted });
}

async function checkHost(
  game: Game,
  host: SimHost,
  {
    credential,
    ...wanted
  }: Omit<Parameters<typeof checkHolds>[1], 'running'> & {
    readonly credential: string;
  },
): Promise<void> {
  const rows = game.ledger.states({ hostUid: host.hostUid });
  const row = rows.find((one) => one.credential === credential);
  // Shown as failed and never tried again by itself.
  if (row !== undefined && hasFailed(row)) return;
  if (waitsForBudget(game, row, wanted.version)) return;
  await checkForgotten(game, host, row);
  checkHolds(host, { ...wanted, running: row?.runningVersion ?? 0 });
}

/** Whoever is down keeps its place in the budgets until a person comes; the others wait. */
function waitsForBudget(
  { ledger }: Game,
  row: HostCredentialState | undefined,
  version: number,
): boolean {
  const isBehind = (row?.runningVersion ?? 0) !== version;
  return isBehind && disruptedHostUids(ledger.states({})).size > 0;
}

function checkRemoved(game: Game, credential: string, item: string): void {
  for (const host of game.hosts) {
    const rows = game.ledger.states({ hostUid: host.hostUid });
    const row = rows.find((one) => one.credential === credential);
    if (row !== undefined && hasFailed(row)) continue;
    if (waitsForBudget(game, row, NOTHING)) continue;
    if (host.stored().has(item)) throw new Violation(`${host.name} still has ${item}`);
  }
}

/** No copy of what is revoked is kept. */
async function checkForgotten(
  game: Game,
  { name, disk }: SimHost,
  row: HostCredentialState | undefined,
): Promise<void> {
  if (row === undefined) return;
  const revoked = game.revokedOf(row.credential);
  const kept = await disk.copiedVersions(row.credentialUid);
  const bad = kept.find((version) => revoked.has(version));
  if (bad !== undefined) throw new Violation(`${name} keeps a copy of revoked version ${bad}`);
}

function checkHolds(
  host: SimHost,
  {
    item,
    expected,
    running,
    version,
  }: {
    readonly item: string;
    readonly expected: string;
    readonly running: number;
    readonly version: number;
  },
): void {
  const stored = host.stored().get(item);
  const says = `${host.name}: ${item}`;
  if (running !== version) throw new Violation(`${says} is at ${running}, not ${version}`);
  if (stored !== expected) throw new Violation(`${says} is ${stored} on disk, not ${expected}`);
  if (host.systemd.unit(UNIT).state.activeState !== 'active') return;
  const loaded = host.loaded().get(item);
  if (loaded !== expected)
    throw new Violation(`${says}: the unit has loaded ${loaded}, not ${expected}`);
}

/** Nothing that was reported is lost: all of it is recorded, without a gap. */
function checkReports({ hosts, ledger }: Game): void {
  const gaps = ledger.events({ type: 'host.alarm', limit: 10_000 });
  const gap = gaps.find(({ detail }) => detail['reason'] === 'ReportGap');
  if (gap !== undefined) throw new Violation(`a gap in reports: ${JSON.stringify(gap.detail)}`);
  for (const host of hosts) {
    if (host.unreported() > 0) throw new Violation(`${host.name} could not tell everything`);
  }
}
