/**
 * The audit log over years: archived, pruned, held, and verified as one log all the same.
 * @module
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addHold, liftHold } from '#controller/audit/retention/holds.ts';
import { migrations, sqliteText } from '#controller/ledger/schema.ts';
import { createQuery } from '#controller/query/query.ts';
import type { Context } from '#controller/reconcile/context.ts';
import type { Retention } from '#controller/audit/retention/retention.ts';
import type { AuditActor } from '#src/audit/event.ts';
import type { Verdict } from '#src/audit/verify/verdict.ts';
import { verifySeries } from '#src/audit/verify/verify-export.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { systemRandom } from '#src/random/random.node.ts';
import type { RetentionStep } from '#src/wire/retention-messages.ts';
import { AuditWorld, DAY_MS, sinksNamed } from '#test/gen/audit-world.ts';
import { ledgerKinds, SqliteHome } from '#test/postgres/ledger-homes.ts';

const ADA: AuditActor = { kind: 'user', id: 'ada' };
let world: AuditWorld;

/** 782 events, then 401 days of silence, then 300 more. */
function twoYears(): void {
  world.live(260);
  world.clock.advance(401 * DAY_MS);
  world.live(100);
}

async function all(steps: AsyncIterable<RetentionStep>): Promise<readonly string[]> {
  const texts: string[] = [];
  for await (const { kind, firstSeq, lastSeq, why } of steps) {
    texts.push(`${kind} ${firstSeq}-${lastSeq} ${why}`.trim());
  }
  return texts;
}

const prune = async (retention: Retention = world.retention()) => all(retention.prune(ADA));

const archiveDirectory = () => world.archive.path;
const segmentNames = () => readdirSync(archiveDirectory()).toSorted();
const pathOf = (at: number) => join(archiveDirectory(), segmentNames()[at] ?? '');

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield readFileSync(path);
}

async function* liveLog(): AsyncGenerator<Uint8Array> {
  for (const line of world.export()) yield Buffer.from(`${line}\n`);
}

/** The archive, and the live log behind it. */
async function verifyAll(kept = [world.kept()]): Promise<Verdict> {
  const segments = segmentNames().map((name) => ({
    name,
    chunks: bytesOf(join(archiveDirectory(), name)),
  }));
  const series = [...segments, { name: 'live', chunks: liveLog() }];
  return verifySeries(series, { key: world.noteKey, kept });
}

const types = () => world.ledger.events({ type: 'audit.' }).map(({ type }) => type);

describe.each(ledgerKinds)('$kind', ({ home }) => {
  beforeEach(() => {
    world = new AuditWorld(home());
  });
  afterEach(() => world[Symbol.dispose]());

  test('whole blocks that are older are archived and pruned; archive and log verify as one', async () => {
    world.live(1);
    const early = world.kept();
    twoYears();
    const before = world.kept();
    expect(await prune()).toEqual([
      'Archived 1-768',
      'Pruned 1-768',
      'Kept 769-1087 event 1024 is within the retention',
    ]);
    expect(world.ledger.evidence.firstSeq()).toBe(769);
    expect(types()).toEqual(['audit.archived', 'audit.pruned']);
    expect(statSync(pathOf(0)).mode & 0o777).toBe(0o600);
    const verdict = await verifyAll([early, before, world.kept()]);
    expect(verdict.fault).toBeUndefined();
    // Each receipt of both hosts, with its counter, across the border.
    expect(verdict).toMatchObject({ firstSeq: 1, lastSeq: 1087, receipts: 722, hosts: 2 });
    expect((await world.verify([before])).fault).toBeUndefined();
  });

  test('a ledger that was pruned goes on after each restart with the same tree', async () => {
    twoYears();
    await prune();
    for (const rounds of [0, 1, 90]) {
      world.live(rounds);
      const before = world.kept();
      world.whileClosed(() => undefined);
      expect(world.kept()).toEqual(before);
    }
    expect((await verifyAll()).fault).toBeUndefined();
  });

  test('the next pass begins where the last one ended, with a segment of its own', async () => {
    twoYears();
    await prune();
    world.clock.advance(401 * DAY_MS);
    world.live(1);
    expect(await prune()).toEqual([
      'Archived 769-1024',
      'Pruned 769-1024',
      expect.stringMatching(/^Kept 1025-/u),
    ]);
    expect(segmentNames()).toHaveLength(2);
    expect((await verifyAll()).fault).toBeUndefined();
    expect(world.ledger.retention.pruned()).toMatchObject([
      { firstSeq: 1, lastSeq: 768 },
      { firstSeq: 769, lastSeq: 1024 },
    ]);
  });

  test('many blocks become several segments and transactions', async () => {
    const event = { ...world.event() };
    for (let at = 0; at < 20; at += 1) {
      world.ledger.write({ events: Array.from({ length: 1000 }, () => event) });
    }
    world.clock.advance(500 * DAY_MS);
    world.live(1);
    const steps = await prune();
    expect(steps.filter((step) => step.startsWith('Archived'))).toHaveLength(2);
    expect(steps.filter((step) => step.startsWith('Pruned'))).toHaveLength(5);
    expect(world.ledger.evidence.firstSeq()).toBe(19_969);
    expect((await verifyAll()).fault).toBeUndefined();
  });

  test('for ever: nothing goes, and what is archived on request is verified', async () => {
    twoYears();
    const retention = world.retention({ retentionMs: Number.POSITIVE_INFINITY });
    expect(await prune(retention)).toEqual(['Kept 1-1082 event 256 is within the retention']);
    expect(await all(retention.archive(ADA))).toEqual(['Archived 1-1024']);
    expect(await all(retention.archive(ADA))).toEqual([]);
    world.live(100);
    expect(await all(retention.archive(ADA))).toEqual(['Archived 1025-1280']);
    expect((await verifyAll()).fault).toBeUndefined();
  });

  test('what was archived before is not written again, and pruned in part', async () => {
    twoYears();
    const retention = world.retention();
    await all(retention.archive(ADA));
    const written = statSync(pathOf(0)).mtimeMs;
    expect(await prune(retention)).toEqual(['Pruned 1-768', expect.stringMatching(/^Kept 769-/u)]);
    expect(statSync(pathOf(0)).mtimeMs).toBe(written);
    expect((await verifyAll()).fault).toBeUndefined();
  });

  test('a dry run says the same and changes nothing', async () => {
    twoYears();
    const before = world.kept();
    expect(await all(world.retention().prune(ADA, true))).toEqual([
      'WouldPrune 1-768',
      'Kept 769-1082 event 1024 is within the retention',
    ]);
    expect(world.kept()).toEqual(before);
    expect(await world.archive.segments()).toEqual([]);
  });

  test('two at once: the second is refused', async () => {
    twoYears();
    const retention = world.retention();
    const first = retention.prune(ADA);
    await first.next();
    await expect(prune(retention)).rejects.toMatchObject({ code: 'VERB_REFUSED' });
    await first.return(undefined);
    expect(await prune(retention)).toContain('Pruned 1-768');
  });

  test('an export that is under way is not cut: pruning waits for the next pass', async () => {
    twoYears();
    const { log: auditLog } = world;
    const reading = auditLog.export();
    reading.next();
    const retention = world.retention({ auditLog });
    expect(await prune(retention)).toEqual([
      'Archived 1-768',
      'Kept 1-1083 an export is under way',
    ]);
    for (const line of reading) expect(line).not.toBe('');
    expect(await prune(retention)).toContain('Pruned 1-768');
  });

  test('a clock that went back prunes less, never more', async () => {
    twoYears();
    world.clock.advance(-300 * DAY_MS);
    expect(await prune()).toEqual(['Kept 1-1082 event 256 is within the retention']);
  });

  describe('a legal hold', () => {
    const context = () => ({ ledger: world.ledger, clock: world.clock, random: systemRandom });
    const nothing = { namespace: '', credential: '', host: '', reason: 'case 7' };

    test.for([
      { about: 'everything', named: {}, keeps: 'Kept 1-1083 event 1 is under hold' },
      { about: 'a host', named: { host: 'metal-h2' }, keeps: 'Kept 1-1083 event 2 is under hold' },
      {
        about: 'a credential',
        named: { namespace: 'payments', credential: 'db' },
        keeps: 'Kept 1-1083 event 3 is under hold',
      },
    ])('on $about keeps its first event and all behind it', async ({ named, keeps }) => {
      twoYears();
      const hold = await addHold(context(), { ...nothing, ...named }, ADA);
      expect(await prune()).toEqual([`${keeps} ${hold.id}`]);
      await liftHold(context(), { id: hold.id, reason: 'settled' }, ADA);
      expect(await prune()).toContain('Pruned 1-768');
      expect(types().slice(0, 2)).toEqual(['audit.held', 'audit.holdLifted']);
    });

    test('on what came later lets the blocks before it go', async () => {
      twoYears();
      world.ledger.write({ events: [world.event({ subject: { host: 'metal-h9' } })] });
      await addHold(context(), { ...nothing, host: 'metal-h9' }, ADA);
      expect(await prune()).toContain('Pruned 1-768');
    });

    test('that is added while the archive is written is heeded', async () => {
      twoYears();
      const steps = world.retention().prune(ADA);
      expect((await steps.next()).value).toMatchObject({ kind: 'Archived' });
      const hold = await addHold(context(), { ...nothing, host: 'metal-h1' }, ADA);
      expect(await all(steps)).toEqual([`Kept 1-1084 event 1 is under hold ${hold.id}`]);
      expect(world.ledger.evidence.firstSeq()).toBe(1);
    });

    test('is lifted once, and says by whom; an unknown one is named', async () => {
      const hold = await addHold(context(), { ...nothing, host: 'metal-h1' }, ADA);
      await liftHold(context(), { id: hold.id, reason: 'settled' }, { kind: 'user', id: 'eve' });
      const again = liftHold(context(), { id: hold.id, reason: 'x' }, ADA);
      await expect(again).rejects.toMatchObject({ code: 'VERB_REFUSED', message: /by eve/u });
      const unknown = liftHold(context(), { id: 'none', reason: 'x' }, ADA);
      await expect(unknown).rejects.toMatchObject({ code: 'OBJECT_NOT_FOUND' });
    });

    test.for([{ host: 'metal-h7' }, { namespace: 'payments', credential: 'bd' }])(
      'on %j, which no event names, is refused: it would hold nothing',
      async (named) => {
        const adding = addHold(context(), { ...nothing, ...named }, ADA);
        await expect(adding).rejects.toMatchObject({ code: 'OBJECT_NOT_FOUND' });
        expect(world.ledger.retention.holds()).toEqual([]);
      },
    );

    test('survives a restart', async () => {
      await addHold(context(), { ...nothing, host: 'metal-h1' }, ADA);
      world.whileClosed(() => undefined);
      expect(world.ledger.retention.holds()).toMatchObject([
        { host: 'metal-h1', reason: 'case 7', actor: 'ada' },
      ]);
    });
  });

  describe('a sink', () => {
    const taken = (seq: number) => world.ledger.write({ sinks: [{ name: 'siem', seq }] });

    test('that has not taken a block keeps it', async () => {
      twoYears();
      taken(300);
      expect(await prune(world.retention({ sinks: sinksNamed('siem') }))).toEqual([
        'Archived 1-256',
        'Pruned 1-256',
        expect.stringMatching(/sink 'siem' has taken 300 events$/u),
      ]);
    });

    test('keeps it 90 days longer, not for ever: then the log says what the sink will not get', async () => {
      twoYears();
      world.clock.advance(90 * DAY_MS);
      expect(await prune(world.retention({ sinks: sinksNamed('siem') }))).toContain('Pruned 1-768');
      const [skipped] = world.ledger.events({ type: 'audit.sinkSkipped' });
      expect(skipped).toMatchObject({
        outcome: 'failure',
        detail: { sink: 'siem', firstSeq: 1, lastSeq: 768 },
      });
    });

    test('that is configured no more keeps nothing', async () => {
      twoYears();
      taken(300);
      expect(await prune()).toContain('Pruned 1-768');
    });
  });

  describe('intervals', () => {
    const hold = (hostUid: string, open: number, closed?: number) => {
      const names = { host: `metal-${hostUid}`, namespace: 'payments', credential: 'db' };
      const one = { hostUid, credentialUid: 'c1', version: 1, fromMs: open, ...names };
      const base = { hostUid, credentialUid: 'c1', endReason: 'replaced' } as const;
      world.ledger.write({ intervals: [{ ...base, atMs: open, open: one }] });
      if (closed !== undefined) world.ledger.write({ intervals: [{ ...base, atMs: closed }] });
    };
    const hosts = () => world.ledger.intervals({}).map(({ hostUid }) => hostUid);

    test('that ended with what was pruned go with it; open ones and those under a hold stay', async () => {
      const startMs = world.clock.nowMs();
      hold('h1', startMs, startMs + 5000);
      hold('h2', startMs);
      hold('h3', startMs, startMs + 5000);
      hold('h4', startMs, startMs + 800 * DAY_MS);
      twoYears();
      const context = { ledger: world.ledger, clock: world.clock, random: systemRandom };
      world.ledger.write({ events: [world.event({ subject: { host: 'metal-h3' } })] });
      const held = { namespace: '', credential: '', host: 'metal-h3', reason: 'case 7' };
      await addHold(context, held, ADA);
      expect(hosts()).toEqual(['h1', 'h2', 'h3', 'h4']);
      await prune();
      expect(hosts()).toEqual(['h2', 'h3', 'h4']);
    });

    test('nothing is pruned: nothing of them goes, however old they are', async () => {
      hold('h1', 1, 2);
      world.live(10);
      world.clock.advance(900 * DAY_MS);
      await prune();
      expect(hosts()).toEqual(['h1']);
    });
  });

  describe('a question about what was pruned', () => {
    const named = { namespace: 'payments', credential: 'db' };
    const page = { after: 0, limit: 0 };
    const view = { get: () => undefined, all: () => [] };
    const query = () =>
      createQuery({ ledger: world.ledger, clock: world.clock, view } as unknown as Context);
    let thenMs: number;

    beforeEach(async () => {
      world.live(1);
      thenMs = world.clock.nowMs();
      twoYears();
      await prune();
    });

    test('who held it then: refused, with the segment that has it', () => {
      const ask = () => query().holders({ ...named, ...page, version: 0, atMs: thenMs });
      expect(ask).toThrow(
        expect.objectContaining({
          code: 'AUDIT_PRUNED',
          message: expect.stringMatching(/audit-0+1-0+768\.jsonl/u) as string,
        }),
      );
      expect(query().holders({ ...named, ...page, version: 0, atMs: 0 })).toEqual([]);
    });

    test('until then: refused; from the beginning: with a note; since: whole', () => {
      const asked = { ...named, ...page, host: '', version: 0, sinceMs: 0, untilMs: 0 };
      expect(() => query().history({ ...asked, untilMs: thenMs })).toThrow(/was pruned/u);
      expect(query().note(asked)).toMatch(/events 1 to 768\) was pruned and is in the archive/u);
      expect(query().note({ sinceMs: world.clock.nowMs() - DAY_MS })).toBeUndefined();
      expect(query().note({ afterSeq: 768 })).toBeUndefined();
    });

    test('is a version gone that was made then: no answer rather than a wrong one', async () => {
      const asked = { ...named, version: 2, host: '' };
      const rows = query().gone(asked)[Symbol.asyncIterator]();
      await expect(rows.next()).rejects.toMatchObject({ code: 'AUDIT_PRUNED' });
    });

    test('a proof of an event, or of a tree, that is in the archive alone: refused, with its segment', async () => {
      const { proofs } = world;
      const refused = (field: string) => ({
        code: 'AUDIT_PRUNED',
        message: expect.stringMatching(/audit-0+1-0+768\.jsonl/u) as string,
        cause: { field },
      });
      await expect(proofs.inclusion({ seqs: [7, 900], size: 0 })).rejects.toMatchObject(
        refused('seq'),
      );
      await expect(proofs.inclusion({ seqs: [900], size: 700 })).rejects.toMatchObject(
        refused('size'),
      );
      const proving = (from: number, to: number) => () => proofs.consistency({ from, to });
      expect(proving(700, 0)).toThrow(expect.objectContaining(refused('from')));
      expect(proving(512, 700)).toThrow(expect.objectContaining(refused('to')));
      expect(proving(512, 0)().path).not.toEqual([]);
      expect((await proofs.inclusion({ seqs: [900], size: 0 })).proofs).toHaveLength(1);
    });

    test('what is unknown now may have been known then', () => {
      const ask = () => query().exposure({ host: 'metal-h7' });
      expect(ask).toThrow(/no host 'metal-h7'.*was pruned/u);
    });
  });

  describe('an archive that somebody tampered with', () => {
    beforeEach(async () => {
      for (let part = 0; part < 3; part += 1) {
        world.live(100);
        await all(world.retention().archive(ADA));
      }
      world.clock.advance(401 * DAY_MS);
      world.live(1);
    });

    const edit = (at: number, change: (lines: string[]) => string[]) => {
      const lines = readFileSync(pathOf(at), 'utf8').split('\n');
      writeFileSync(pathOf(at), change(lines).join('\n'));
    };
    const swap = (a: string, b: string) => {
      renameSync(a, `${a}.x`);
      renameSync(b, a);
      renameSync(`${a}.x`, b);
    };
    const cases: readonly { readonly given: string; readonly tamper: () => void }[] = [
      { given: 'a segment is missing', tamper: () => rmSync(pathOf(1)) },
      { given: 'two segments are exchanged', tamper: () => swap(pathOf(0), pathOf(1)) },
      {
        given: 'an event is another',
        tamper: () =>
          edit(1, (lines) => {
            const at = lines.findIndex((line) => line.includes('ada'));
            return lines.with(at, lines[at]?.replace('ada', 'eve') ?? '');
          }),
      },
      {
        given: 'two lines are exchanged',
        tamper: () =>
          edit(1, (lines) => [
            ...lines.slice(0, 9),
            lines[10] ?? '',
            lines[9] ?? '',
            ...lines.slice(11),
          ]),
      },
      { given: 'a line is missing', tamper: () => edit(1, (lines) => lines.toSpliced(9, 1)) },
      { given: 'the end is cut', tamper: () => edit(1, (lines) => lines.slice(0, -2)) },
      {
        given: 'the last byte is cut',
        tamper: () => writeFileSync(pathOf(1), readFileSync(pathOf(1)).subarray(0, -1)),
      },
      { given: 'it is empty', tamper: () => writeFileSync(pathOf(1), '') },
    ];

    test.for(cases)('$given: the series has a fault that names the file', async ({ tamper }) => {
      expect(segmentNames()).toHaveLength(3);
      expect((await verifyAll()).fault).toBeUndefined();
      tamper();
      expect((await verifyAll()).fault?.file).toMatch(/^audit-|^live$/u);
    });

    test.for(cases.filter(({ given }) => !given.includes('missing') || given.includes('line')))(
      '$given: it is not pruned from the ledger',
      async ({ tamper }) => {
        tamper();
        await expect(prune()).rejects.toMatchObject({ code: 'ARCHIVE_DAMAGED' });
        expect((await world.verify()).fault).toBeUndefined();
        const [left] = segmentNames();
        expect(world.ledger.evidence.firstSeq()).toBeLessThanOrEqual(513);
        expect(left).toBeDefined();
      },
    );

    test('a segment that is missing is written again before anything of it goes', async () => {
      rmSync(pathOf(1));
      const steps = await prune();
      expect(steps).toEqual(expect.arrayContaining([expect.stringMatching(/^Archived 257-512/u)]));
      expect((await verifyAll()).fault).toBeUndefined();
    });

    test('files of other names are not looked at', async () => {
      writeFileSync(join(archiveDirectory(), 'notes.txt'), 'mine');
      writeFileSync(join(archiveDirectory(), 'audit-1-2.jsonl'), '{}');
      expect(await prune()).toContain('Pruned 1-256');
    });
  });

  test('a live log that was rewritten after it was archived does not go on behind the archive', async () => {
    world.whileClosed(() => world.home.copy());
    world.live(100);
    await all(world.retention().archive(ADA));
    world.whileClosed(() => world.home.putBack());
    for (const host of world.hosts) host.seq = 0;
    world.live(100);
    expect((await verifyAll()).fault?.what).toMatch(/differ from those of what came before/u);
  });

  describe('when the archive cannot be written', () => {
    test('nothing is pruned, and it is said until it can be again', async () => {
      twoYears();
      mkdirSync(archiveDirectory());
      const { archive } = world;
      let isFull = true;
      const full = {
        ...archive,
        write: async (...args: Parameters<typeof archive.write>) => {
          if (isFull) throw new CredfleetError('FILE_FAILED', 'ENOSPC: no space left on device');
          return archive.write(...args);
        },
      };
      const stop = new AbortController();
      const passes = [1, 2];
      const clock = {
        nowMs: () => world.clock.nowMs(),
        sleep: async (ms: number) => {
          if (ms === 1) return;
          expect(retention.problem).toBe(isFull ? 'ENOSPC: no space left on device' : undefined);
          isFull = false;
          if (passes.pop() === 1) stop.abort();
        },
      };
      const retention = world.retention({ archive: full, clock });
      await retention.run(stop.signal);
      expect(retention.failures).toBe(1);
      expect(world.ledger.evidence.firstSeq()).toBe(769);
      expect((await verifyAll()).fault).toBeUndefined();
    });

    test('a disk that fills up leaves no half segment and takes nothing from the ledger', () => {
      twoYears();
      world.whileClosed(() => {
        // Of a file that may grow no more the kernel says what it says of a full disk: not written.
        const limited = 'ulimit -S -f 200; exec "$0" "$@"';
        const args = ['-c', limited, process.execPath, pruneScript(), archiveDirectory()];
        const run = spawnSync('bash', args, { encoding: 'utf8' });
        expect(JSON.parse(run.stdout)).toMatchObject({ code: 'FILE_FAILED' });
      });
      expect(segmentNames()).toEqual([]);
      expect(world.ledger.evidence.firstSeq()).toBe(1);
    });
  });

  /** Archives and prunes everything of the ledger that it is given, and prints how it ended. */
  function pruneScript(): string {
    const script = join(world.directory, 'prune.ts');
    const { clusterUid, auditKey } = world.keys;
    const pem = auditKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(
      script,
      `import { createPrivateKey } from 'node:crypto';
     import { AuditLog } from '${process.cwd()}/controller/audit/audit-log.ts';
     import { createArchiveFolder } from '${process.cwd()}/controller/audit/retention/archive-folder.node.ts';
     import { Retention } from '${process.cwd()}/controller/audit/retention/retention.ts';
     ${world.home.script}
     const [folder] = process.argv.slice(2);
     const keys = { clusterUid: '${clusterUid}', auditKey: createPrivateKey(${JSON.stringify(pem)}) };
     const auditLog = new AuditLog({ keys, evidence: ledger.evidence });
     const clock = { nowMs: () => ${world.clock.nowMs()}, sleep: async () => undefined };
     const archive = createArchiveFolder(folder);
     const retention = new Retention({ ledger, auditLog, archive, clock, log: { info() {}, error() {} },
       retentionMs: ${400 * DAY_MS}, sinks: { names: [], rows: () => [] } });
     let code;
     process.stdout.write('{"begun":true');
     try {
       for await (const step of retention.prune({ kind: 'user', id: 'ada' })) {
         process.stdout.write(',"' + step.kind + step.firstSeq + '":true');
       }
     } catch (reason) { code = reason.code; }
     console.log(',"code":' + JSON.stringify(code ?? 'none') + '}');
     ledger.close();`,
    );
    return script;
  }

  describe('killed with SIGKILL', () => {
    test.for(['begun', 'Archived1"', 'Pruned1"', 'Pruned4097"', 'Archived16385"'])(
      'after %s: every event is in the archive or in the ledger, and the next pass goes on',
      async (moment) => {
        const event = world.event();
        for (let at = 0; at < 18; at += 1) {
          world.ledger.write({ events: Array.from({ length: 1000 }, () => event) });
        }
        world.clock.advance(500 * DAY_MS);
        world.live(1);
        const script = pruneScript();
        const child = await new Promise<number | null>((resolve) => {
          world.close();
          const run = spawn(process.execPath, [script, archiveDirectory()]);
          let said = '';
          run.stdout.on('data', (text: Buffer) => {
            said += String(text);
            if (said.includes(moment)) run.kill('SIGKILL');
          });
          run.once('close', resolve);
        });
        expect(child).toBeNull();
        world.reopen();
        expect((await world.archive.segments()).length).toBeLessThan(3);
        expect((await verifyAll()).fault).toBeUndefined();
        const steps = await prune();
        expect(steps.at(-1)).toMatch(/^Kept 17921-/u);
        const verdict = await verifyAll();
        expect(verdict.fault).toBeUndefined();
        expect(verdict.firstSeq).toBe(1);
        expect(segmentNames().filter((name) => name.endsWith('.tmp'))).toEqual([]);
      },
    );
  });
});

test('a ledger of the release before gets what retention needs, and keeps what it has', async () => {
  const home = new SqliteHome();
  const before = migrations.findIndex((migration) => sqliteText(migration).includes('audit_hold'));
  const database = new DatabaseSync(home.path);
  for (const migration of migrations.slice(0, before)) database.exec(sqliteText(migration));
  database.exec(`PRAGMA user_version = ${before};
    INSERT INTO host_version_interval VALUES (1, 'h1', 'c1', 'metal-h1', 'payments', 'db', 1, 1, NULL, NULL)`);
  database.close();
  using own = new AuditWorld(home);
  world = own;
  twoYears();
  expect(await prune()).toContain('Pruned 1-768');
  expect(world.ledger.intervals({ host: 'metal-h1' })).toMatchObject([{ id: 1, version: 1 }]);
  expect((await verifyAll()).fault).toBeUndefined();
});
