/**
 * Who can write where the ledger lies, or an export, and what the verifier says of it.
 * @module
 */
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '#controller/ledger/database.ts';
import { canonicalJson, type JsonValue } from '#src/audit/canonical-json.ts';
import { eventHash, hex } from '#src/audit/event-hash.ts';
import { AuditWorld, verifyBytes, verifyLines } from '#test/gen/audit-world.ts';
import { ledgerKinds } from '#test/postgres/ledger-homes.ts';

/** 2 enrolments, 4 × 3, the checkpoint, 2 × 3. */
const EVENTS = 21;
const CHECKPOINT = 15;
const ZEROS = new Uint8Array(32);

type Json = Record<string, JsonValue>;

function eventAt(database: Database, seq: number): Json {
  const [row] = database.all('SELECT json FROM event WHERE seq = ?', [seq]);
  return JSON.parse(row?.['json'] as string) as Json;
}

function spell(database: Database, seq: number, json: string): void {
  database.run('UPDATE event SET json = ? WHERE seq = ?', [json, seq]);
}

function put(database: Database, seq: number, event: Json): void {
  spell(database, seq, canonicalJson(event));
}

/** As who knows how the chain is made: from `seq` on all is consistent again. */
function rechain(database: Database, seq: number): void {
  for (let at = seq; at <= EVENTS; at += 1) {
    const before = canonicalJson(eventAt(database, at - 1));
    put(database, at, { ...eventAt(database, at), prev: hex(eventHash(before)) });
  }
}

describe.each(ledgerKinds)('$kind', ({ home }) => {
  let world: AuditWorld;
  const tamper = (work: (database: Database) => void): void => world.tamper(work);

  beforeEach(() => {
    world = new AuditWorld(home());
    world.live(4);
    world.checkpoints().writeLast();
    world.live(2);
  });
  afterEach(() => {
    world[Symbol.dispose]();
  });

  test('what nobody touched holds, live and against a checkpoint of any age', async () => {
    const kept = world.kept();
    world.live(3);
    const verdict = await world.verify([kept, world.kept()]);
    expect(verdict).toMatchObject({ firstSeq: 1, lastSeq: 30, receipts: 18, hosts: 2, notes: [] });
    expect(verdict.checkpoints).toBe(2);
    expect(verdict.fault).toBeUndefined();
  });

  test('a ledger without an event is evidence of that', async () => {
    tamper((database) => {
      database.run('DELETE FROM event', []);
      database.run('DELETE FROM receipt_key', []);
    });
    const verdict = await world.verify();
    expect(verdict.fault).toBeUndefined();
    expect(verdict).toMatchObject({ firstSeq: 1, lastSeq: 0 });
  });

  describe('the ledger', () => {
    const byUser = (database: Database, seq: number) =>
      put(database, seq, { ...eventAt(database, seq), actor: { kind: 'user', id: 'eve' } });

    test.for<{
      given: string;
      change: (database: Database) => void;
      seq: number;
      what: RegExp;
    }>([
      {
        given: 'an event that was changed',
        change: (database) => byUser(database, 6),
        seq: 7,
        what: /does not follow event 6/u,
      },
      {
        given: 'the last event changed',
        change: (database) =>
          put(database, EVENTS, { ...eventAt(database, EVENTS), type: 'host.version.removed' }),
        seq: EVENTS,
        what: /another removal than the host signed/u,
      },
      {
        given: 'an event changed and all hashes after it computed anew',
        change: (database) => {
          byUser(database, 6);
          rechain(database, 7);
        },
        seq: CHECKPOINT,
        what: /checkpoint over other events than the 14 before it/u,
      },
      {
        given: 'an event dropped and the rest moved up',
        change: (database) => {
          database.run('DELETE FROM event WHERE seq = 6', []);
          for (let seq = 7; seq <= EVENTS; seq += 1) {
            put(database, seq, { ...eventAt(database, seq), seq: seq - 1 });
            database.run(`UPDATE event SET seq = ${seq - 1} WHERE seq = ${seq}`, []);
          }
        },
        seq: 6,
        what: /does not follow event 5/u,
      },
      {
        given: 'two events that changed places',
        change: (database) => {
          const [five, six] = [eventAt(database, 5), eventAt(database, 6)];
          put(database, 5, six);
          put(database, 6, five);
        },
        seq: 5,
        what: /is event 6/u,
      },
      {
        given: 'the checkpoint taken out',
        change: (database) => {
          put(database, CHECKPOINT, { ...eventAt(database, CHECKPOINT), type: 'intent.changed' });
        },
        seq: CHECKPOINT + 1,
        what: /does not follow/u,
      },
      {
        given: 'the checkpoint of another time in its place',
        change: (database) => {
          const checkpoint = world.log.checkpoint();
          const event = eventAt(database, CHECKPOINT);
          put(database, CHECKPOINT, { ...event, detail: { size: EVENTS, checkpoint } });
        },
        seq: CHECKPOINT,
        what: /is a checkpoint of 21 events/u,
      },
      {
        given: 'an event that is spelled in another way',
        change: (database) => database.run("UPDATE event SET json = json || ' ' WHERE seq = 6", []),
        seq: 6,
        what: /is not canonical JSON/u,
      },
      {
        given: 'an event without its link',
        change: (database) => {
          const { prev: _prev, ...event } = eventAt(database, 6);
          put(database, 6, event);
        },
        seq: 6,
        what: /is not chained/u,
      },
      {
        given: 'a signed report that was taken away',
        change: (database) =>
          database.run('UPDATE event SET receipt_body = NULL WHERE seq = 5', []),
        seq: 5,
        what: /lacks the report/u,
      },
      {
        given: 'the signed report of another event',
        change: (database) =>
          database.run(
            'UPDATE event SET receipt_body = (SELECT receipt_body FROM event WHERE seq = 8) WHERE seq = 5',
            [],
          ),
        seq: 5,
        what: /another report beside it/u,
      },
      {
        given: 'another receipt key of a host',
        change: (database) =>
          database.run("UPDATE receipt_key SET receipt_key = ? WHERE host_uid = 'h2'", [ZEROS]),
        seq: 2,
        what: /enrols a host with another receipt key/u,
      },
    ])('with $given', async ({ change, seq, what }) => {
      tamper((database) => change(database));
      const { fault } = await world.verify();
      expect(fault).toMatchObject({ seq, what: expect.stringMatching(what) as string });
    });

    test('with an event dropped is not opened, or the verifier says which', async () => {
      world.live(90);
      tamper((database) => database.run('DELETE FROM event WHERE seq = 6', []));
      expect((await world.verify()).fault).toMatchObject({
        seq: 6,
        what: 'is event 7: event 6 is not where it belongs',
      });
      tamper((database) => database.run('DELETE FROM event WHERE seq < 6', []));
      expect((await world.verify()).fault).toMatchObject({
        seq: 1,
        what: 'is event 7: event 1 is not where it belongs',
      });
      // The tree cannot be gone on with.
      const dropped = () =>
        tamper((database) => database.run('DELETE FROM event WHERE seq = 260', []));
      const message: unknown = expect.stringMatching(/not all of the events 257 to/u);
      expect(dropped).toThrow(expect.objectContaining({ code: 'STORE_FAILED', message }));
    });

    test.for([
      {
        given: 'changed',
        change: 'UPDATE tree_node SET hash = ?',
        values: [ZEROS],
        holds: false,
      },
      {
        given: 'taken away is made again',
        change: 'DELETE FROM tree_node',
        values: [],
        holds: true,
      },
    ])('with a stored hash of the tree $given', async ({ change, values, holds }) => {
      world.live(90);
      tamper((database) => database.run(change, values));
      expect((await world.verify()).fault === undefined).toBe(holds);
    });

    test('with its end cut off looks whole, and not against a checkpoint kept elsewhere', async () => {
      const kept = world.kept();
      tamper((database) => database.run('DELETE FROM event WHERE seq > 18', []));
      expect((await world.verify()).fault).toBeUndefined();
      const { fault } = await world.verify([kept]);
      expect(fault?.what).toMatch(/after event 18, and a checkpoint kept elsewhere has 21/u);
    });

    test('put back to an older day and gone on with differs from a checkpoint kept elsewhere', async () => {
      world.whileClosed(() => world.home.copy());
      world.live(1);
      const kept = world.kept();
      world.whileClosed(() => world.home.putBack());
      expect((await world.verify([kept])).fault?.what).toMatch(/cut or put back to an older day/u);
      for (const host of world.hosts) host.seq -= 1;
      world.ledger.write({ events: [world.event({ actor: { kind: 'user', id: 'eve' } })] });
      world.live(1);
      expect((await world.verify()).fault).toBeUndefined();
      expect((await world.verify([kept])).fault).toMatchObject({
        seq: kept.size,
        what: expect.stringMatching(
          /differ from those of the checkpoint kept elsewhere/u,
        ) as string,
      });
    });

    test('any byte of any event changed is a fault, or it cannot be opened', async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: EVENTS - 1 }), fc.nat(), async (seq, at) => {
          let original = '';
          tamper((database) => {
            original = canonicalJson(eventAt(database, seq));
            const bytes = Buffer.from(original, 'utf8');
            const place = at % bytes.length;
            bytes[place] = (bytes[place] ?? 0) ^ 1;
            const changed = bytes.toString('utf8');
            spell(database, seq, changed);
          });
          expect((await world.verify()).fault).toBeDefined();
          tamper((database) => {
            spell(database, seq, original);
          });
        }),
        { numRuns: 25 },
      );
      expect((await world.verify()).fault).toBeUndefined();
    });
  });

  describe('receipts', () => {
    test('one that another host signed is none of this host', async () => {
      const [h1, h2] = [world.first, world.second];
      const { receipt, receiptBody } = world.report(h2, { seq: h1.seq + 1 });
      const event = world.report(h1);
      if (receipt === undefined || receiptBody === undefined) throw new Error('a report has both');
      world.ledger.write({ events: [{ ...event, receipt, receiptBody }] });
      expect((await world.verify()).fault?.what).toMatch(/which host h1 never had/u);
    });

    test.for([
      {
        given: 'a forged signature',
        forge: (receipt: Json) => ({ ...receipt, sig: Buffer.alloc(64, 1).toString('base64') }),
        what: /did not sign/u,
      },
      {
        given: 'another boot',
        forge: (receipt: Json) => ({ ...receipt, bootID: 'boot-2' }),
        what: /another boot than the host signed/u,
      },
      {
        given: 'no digest of what was signed',
        forge: ({ bodyDigest: _bodyDigest, ...receipt }: Json) => receipt,
        what: /names no signed report/u,
      },
    ])('with $given', async ({ forge, what }) => {
      tamper((database) => {
        const event = eventAt(database, EVENTS);
        put(database, EVENTS, { ...event, receipt: forge(event['receipt'] as Json) });
      });
      expect((await world.verify()).fault).toMatchObject({
        seq: EVENTS,
        what: expect.stringMatching(what) as string,
      });
    });

    test('one that says another version than its event', async () => {
      const h1 = world.first;
      const event = world.report(h1);
      world.ledger.write({ events: [{ ...event, subject: { ...event.subject, version: 3 } }] });
      expect((await world.verify()).fault?.what).toMatch(/another version than the host signed/u);
    });

    test('one report that says that revoked versions are gone is several events, and holds', async () => {
      const before = (await world.verify()).receipts;
      world.ledger.write({ events: world.reports(world.first, [1, 3]) });
      world.ledger.write({ events: [world.report(world.first)] });
      const verdict = await world.verify();
      expect(verdict.fault).toBeUndefined();
      expect(verdict.receipts).toBe(before + 4);
    });

    test('a version that the host did not say is gone', async () => {
      const [told, gone] = world.reports(world.first, [1]);
      const invented = { ...gone!, subject: { ...gone!.subject, version: 9 } };
      world.ledger.write({ events: [told!, invented] });
      expect((await world.verify()).fault?.what).toMatch(/another version than the host signed/u);
    });

    test('a report that is told twice', async () => {
      const told = world.report(world.first);
      world.ledger.write({ events: [told, told] });
      expect((await world.verify()).fault?.what).toMatch(/follows its report/u);
    });

    test('one that is missing without an alarm', async () => {
      const h1 = world.first;
      world.report(h1);
      world.ledger.write({ events: [world.report(h1)] });
      expect((await world.verify()).fault?.what).toMatch(
        /report 8 of host h1 follows its report 6: some are missing/u,
      );
    });

    test('a gap that the controller told at once is a note', async () => {
      const h1 = world.first;
      world.report(h1);
      const detail = { reason: 'ReportGap', lastSeq: 6, seq: 8 };
      const alarm = world.event({ type: 'host.alarm', subject: { hostUID: 'h1' }, detail });
      world.ledger.write({ events: [alarm, world.report(h1)] });
      const { fault, notes } = await world.verify();
      expect(fault).toBeUndefined();
      expect(notes).toEqual([expect.stringMatching(/an alarm said so/u)]);
    });

    test('one that came before', async () => {
      const h1 = world.first;
      h1.seq -= 1;
      world.ledger.write({ events: [world.report(h1)] });
      expect((await world.verify()).fault?.what).toMatch(
        /report 6 of host h1 follows its report 6/u,
      );
    });

    test('a host that enrolled with other keys counts from one, and its former receipts still hold', async () => {
      const h1 = world.first;
      const anew = { ...h1, key: world.second.key, seq: 0 };
      world.enrol(anew, 2);
      world.ledger.write({ events: [world.report(anew), world.report(anew)] });
      const { fault, receipts } = await world.verify();
      expect(fault).toBeUndefined();
      expect(receipts).toBe(14);
    });
  });

  describe('an export', () => {
    const options = () => ({ key: world.noteKey });

    test.for<{ given: string; change: (lines: string[]) => readonly string[]; what: RegExp }>([
      {
        given: 'a line dropped',
        change: (lines) => lines.toSpliced(6, 1),
        what: /where it belongs/u,
      },
      {
        given: 'two lines swapped',
        change: (lines) => lines.with(6, lines[7] ?? '').with(7, lines[6] ?? ''),
        what: /where it belongs/u,
      },
      {
        given: 'a line twice',
        change: (lines) => lines.toSpliced(6, 0, lines[6] ?? ''),
        what: /where it belongs/u,
      },
      { given: 'its end cut', change: (lines) => lines.slice(0, -1), what: /the export was cut/u },
      {
        given: 'a key of a host left out that signed nothing yet',
        change: (lines) => lines.toSpliced(1, 1),
        what: /enrols a host with another receipt key/u,
      },
      {
        given: 'a line behind its end',
        change: (lines) => [...lines, lines[6] ?? ''],
        what: /follows the end/u,
      },
      { given: 'no beginning', change: (lines) => lines.slice(1), what: /before the export says/u },
      {
        given: 'a second beginning',
        change: (lines) => lines.toSpliced(2, 0, lines[0] ?? ''),
        what: /second/u,
      },
      {
        given: 'another kind of line',
        change: (lines) => lines.toSpliced(3, 0, '{"kind":"x"}'),
        what: /no line of/u,
      },
      { given: 'nothing', change: () => [], what: /is missing/u },
    ])('with $given', async ({ change, what }) => {
      const { fault } = await verifyLines(change([...world.export()]), options());
      expect(fault?.what).toMatch(what);
    });

    test('of another log is not believed, whoever made it', async () => {
      using other = new AuditWorld(home());
      const { fault } = await verifyLines(other.export(), options());
      expect(fault).toMatchObject({
        line: 1,
        what: expect.stringMatching(/another key/u) as string,
      });
    });

    test('any byte changed, and any end cut off, is a fault', async () => {
      const bytes = Buffer.from(
        world
          .export()
          .map((line) => `${line}\n`)
          .join(''),
        'utf8',
      );
      const place = fc.nat(bytes.length - 1);
      const bit = fc.integer({ min: 0, max: 7 });
      expect((await verifyBytes(bytes, options())).fault).toBeUndefined();
      await fc.assert(
        fc.asyncProperty(place, bit, async (at, which) => {
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ (1 << which);
          expect((await verifyBytes(changed, options())).fault).toBeDefined();
          expect((await verifyBytes(bytes.subarray(0, at), options())).fault).toBeDefined();
        }),
        { numRuns: 120 },
      );
    });
  });
});
