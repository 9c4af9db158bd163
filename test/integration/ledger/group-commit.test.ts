/**
 * Group commit on real databases: what one turn commits reads what is before it, is durable when it is acknowledged,
 * and is whole or not there when the process is killed.
 * @module
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';
import { rowOf } from '#test/gen/rollout.ts';
import { type LedgerHome, ledgerKinds } from '#test/postgres/ledger-homes.ts';

function eventOf(version: number): NewAuditEvent {
  return {
    timeMs: 1000,
    type: 'host.version.sealed',
    outcome: 'success',
    actor: { kind: 'host', id: 'alpha' },
    subject: { namespace: 'payments', hostCredential: 'db', version, host: 'alpha' },
    detail: {},
  };
}

/** As a push is numbered. */
function countUp(ledger: Ledger): Promise<number> {
  return ledger.commit(() => {
    const seq = (ledger.identity('u1')?.lastPushSeq ?? 0) + 1;
    return { write: { pushSeqs: [{ hostUid: 'u1', seq }] }, result: seq };
  });
}

/** Eight hosts tell the next version in each turn, a state with its event; says which are acknowledged. */
const WRITER = `
import { writeSync } from 'node:fs';
const [row, event] = process.argv.slice(2);
for (let version = 1; ; version += 1) {
  await Promise.all(Array.from({ length: 8 }, async (_, host) => {
    const hostUid = 'u' + host;
    const subject = { ...JSON.parse(event).subject, version, hostUID: hostUid };
    await ledger.commit(() => ({
      write: {
        states: [{ ...JSON.parse(row), hostUid, targetVersion: version }],
        events: [{ ...JSON.parse(event), subject }],
      },
      result: undefined,
    }));
    writeSync(1, hostUid + ' ' + version + '\\n');
  }));
}`;

describe.each(ledgerKinds)('$kind', ({ home: homeOf }) => {
  let home: LedgerHome;
  beforeEach(() => {
    home = homeOf();
  });
  afterEach(() => {
    home[Symbol.dispose]();
  });

  test('two that count up in one turn get two numbers', async () => {
    const ledger = home.open();
    ledger.write({ identities: [hostIdentityOf('u1', 'alpha')] });
    expect(await Promise.all([countUp(ledger), countUp(ledger)])).toEqual([1, 2]);
    ledger.close();
  });

  test('who listens for events hears once of those of one turn', async () => {
    const ledger = home.open();
    let heard = 0;
    ledger.onEvents(() => (heard += 1));
    const told = (version: number) => () => ({ write: { events: [eventOf(version)] }, result: 0 });
    await Promise.all([ledger.commit(told(1)), ledger.commit(told(2))]);
    expect(heard).toBe(1);
    expect(ledger.events({}).map(({ seq, subject }) => [seq, subject.version])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    ledger.close();
  });

  test('a change that the schema refuses takes nothing else with it', async () => {
    const ledger = home.open();
    const broken = { ...rowOf('u2'), message: undefined as unknown as string };
    const results = await Promise.allSettled([
      ledger.commit(() => ({ write: { states: [rowOf('u1')], events: [eventOf(1)] }, result: 0 })),
      ledger.commit(() => ({ write: { events: [eventOf(2)], states: [broken] }, result: 0 })),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(ledger.states({}).map(({ hostUid }) => hostUid)).toEqual(['u1']);
    expect(ledger.events({}).map(({ subject }) => subject.version)).toEqual([1]);
    ledger.close();
  });

  async function writeUntilKilled(lines: number): Promise<ReadonlyMap<string, number>> {
    const directory = mkdtempSync(join(tmpdir(), 'credfleet-group-'));
    const script = join(directory, 'writer.ts');
    writeFileSync(script, `${home.script}${WRITER}`);
    const args = [script, JSON.stringify(rowOf('u0')), JSON.stringify(eventOf(0))];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.split('\n').length > lines) child.kill('SIGKILL');
    });
    await new Promise((resolve) => child.once('close', resolve));
    rmSync(directory, { recursive: true });
    // A line that was cut off was not said.
    const said = text.split('\n').slice(0, -1);
    return new Map(
      said.map((line) => {
        const [hostUid = '', version = ''] = line.split(' ');
        return [hostUid, Number(version)];
      }),
    );
  }

  test.for([1, 30, 100])(
    'killed after %i acknowledgements: each of them is there, and every state has its event',
    async (lines) => {
      const acknowledged = await writeUntilKilled(lines);
      expect(acknowledged.size).toBeGreaterThan(0);
      const ledger = home.open();
      const states = new Map(ledger.states({}).map((row) => [row.hostUid, row.targetVersion]));
      for (const [hostUid, version] of acknowledged) {
        expect(states.get(hostUid)).toBeGreaterThanOrEqual(version);
      }
      const events = ledger.events({ limit: 10_000 }).map(({ subject }) => subject);
      for (const [hostUid, version] of states) {
        const told = events.filter((subject) => subject.hostUID === hostUid);
        expect(told.map((subject) => subject.version)).toEqual(
          Array.from({ length: version }, (_, index) => index + 1),
        );
      }
      ledger.close();
    },
  );
});
