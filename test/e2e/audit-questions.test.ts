/**
 * A history on real hosts, written down by this test from the hosts themselves; then each question of an auditor, by
 * command line and by REST, whose answers are to be one and what truly happened.
 * @module
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCheckpoint } from '#src/audit/checkpoint/checkpoint.ts';
import { parseNoteKey } from '#src/audit/checkpoint/signed-note.ts';
import { isConsistent } from '#src/audit/tree/proofs.ts';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { acceptAnything, acceptOnly, unitFacts } from '#test/fleet/sample-service.ts';
import {
  API_VERSION,
  bring,
  copiedDigests,
  frame,
  NAMESPACE,
  type RolloutView,
  waitRollout,
  waitRunning,
} from './scene.ts';

const NAME = 'shop-audited';
const UNIT = `${NAME}.service`;
const CREDENTIAL = `${NAMESPACE}/${NAME}`;
const HOSTS = ['alpha', 'beta', 'gamma'];
/** What the test wrote under each number; 5 is 4 again, after the revocation. */
const VALUES: Readonly<Record<number, string>> = {
  1: 'one',
  2: 'two',
  3: 'three',
  4: 'four',
  5: 'four',
};

const ALL = { name: 'all', target: '100%' };
const CANARY = { name: 'canary', target: 1, approval: 'Required' };

const policyOf = (...steps: readonly object[]): object => ({
  apiVersion: API_VERSION,
  kind: 'RolloutPolicy',
  metadata: { name: 'canary-first' },
  spec: {
    steps,
    maxUnavailable: 1,
    maxFailures: 0,
    minIntervalSeconds: 0,
    minConnectedPercent: 0,
  },
});

/** What a host itself shows. */
type Witness = {
  readonly host: string;
  /** SHA-256 of what the running service has loaded; '' when it has nothing. */
  readonly loaded: string;
  readonly invocationId: string;
  readonly hasFile: boolean;
};
type Moment = { readonly at: string; readonly hosts: readonly Witness[] };
type Row = {
  readonly host: string;
  readonly version: number;
  readonly loadedBy: readonly { readonly unit: string; readonly invocationId: string }[];
};
type Event = {
  readonly seq: number;
  readonly time: string;
  readonly type: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly subject: { readonly host?: string; readonly version?: number };
  readonly detail: Readonly<Record<string, unknown>>;
  readonly receipt?: { readonly bootID: string };
};
type Question = {
  readonly cli: readonly string[];
  readonly rest: string;
  readonly exitCode?: number;
};
type Document = Readonly<Record<string, unknown>>;

let fleet: Fleet;
const moments = new Map<string, Moment>();
/** Between the command and its return. */
const approvals: { readonly fromMs: number; readonly toMs: number }[] = [];
let broken = '';
let heldAtThree: readonly Row[] = [];
let whyNot: Document = {};
let firstCheckpoint = '';

const digestOf = (value: string): string => createHash('sha256').update(value).digest('hex');

async function witness(name: string): Promise<Witness> {
  const host = fleet.host(name);
  const [loaded, file, facts] = await Promise.all([
    host.run(['sha256sum', `/run/credentials/${UNIT}/${NAME}`]),
    host.run(['find', '/etc/credstore.encrypted', '-name', NAME]),
    unitFacts(host, UNIT),
  ]);
  return {
    host: name,
    loaded: loaded.exitCode === 0 ? loaded.stdout.slice(0, 64) : '',
    invocationId: facts.invocationId,
    hasFile: file.stdout.trim() !== '',
  };
}

async function remember(name: string): Promise<void> {
  const hosts = await Promise.all(HOSTS.map(witness));
  moments.set(name, { at: new Date().toISOString(), hosts });
  // What is recorded from now on is later than this moment.
  await new Promise((resolve) => setTimeout(resolve, 5));
}

function momentOf(name: string): Moment {
  const moment = moments.get(name);
  if (moment === undefined) throw new Error(`nobody looked at '${name}'`);
  return moment;
}

/** Both give the same document; it is the answer. */
async function ask({ cli, rest, exitCode = 0 }: Question): Promise<Document> {
  const [told, raw] = await Promise.all([
    fleet.credfleet([...cli, '-o', 'json']),
    fleet.mustKubectl(['get', '--raw', `/audit/v1/${rest}`]),
  ]);
  expect({ exitCode: told.exitCode, stderr: told.stderr }).toEqual({
    exitCode,
    stderr: expect.any(String) as string,
  });
  const document = JSON.parse(told.stdout) as Document;
  expect(JSON.parse(raw)).toEqual(document);
  return document;
}

async function rotate(version: number): Promise<void> {
  await fleet.putSecret(NAMESPACE, NAME, { value: VALUES[version] ?? '' });
}

async function approve(version: number): Promise<void> {
  await waitRollout(fleet, NAME, version, 'Paused');
  const fromMs = Date.now();
  await fleet.mustCredfleet(['rollout', 'approve', CREDENTIAL]);
  approvals.push({ fromMs, toMs: Date.now() });
  await waitRollout(fleet, NAME, version, 'Succeeded');
}

async function rotateWhileGammaIsAway(): Promise<void> {
  const gamma = fleet.host('gamma');
  await gamma.must(['systemctl', 'stop', 'credfleet-agent.service']);
  await fleet.waitConnected('gamma', 'False');
  await rotate(2);
  await approve(2);
  await remember('gamma is away');
  await gamma.must(['systemctl', 'start', 'credfleet-agent.service']);
  await waitRunning(fleet, NAME, 2, HOSTS);
  await remember('gamma is back');
  const rows = await ask({
    cli: ['audit', 'holders', CREDENTIAL, '--at', momentOf('gamma is back').at],
    rest: `holders?credential=${CREDENTIAL}&at=${momentOf('gamma is back').at}`,
  });
  heldAtThree = rows['holders'] as readonly Row[];
}

async function failAndRollBack(): Promise<void> {
  for (const host of fleet.hosts) await acceptOnly(host, NAME, 'two');
  await rotate(3);
  const paused = await eventually('the rollout to pause on the failure', async () => {
    const rollout: RolloutView = await waitRollout(fleet, NAME, 3, 'Paused');
    return (rollout.status?.failures ?? []).length > 0 ? rollout : undefined;
  });
  broken = paused.status?.failures?.[0]?.host ?? '';
  await remember('one is rolled back');
  const [told, raw] = await Promise.all([
    fleet.mustCredfleet(['explain', broken, '--credential', CREDENTIAL, '-o', 'json']),
    fleet.mustKubectl([
      'get',
      '--raw',
      `/audit/v1/explain?host=${broken}&credential=${CREDENTIAL}`,
    ]),
  ]);
  const { state: _state, ...byCli } = JSON.parse(told) as Document;
  whyNot = JSON.parse(raw) as Document;
  expect(whyNot).toEqual(byCli);
  for (const host of fleet.hosts) await acceptAnything(host, NAME);
}

async function revokeTheFirst(): Promise<void> {
  await fleet.mustCredfleet([
    'rollout',
    'revoke',
    CREDENTIAL,
    '--version',
    '1',
    '--reason',
    'it was in a chat',
  ]);
  await waitRunning(fleet, NAME, 5, HOSTS);
  await eventually('all hosts to sign that it is gone', async () => {
    const gone = ['audit', 'gone', CREDENTIAL, '--version', '1'];
    return (await fleet.credfleet(gone)).exitCode === 0 ? true : undefined;
  });
  await remember('the first is revoked');
}

/** No service restarts for it: what runs keeps what it has loaded. */
async function remove(): Promise<void> {
  // A removal goes by the steps of the policy, too: nobody approves this one.
  await fleet.apply(policyOf(ALL));
  await fleet.mustKubectl(['delete', 'hostcredential', NAME, '-n', NAMESPACE, '--wait=false']);
  await eventually('the HostCredential to be gone', async () => {
    const { exitCode } = await fleet.kubectl(['get', 'hostcredential', NAME, '-n', NAMESPACE]);
    return exitCode === 0 ? undefined : true;
  });
  await remember('it is removed');
}

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'alpha', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'beta', release: 'trixie', labels: { role: 'shop' } },
      { name: 'gamma', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  await fleet.apply(...frame, policyOf(CANARY, ALL));
  const spec = {
    rollout: { policyName: 'canary-first', initial: 'SkipSteps' },
    delivery: { type: 'Service', dropIn: 'Managed' },
    deletionPolicy: 'Remove',
  };
  await bring(fleet, { name: NAME, spec }, 'one');
  await waitRollout(fleet, NAME, 1, 'Succeeded');
  await remember('the first is everywhere');
  firstCheckpoint = await fleet.mustCredfleet(['audit', 'checkpoint']);
  await rotateWhileGammaIsAway();
  await failAndRollBack();
  await rotate(4);
  await approve(4);
  await remember('the fourth is everywhere');
  await revokeTheFirst();
  await remove();
});

afterAll(async () => {
  await fleet?.close();
});

describe('which host held which version then', () => {
  test.for([
    ['the first is everywhere', 3],
    ['gamma is away', 3],
    ['gamma is back', 3],
    ['one is rolled back', 3],
    ['the fourth is everywhere', 3],
    ['the first is revoked', 3],
  ] as const)('when %s: what its service had loaded', async ([name, count]) => {
    const { at, hosts } = momentOf(name);
    const rest = `/audit/v1/holders?credential=${CREDENTIAL}&at=${at}`;
    const answer = JSON.parse(await fleet.mustKubectl(['get', '--raw', rest])) as Document;
    const told = (answer['holders'] as readonly Row[])
      .map(({ host, version }) => `${host} ${digestOf(VALUES[version] ?? '')}`)
      .toSorted();
    expect(told).toEqual(hosts.map(({ host, loaded }) => `${host} ${loaded}`).toSorted());
    expect(told).toHaveLength(count);
  });

  test('only gamma still had the first when it was away', async () => {
    const { at } = momentOf('gamma is away');
    const answer = await ask({
      cli: ['audit', 'holders', CREDENTIAL, '--version', '1', '--at', at],
      rest: `holders?credential=${CREDENTIAL}&version=1&at=${at}`,
    });
    expect(answer['holders']).toMatchObject([{ host: 'gamma', version: 1, endReason: 'replaced' }]);
  });

  test('after the removal nobody, and no host has a file', async () => {
    const { at, hosts } = momentOf('it is removed');
    const answer = await ask({
      cli: ['audit', 'holders', CREDENTIAL, '--at', at],
      rest: `holders?credential=${CREDENTIAL}&at=${at}`,
    });
    expect(answer['holders']).toEqual([]);
    expect(hosts.map(({ hasFile }) => hasFile)).toEqual([false, false, false]);
  });
});

test('which invocation had loaded it: the one that systemd names', () => {
  const told = heldAtThree.map(({ host, loadedBy }) => ({ host, loadedBy }));
  const seen = momentOf('gamma is back').hosts.map(({ host, invocationId }) => {
    return { host, loadedBy: [{ unit: UNIT, invocationId }] };
  });
  expect(told.toSorted(byHost)).toEqual(seen.toSorted(byHost));
});

const byHost = (a: { readonly host: string }, b: { readonly host: string }): number =>
  a.host < b.host ? -1 : 1;

test('why a host was not on the version: its service, and what it said', () => {
  expect(whyNot).toMatchObject({ host: broken, namespace: NAMESPACE, credential: NAME });
  expect(JSON.stringify(whyNot)).toContain(UNIT);
  const before = momentOf('gamma is back').hosts.find(({ host }) => host === broken);
  const after = momentOf('one is rolled back').hosts.find(({ host }) => host === broken);
  expect(after?.loaded).toBe(before?.loaded);
  expect(after?.invocationId).not.toBe(before?.invocationId);
});

test('who changed it, and who approved the canary: when the commands ran', async () => {
  const created = await ask({
    cli: ['audit', '--credential', CREDENTIAL, '--type', 'intent'],
    rest: `events?credential=${CREDENTIAL}&type=intent`,
  });
  const [first] = created['events'] as readonly Event[];
  expect(first).toMatchObject({ type: 'intent.created', actor: { kind: 'user', id: 'admin' } });
  const answer = await ask({
    cli: ['audit', '--credential', CREDENTIAL, '--type', 'rollout.approved'],
    rest: `events?credential=${CREDENTIAL}&type=rollout.approved`,
  });
  const events = answer['events'] as readonly Event[];
  expect(events.map(({ subject }) => subject.version)).toEqual([2, 4]);
  for (const [index, { time, actor, detail }] of events.entries()) {
    const { fromMs = 0, toMs = 0 } = approvals[index] ?? {};
    expect(Date.parse(time)).toBeGreaterThanOrEqual(fromMs);
    // The controller sees the approval a little after the command has returned.
    expect(Date.parse(time)).toBeLessThan(toMs + 5_000);
    expect(actor).toEqual({ kind: 'user', id: 'admin' });
    expect(detail).toMatchObject({ step: 'canary' });
  }
});

test('the history of a host: each version once, and why it ended', async () => {
  const host = HOSTS.find((name) => name !== broken) ?? '';
  const answer = await ask({
    cli: ['audit', 'history', host, '--credential', CREDENTIAL],
    rest: `history?host=${host}&credential=${CREDENTIAL}`,
  });
  const rows = answer['intervals'] as readonly (Row & {
    readonly endReason: string;
    readonly since: string;
    readonly until: string;
  })[];
  expect(rows.map(({ version }) => version)).toEqual([1, 2, 4, 5]);
  expect(rows.map(({ endReason }) => endReason === 'removed')).toEqual([false, false, false, true]);
  expect(rows.slice(1).map(({ since }) => since)).toEqual(
    rows.slice(0, -1).map(({ until }) => until),
  );
});

test('all that a machine ever held or was sent, also what it never ran', async () => {
  const answer = await ask({
    cli: ['hosts', 'exposure', broken],
    rest: `exposure?host=${broken}`,
  });
  const rows = answer['credentials'] as readonly { version: number; held: boolean }[];
  // The removal has a number of its own.
  const brought = rows.filter(({ version }) => version in VALUES);
  expect(brought.map(({ version, held }) => `${version} ${held}`)).toEqual([
    '1 true',
    '2 true',
    '3 false',
    '4 true',
    '5 true',
  ]);
});

describe('is it gone', () => {
  test('the first, revoked: from every host, by receipts that verify offline', async () => {
    const proof = join(fleet.testbed.dir, 'gone.jsonl');
    const answer = await ask({
      cli: ['audit', 'gone', CREDENTIAL, '--version', '1', '--proof', proof],
      rest: `gone?credential=${CREDENTIAL}&version=1`,
    });
    expect(answer).toMatchObject({ gone: true, hosts: [{}, {}, {}] });
    const copies = await Promise.all(fleet.hosts.map(async (host) => copiedDigests(host)));
    expect(copies).toEqual([[], [], []]);
    const key = (await fleet.mustCredfleet(['audit', 'key'])).trim();
    const verify = ['audit', 'verify', '--checkpoint-key', key, '-o', 'json'];
    // No kubeconfig, no controller: only the file and the key.
    const verdict = JSON.parse(await fleet.mustCredfleet([...verify, proof])) as Document;
    const evidence = answer['hosts'] as readonly { readonly evidence: readonly number[] }[];
    const proven = verdict['events'] as readonly { seq: number; signed: boolean }[];
    expect(verdict).toMatchObject({ holds: true, kind: 'proof' });
    expect(proven.map(({ seq }) => seq)).toEqual(
      evidence.flatMap((row) => row.evidence).toSorted((a, b) => a - b),
    );
    expect(proven.every(({ signed }) => signed)).toBe(true);
    const changed = join(fleet.testbed.dir, 'changed.jsonl');
    const text = readFileSync(proof, 'utf8');
    writeFileSync(changed, text.replace('host.version.gone', 'host.version.gine'));
    expect((await fleet.credfleet([...verify, changed])).exitCode).toBe(3);
  });

  test('the last, removed: not from services that run on with it', async () => {
    const answer = await ask({
      cli: ['audit', 'gone', CREDENTIAL, '--version', '5'],
      rest: `gone?credential=${CREDENTIAL}&version=5`,
      exitCode: 3,
    });
    const told = (answer['hosts'] as readonly { host: string; state: string }[])
      .map(({ host, state }) => `${host} ${state === 'Removed'}`)
      .toSorted();
    const seen = momentOf('it is removed').hosts.map(({ host, loaded, hasFile }) => {
      return `${host} ${loaded === digestOf('four') && !hasFile}`;
    });
    expect(told).toEqual(seen.toSorted());
    expect(told).toEqual(HOSTS.map((host) => `${host} true`));
  });
});

test('the log was neither altered nor cut: all of it, and since the first checkpoint in a few hashes', async () => {
  const kept = join(fleet.testbed.dir, 'checkpoint');
  writeFileSync(kept, firstCheckpoint);
  const verdict = await fleet.mustCredfleet(['audit', 'verify', '--checkpoint', kept]);
  expect(verdict).toMatch(/^The evidence holds: events 1 to \d+/u);
  const key = parseNoteKey(await fleet.mustCredfleet(['audit', 'key']));
  if (key === undefined) throw new Error('the key of the log is none');
  const earlier = openCheckpoint(firstCheckpoint, key);
  const raw = ['get', '--raw', `/audit/v1/proof/consistency?from=${earlier?.size}`];
  const answer = JSON.parse(await fleet.mustKubectl(raw)) as {
    readonly path: readonly string[];
    readonly checkpoint: string;
  };
  const later = openCheckpoint(answer.checkpoint, key);
  if (earlier === undefined || later === undefined) throw new Error('a checkpoint is not signed');
  const path = answer.path.map((hash) => Buffer.from(hash, 'base64'));
  expect(isConsistent({ from: earlier, to: later }, path)).toBe(true);
  expect(later.size).toBeGreaterThan(earlier.size);
});

test('unknown hosts and times that have not come are refused, by both', async () => {
  const cli = await fleet.credfleet(['audit', 'history', 'nobody']);
  expect(cli.exitCode).toBe(1);
  const rest = await fleet.kubectl(['get', '--raw', '/audit/v1/history?host=nobody']);
  for (const { stderr } of [cli, rest]) {
    expect(stderr).toContain("no host 'nobody' is or was known");
  }
  const future = new Date(Date.now() + 3_600_000).toISOString();
  const when = await fleet.kubectl([
    'get',
    '--raw',
    `/audit/v1/holders?credential=${CREDENTIAL}&at=${future}`,
  ]);
  expect(when.stderr).toContain('is in the future');
});
