/**
 * Asked to seal again what it holds, a host seals it again: the same content, once for each request, and whatever state
 * its units are in they stay in it.
 * @module
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Failpoint, failpoints } from '#agent/apply/failpoints.ts';
import type { Intent } from '#src/intent/intent.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { sealingAnew } from '#test/fakes/fake-systemd-creds.ts';
import { intentOf } from '#test/gen/intent.ts';

const UNIT = 'payments.service';
const NAME = 'db-password';
const HEALTH = { ...intentOf().health, minHealthyMs: 60_000 };
const REQUEST = 1_700_000_000_000;

/** Its word has left, and the change is not finished. Until then it is lost with the agent. */
const TOLD_BEFORE: ReadonlySet<Failpoint> = new Set(['sealed-reported', 'healthy-reported']);

let host: FakeApplyHost;
let jobs = 0;
let sealed = 0;

beforeEach(async () => {
  host = await FakeApplyHost.create();
  host.answer = sealingAnew();
  host.systemd.addUnit(UNIT, { loads: [NAME] });
  await host.apply([push(1, version())]);
  jobs = host.systemd.jobs.length;
  sealed = encryptions();
});

afterEach(async () => host.remove());

function version(change: Partial<Intent> = {}): FakeIntent {
  const contents = { [NAME]: 'good', 'api-key': 'key' };
  return { contents, change: { version: 1, health: HEALTH, ...change } };
}

const request = (sealRequest: number, change: Partial<Intent> = {}) =>
  version({ sealRequest, rolloutUid: 'reseal', ...change });
const encryptions = () => host.exec.requests.filter(({ args }) => args[0] === 'encrypt').length;
const resealed = () => host.reports.filter(({ phase, occasion }) => phase === 'Sealed' && occasion);

/** Both items, once. */
function expectSealedOnce(): void {
  expect(encryptions()).toBe(sealed + 2);
  expect(host.systemd.jobs.length).toBe(jobs);
}

test('both items are sealed again, no unit is touched, and it says for which request', async () => {
  const before = host.lastReport();
  const { invocationId } = host.systemd.unit(UNIT).state;
  await host.apply([push(2, request(REQUEST))]);
  expectSealedOnce();
  expect(resealed()).toMatchObject([{ occasion: 'Requested', rolloutUid: 'reseal' }]);
  expect(host.lastReport()).toMatchObject({
    phase: 'Healthy',
    version: 1,
    runningVersion: 1,
    sealRequest: REQUEST,
    message: 'sealed anew and tested; its units run on',
    units: [
      { name: UNIT, action: 'None', invocationAfter: invocationId, loadedEqualsVersion: 'Yes' },
    ],
  });
  const [old, now] = [before, host.lastReport()].map((report) => report?.items ?? []);
  expect(now?.map(({ digest }) => digest)).toEqual(old?.map(({ digest }) => digest));
  expect(now?.map(({ sealedDigest }) => sealedDigest)).not.toEqual(
    old?.map(({ sealedDigest }) => sealedDigest),
  );
  expect(await host.stored(NAME)).toBe('good');
});

test('the same request again, and an older one, are answered by what is there', async () => {
  await host.apply([push(2, request(REQUEST))]);
  await host.apply([push(3, request(REQUEST))]);
  await host.apply([push(4, request(REQUEST - 1))]);
  await host.apply([push(5, version())]);
  expectSealedOnce();
  expect(host.reports.slice(-3)).toMatchObject(
    Array.from({ length: 3 }, () => ({ phase: 'Healthy', sealRequest: REQUEST })),
  );
});

test('the next request is another sealing', async () => {
  await host.apply([push(2, request(REQUEST))]);
  sealed = encryptions();
  await host.apply([push(3, request(REQUEST + 1_000))]);
  expectSealedOnce();
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy', sealRequest: REQUEST + 1_000 });
});

test('a new version that came with the request answers it; it was sealed for nothing else', async () => {
  await host.apply([push(2, { ...request(REQUEST, { version: 2 }), contents: { [NAME]: 'new' } })]);
  expect(resealed()).toEqual([]);
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy', version: 2, sealRequest: REQUEST });
});

describe('a unit', () => {
  test('that is stopped is not started, whatever its action', async () => {
    Object.assign(host.systemd.unit(UNIT).state, { activeState: 'inactive' });
    await host.apply([push(2, request(REQUEST))]);
    expectSealedOnce();
    expect(host.phases().at(-1)).toBe('1 Healthy');
  });

  test('of which nobody can say what it has loaded runs on', async () => {
    host.systemd.unit(UNIT).loaded = new Map();
    await host.apply([push(2, request(REQUEST))]);
    expectSealedOnce();
    expect(host.phases().at(-1)).toBe('1 Healthy');
  });

  test('that failed of something else is no reason to refuse, and stays as it is', async () => {
    Object.assign(host.systemd.unit(UNIT).state, {
      activeState: 'failed',
      result: 'exit-code',
      execMainStatus: 1,
      invocationId: 'another',
    });
    await host.apply([push(2, request(REQUEST))]);
    expectSealedOnce();
    expect(host.phases().at(-1)).toBe('1 Healthy');
  });

  test('that failed because it could not read it is started, and proven', async () => {
    Object.assign(host.systemd.unit(UNIT).state, {
      activeState: 'failed',
      result: 'exit-code',
      execMainStatus: 243,
    });
    await host.apply([push(2, request(REQUEST))]);
    expect(encryptions()).toBe(sealed + 2);
    expect(host.systemd.jobs.length).toBe(jobs + 1);
    expect(host.phases().at(-1)).toBe('1 Healthy');
  });
});

test('a probe that fails for its own reasons takes no seal back', async () => {
  const probes = [{ kind: 'tcp' as const, port: 1 }];
  host.probe = async () => 'nobody listens';
  await host.apply([push(2, request(REQUEST, { health: { ...HEALTH, probes } }))]);
  expectSealedOnce();
  expect(host.phases().at(-1)).toBe('1 Healthy');
});

test.for(failpoints.map((failpoint) => ({ failpoint })))(
  'crashed at $failpoint it is sealed, told and proven all the same',
  async ({ failpoint }) => {
    const { crashed } = await host.run(async (engine) => {
      const ended = host.ended(1);
      await engine.accept(push(2, request(REQUEST)));
      await ended;
    }, failpoint);
    expect(await host.stored(NAME)).toBe('good');
    const finished = !crashed || failpoint === 'finished';
    await host.apply([], finished ? 0 : 1);
    expect(host.systemd.jobs.length).toBe(jobs);
    expect(host.lastReport()).toMatchObject({ phase: 'Healthy', sealRequest: REQUEST });
    // Its word may have left with the one who died: then it says so again.
    expect(resealed()).toHaveLength(TOLD_BEFORE.has(failpoint) ? 2 : 1);
    // What was told twice is the same sealing: no more than one was installed.
    const files = new Set(resealed().map(({ items }) => items[0]?.sealedDigest));
    expect(files).toEqual(new Set([host.lastReport()?.items[0]?.sealedDigest]));
    // The controller asks again when it lost the answer: nothing is sealed for that.
    const before = encryptions();
    await host.apply([push(3, request(REQUEST))]);
    expect(encryptions()).toBe(before);
  },
);
