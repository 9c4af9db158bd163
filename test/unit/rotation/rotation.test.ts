/**
 * What people learn of rotations: the status, the audit log, and the warning before a CA ends.
 * @module
 */
import { expect, test } from 'vitest';
import type { Keyring } from '#controller/keys/keyring.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import { auditRotations } from '#controller/rotation/audit-rotations.ts';
import { keysStatus, refuseCaRotation } from '#controller/rotation/keys-status.ts';
import { watchCa } from '#controller/rotation/watch-ca.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { keyringOf } from '#test/gen/keyring.ts';

const DAY_MS = 86_400_000;

async function rotated(clock: FakeClock): Promise<Keyring> {
  const keyring = await keyringOf(clock);
  await keyring.rotate('ca', { by: 'ada', epoch: 1 });
  clock.advance(DAY_MS / 2);
  await keyring.rotate('intent', { by: 'bob', epoch: 2 });
  return keyring;
}

test('the status names what is in use, what is still accepted and who is behind', async () => {
  const clock = new FakeClock();
  const { history, caPin, nextCaPin } = await rotated(clock);
  const hosts = [3, 2, 0].map((trustEpoch) => ({ host: `at-${trustEpoch}`, trustEpoch }));
  const status = keysStatus(history, hosts, clock.nowMs());
  expect(status.cas.map(({ role }) => role)).toEqual(['present', 'next', 'former']);
  expect(status.cas.map(({ pin }) => pin).slice(0, 2)).toEqual([caPin, nextCaPin]);
  expect(status).toMatchObject({ trustEpoch: 3, hosts: 3, behindHosts: 2 });
  expect(status.behind.map(({ host }) => host)).toEqual(['at-2', 'at-0']);
  const later = keysStatus(history, hosts, clock.nowMs() + DAY_MS / 2);
  expect(later.cas.map(({ role }) => role)).toEqual(['present', 'next']);
});

test('a rotation of the CA is refused with five names and the number of the others', async () => {
  const clock = new FakeClock();
  const { history } = await keyringOf(clock);
  const hosts = Array.from({ length: 7 }, (_, at) => ({ host: `h${at}`, trustEpoch: 0 }));
  const status = keysStatus(history, hosts, clock.nowMs());
  expect(refuseCaRotation(status)).toMatch(/^h0, h1, h2, h3, h4 and 2 more may not hold/u);
  expect(refuseCaRotation(keysStatus(history, [], clock.nowMs()))).toBeUndefined();
});

test('each rotation is in the audit log once, with its person and its time, whatever a crash lost', async () => {
  const clock = new FakeClock();
  const startMs = clock.nowMs();
  const { history } = await rotated(clock);
  using ledger = Object.assign(openSqliteLedger(':memory:'), {
    [Symbol.dispose]: () => ledger.close(),
  });
  auditRotations(ledger, history.slice(0, 2) as unknown as typeof history);
  for (let start = 0; start < 3; start += 1) auditRotations(ledger, history);
  expect(ledger.events({ type: 'keys.rotated' })).toMatchObject([
    { timeMs: startMs, actor: { kind: 'user', id: 'ada' }, detail: { key: 'ca', trustEpoch: 2 } },
    {
      timeMs: startMs + DAY_MS / 2,
      actor: { kind: 'user', id: 'bob' },
      detail: { key: 'intent', trustEpoch: 3 },
    },
  ]);
});

test('a rotation whose event was pruned is not told again', async () => {
  const { history } = await rotated(new FakeClock());
  using ledger = Object.assign(openSqliteLedger(':memory:'), {
    [Symbol.dispose]: () => ledger.close(),
  });
  auditRotations(ledger, history);
  const untilMs = Math.max(...history.map(({ atMs }) => atMs));
  ledger.write({ pruned: [{ firstSeq: 1, lastSeq: 2, untilMs, segment: 'audit-1' }] });
  auditRotations(ledger, history);
  expect(ledger.events({ type: 'keys.rotated' })).toEqual([]);
});

test('in the last year of the CA the log says so once a day, and no more once it is rotated', async () => {
  const clock = new FakeClock();
  const keyring = await keyringOf(clock);
  const log = new FakeLog();
  const stop = new AbortController();
  const watching = watchCa({ keyring, clock, log: log.logger }, stop.signal);
  const pass = async (days: number) => {
    await clock.nextSleep();
    clock.advance(days * DAY_MS);
    await clock.nextSleep();
    return log.lines.splice(0).map(({ level, message }) => `${level}: ${message}`);
  };
  expect(await pass(9 * 365 - 1)).toEqual([]);
  const warning = 'warn: the CA ends within a year: credfleet keys rotate ca';
  expect(await pass(2)).toEqual([warning]);
  expect(await pass(1)).toEqual([warning]);
  await keyring.rotate('ca', { by: 'ada', epoch: 1 });
  expect(await pass(1)).toEqual([]);
  stop.abort();
  await watching;
});
