/**
 * The ledger on a real SQLite file and on a real PostgreSQL.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';
import { policyOf, recordOf, rowOf } from '#test/gen/rollout.ts';
import { type LedgerHome, ledgerKinds } from '#test/postgres/ledger-homes.ts';

function eventOf(change: Partial<NewAuditEvent> = {}): NewAuditEvent {
  return {
    timeMs: 1000,
    type: 'host.version.sealed',
    outcome: 'success',
    actor: { kind: 'host', id: 'alpha' },
    subject: { namespace: 'payments', hostCredential: 'db', version: 2, host: 'alpha' },
    detail: { sealKey: 'host+tpm2' },
    ...change,
  };
}

describe.each(ledgerKinds)('$kind', ({ home: homeOf }) => {
  let home: LedgerHome;
  let ledger: Ledger;

  beforeEach(() => {
    home = homeOf();
    ledger = home.open();
  });
  afterEach(() => {
    ledger.close();
    home[Symbol.dispose]();
  });

  function reopened(): Ledger {
    ledger.close();
    ledger = home.open();
    return ledger;
  }

  test('everything that was written is there, equal, after opening it again', () => {
    const identity = hostIdentityOf('u1', 'alpha');
    const row = rowOf('u1', { code: 'UNIT_UNHEALTHY', state: 'Failed', message: 'exited' });
    const record = recordOf({ endedAtMs: 5, sealRequest: 1_001 });
    const plan = { rolloutUid: 'r2', hostUids: ['u2', 'u1'], policy: policyOf() };
    ledger.write({
      identities: [identity],
      states: [row],
      rollouts: [record],
      plans: [plan],
      events: [eventOf()],
    });
    expect(ledger.rollout('r2')).toEqual(record);
    const again = reopened();
    expect([again.identity('u1'), again.identityByName('alpha')]).toEqual([identity, identity]);
    expect(again.states({})).toEqual([row]);
    expect(again.rollout('r2')).toEqual(record);
    expect(again.plan('r2')).toEqual(plan);
    expect(again.events({})).toEqual([{ ...eventOf(), seq: 1, prev: '0'.repeat(64) }]);
  });

  test('of a rollout that is asked for again and again, what was refused is not remembered', () => {
    const record = recordOf({ stepsDone: 1 });
    ledger.write({ rollouts: [record] });
    expect(ledger.rollout('r2')).toEqual(record);
    const broken = { ...rowOf('u1'), message: undefined as unknown as string };
    const next = { ...record, stepsDone: 2 };
    expect(() => ledger.write({ rollouts: [next], states: [broken] })).toThrow(
      expect.objectContaining({ code: 'STORE_FAILED' }),
    );
    expect(ledger.rollout('r2')).toEqual(record);
    ledger.write({ rollouts: [next] });
    expect(ledger.rollout('r2')).toEqual(next);
  });

  test('of quotes the last one of each host is there', () => {
    const quote = { hostUid: 'u1', timeMs: 1, bootId: 'b1', values: new Map([[7, 'aa']]) };
    const next = {
      ...quote,
      timeMs: 2,
      bootId: 'b2',
      values: new Map([
        [7, 'bb'],
        [11, 'cc'],
      ]),
    };
    ledger.write({ attestations: [quote] });
    ledger.write({ attestations: [next] });
    expect(reopened().attestation('u1')).toEqual(next);
    expect(ledger.attestation('u2')).toBeUndefined();
  });

  test('one write is one transaction: when a part of it is refused, nothing of it is there', () => {
    const broken = { ...rowOf('u1'), message: undefined as unknown as string };
    expect(() =>
      ledger.write({
        identities: [hostIdentityOf('u1', 'alpha')],
        states: [broken],
        events: [eventOf()],
      }),
    ).toThrow(expect.objectContaining({ code: 'STORE_FAILED' }));
    expect([ledger.identities(), ledger.events({})]).toEqual([[], []]);
    ledger.write({ events: [eventOf()] });
    expect(ledger.events({})).toHaveLength(1);
  });

  test('a process that is killed after a write leaves all of it, and one killed within leaves none', () => {
    const directory = mkdtempSync(join(tmpdir(), 'credfleet-writer-'));
    const script = join(directory, 'writer.ts');
    writeFileSync(
      script,
      `${home.script}
     ledger.write({ events: [${JSON.stringify(eventOf())}] });
     const half = { get events() { process.kill(process.pid, 'SIGKILL'); while (true); },
       reportSeqs: [], states: [${JSON.stringify(rowOf('u9'))}] };
     ledger.write(half);`,
    );
    ledger.close();
    expect(() => execFileSync(process.execPath, [script], { stdio: 'ignore' })).toThrow(
      expect.objectContaining({ signal: 'SIGKILL' }),
    );
    rmSync(directory, { recursive: true });
    ledger = home.open();
    expect(ledger.events({})).toHaveLength(1);
    expect(ledger.states({})).toEqual([]);
  });

  describe('host sequences', () => {
    test('they only grow', () => {
      ledger.write({ identities: [hostIdentityOf('u1', 'alpha')] });
      ledger.write({
        pushSeqs: [{ hostUid: 'u1', seq: 5 }],
        reportSeqs: [{ hostUid: 'u1', seq: 9 }],
      });
      ledger.write({
        pushSeqs: [{ hostUid: 'u1', seq: 3 }],
        reportSeqs: [{ hostUid: 'u1', seq: 8 }],
      });
      expect(ledger.identity('u1')).toMatchObject({ lastPushSeq: 5, lastReportSeq: 9 });
    });

    test('of two machines that had one name the later one has it', () => {
      ledger.write({
        identities: [
          hostIdentityOf('u1', 'alpha', { enrolledAtMs: 1 }),
          hostIdentityOf('u2', 'alpha', { enrolledAtMs: 2 }),
        ],
      });
      expect(ledger.identityByName('alpha')?.hostUid).toBe('u2');
    });
  });

  describe('intervals', () => {
    const base = { hostUid: 'u1', credentialUid: 'c1' };
    const open = (version: number, fromMs: number) => ({
      ...base,
      host: 'alpha',
      namespace: 'payments',
      credential: 'db',
      version,
      fromMs,
    });

    test('one ends when the next begins; who held which version then is answered', () => {
      ledger.write({
        intervals: [{ ...base, atMs: 100, endReason: 'replaced', open: open(1, 100) }],
      });
      ledger.write({
        intervals: [{ ...base, atMs: 200, endReason: 'replaced', open: open(2, 200) }],
      });
      ledger.write({ intervals: [{ ...base, atMs: 300, endReason: 'removed' }] });
      expect(ledger.intervals({ host: 'alpha' })).toEqual([
        { id: 1, ...open(1, 100), toMs: 200, endReason: 'replaced' },
        { id: 2, ...open(2, 200), toMs: 300, endReason: 'removed' },
      ]);
      expect(ledger.intervals({ atMs: 200 }).map((one) => one.version)).toEqual([2]);
      expect(ledger.intervals({ atMs: 99 })).toEqual([]);
      expect(ledger.intervals({ version: 1 })).toHaveLength(1);
    });

    test('an end before its begin, from a clock that went back, is the begin', () => {
      ledger.write({
        intervals: [{ ...base, atMs: 100, endReason: 'replaced', open: open(1, 100) }],
      });
      ledger.write({ intervals: [{ ...base, atMs: 50, endReason: 'removed' }] });
      expect(ledger.intervals({})[0]?.toMs).toBe(100);
    });
  });

  describe('events', () => {
    test('numbers have no gaps', () => {
      ledger.write({ events: [eventOf(), eventOf()] });
      reopened().write({ events: [eventOf()] });
      expect(ledger.events({}).map((event) => event.seq)).toEqual([1, 2, 3]);
    });

    test.for([
      { given: 'namespace', filter: { namespace: 'payments' }, found: [1, 3] },
      { given: 'credential', filter: { credential: 'web' }, found: [2] },
      { given: 'host', filter: { host: 'alpha' }, found: [1] },
      { given: 'version', filter: { version: 7 }, found: [2] },
      { given: 'actor', filter: { actor: 'ada' }, found: [3] },
      { given: 'type by prefix', filter: { type: 'host.version' }, found: [1, 2] },
      { given: 'a type is text, not a pattern', filter: { type: 'host_version' }, found: [] },
      { given: 'since', filter: { sinceMs: 2000 }, found: [2, 3] },
      { given: 'until', filter: { untilMs: 2000 }, found: [1, 2] },
      { given: 'after', filter: { afterSeq: 1 }, found: [2, 3] },
      { given: 'the newest two', filter: { limit: 2 }, found: [2, 3] },
      { given: 'the next one', filter: { afterSeq: 1, limit: 1 }, found: [2] },
    ])('filtered by $given', ({ filter, found }) => {
      const subject = { namespace: 'edge', hostCredential: 'web', version: 7, host: 'beta' };
      ledger.write({
        events: [
          eventOf(),
          eventOf({ timeMs: 2000, subject }),
          eventOf({
            timeMs: 3000,
            type: 'intent.created',
            actor: { kind: 'user', id: 'ada' },
            subject: { namespace: 'payments', hostCredential: 'db' },
          }),
        ],
      });
      expect(ledger.events(filter).map((event) => event.seq)).toEqual(found);
    });

    test('listeners hear of events, not of other writes, until they stop', () => {
      let heard = 0;
      const stop = ledger.onEvents(() => {
        heard += 1;
      });
      ledger.write({ states: [rowOf('u1')] });
      ledger.write({ events: [eventOf()] });
      stop();
      ledger.write({ events: [eventOf()] });
      expect(heard).toBe(1);
    });
  });

  test('states are filtered by every name there is', () => {
    ledger.write({
      states: [
        rowOf('u1', { host: 'alpha' }),
        rowOf('u2', { host: 'beta', credentialUid: 'c2', credential: 'web', namespace: 'edge' }),
      ],
    });
    const hosts = (filter: Parameters<Ledger['states']>[0]) =>
      ledger.states(filter).map((row) => row.host);
    expect(hosts({})).toEqual(['beta', 'alpha']);
    expect(hosts({ namespace: 'payments' })).toEqual(['alpha']);
    expect(hosts({ credential: 'web' })).toEqual(['beta']);
    expect(hosts({ credentialUid: 'c1' })).toEqual(['alpha']);
    expect(hosts({ hostUid: 'u2' })).toEqual(['beta']);
    expect(hosts({ host: 'alpha', credential: 'web' })).toEqual([]);
  });
});
