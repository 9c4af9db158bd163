/**
 * Proofs that events are in the log, as a file: whole they verify with nothing but a key; changed in any place they
 * do not.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCheckpoint, signCheckpoint } from '#src/audit/checkpoint/checkpoint.ts';
import { type ProofVerdict } from '#src/audit/proof/proof-verifier.ts';
import { isConsistent } from '#src/audit/tree/proofs.ts';
import { verifyEvidence } from '#src/audit/verify/verify-export.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';
import { AuditWorld } from '#test/gen/audit-world.ts';
import { SqliteHome } from '#test/postgres/ledger-homes.ts';

let world: AuditWorld;
let lines: readonly string[];
let bytes: Buffer;

beforeAll(async () => {
  world = new AuditWorld(new SqliteHome());
  world.live(200);
  lines = await linesOf([4, 300]);
  bytes = bytesOf(lines);
});
afterAll(() => {
  world[Symbol.dispose]();
});

async function linesOf(seqs: readonly number[], size = 0): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const line of world.proofs.lines({ seqs, size })) all.push(line);
  return all;
}

function bytesOf(some: readonly string[]): Buffer {
  return Buffer.from(some.map((line) => `${line}\n`).join(''), 'utf8');
}

async function* once(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(chunk);
}

async function verify(
  file: Uint8Array,
  kept: readonly { readonly size: number; readonly root: Uint8Array }[] = [],
): Promise<ProofVerdict> {
  const verdict = await verifyEvidence(once(file), { key: world.noteKey, kept });
  if ('kind' in verdict) return verdict;
  // What does not even begin as a proof is read as an export, and is none.
  expect(verdict.fault).toBeDefined();
  return { ...verdict, kind: 'proof', size: 0, events: [], key: world.noteKey };
}

const faultOf = async (some: readonly string[]) => (await verify(bytesOf(some))).fault?.what;

test('whole it holds, with nothing but the key: which events, and which of them a host signed', async () => {
  const verdict = await verify(bytes);
  expect(verdict.fault).toBeUndefined();
  expect(verdict).toMatchObject({
    size: 602,
    events: [
      { seq: 4, type: 'host.version.healthy', isSigned: true },
      { seq: 300, type: 'intent.changed', isSigned: false },
    ],
  });
});

test('every event of the log has one, also in the tree of an earlier day', async () => {
  const all = Array.from({ length: 602 }, (_, index) => index + 1);
  const today = await verify(bytesOf(await linesOf(all)));
  expect(today.fault).toBeUndefined();
  expect(today.events.map(({ seq }) => seq)).toEqual(all);
  const earlier = await verify(bytesOf(await linesOf(all.slice(0, 258), 258)));
  expect(earlier).toMatchObject({ size: 258 });
  expect(earlier.fault).toBeUndefined();
});

test('any bit of any byte changed is a fault', async () => {
  const missed: number[] = [];
  for (const [at, byte] of bytes.entries()) {
    const changed = Buffer.from(bytes);
    changed[at] = byte ^ (1 << (at % 8));
    if ((await verify(changed)).fault === undefined) missed.push(at);
  }
  expect(missed).toEqual([]);
});

test('cut anywhere it is a fault', async () => {
  const missed: number[] = [];
  for (let end = 0; end < bytes.length; end += 7) {
    if ((await verify(bytes.subarray(0, end))).fault === undefined) missed.push(end);
  }
  expect(missed).toEqual([]);
});

test('a line dropped, doubled or moved is a fault', async () => {
  for (const [at, line] of lines.entries()) {
    expect(await faultOf(lines.toSpliced(at, 1))).toBeDefined();
    expect(await faultOf(lines.toSpliced(at, 0, line))).toBeDefined();
  }
  for (const [at, line] of lines.slice(1).entries()) {
    expect(await faultOf(lines.toSpliced(at, 2, line, lines[at] ?? ''))).toBeDefined();
  }
});

describe('what somebody would like to pass off', () => {
  const [HEAD, EVENT] = [0, 3];
  const edited = (at: number, change: (line: Record<string, unknown>) => object) =>
    lines.with(at, JSON.stringify(change(JSON.parse(lines[at] ?? '') as Record<string, unknown>)));

  test('an event that never was', async () => {
    const invented = edited(EVENT, (line) => ({
      ...line,
      event: String(line['event']).replace('intent.changed', 'intent.deleted'),
    }));
    expect(await faultOf(invented)).toBe('is not in the log of the checkpoint');
  });

  test('a report of another event', async () => {
    const other = (await linesOf([5])).find((line) => line.includes('"body"')) ?? '';
    const { body } = JSON.parse(other) as { readonly body: string };
    const swapped = lines.map((line) =>
      line.includes('"body"') ? JSON.stringify({ ...(JSON.parse(line) as object), body }) : line,
    );
    expect(await faultOf(swapped)).toBe('has another report beside it than its own');
  });

  test('a proof without the report that the host signed', async () => {
    const at = lines.findIndex((line) => line.includes('"body"'));
    const without = edited(at, ({ body: _body, ...line }) => line);
    expect(await faultOf(without)).toBe('lacks the report that the host signed');
  });

  test('a checkpoint of another day in its head', async () => {
    const [other = ''] = await linesOf([4], 500);
    expect(await faultOf(lines.with(HEAD, other))).toBe('is not in the log of the checkpoint');
  });

  test('a proof of another log', async () => {
    using other = new AuditWorld(new SqliteHome());
    other.live(1);
    const theirs: string[] = [];
    for await (const line of other.proofs.lines({ seqs: [3], size: 0 })) theirs.push(line);
    expect(await faultOf(theirs)).toContain('with another key than the one to trust');
  });

  test('a log that is not the one of the checkpoint kept elsewhere', async () => {
    const kept = { size: 602, root: new Uint8Array(32) };
    const { fault } = await verify(bytes, [kept]);
    expect(fault?.what).toBe('has another checkpoint than the one of that size kept elsewhere');
    expect((await verify(bytes, [world.kept()])).fault).toBeUndefined();
    const { notes } = await verify(bytes, [{ size: 3, root: kept.root }]);
    expect(notes).toEqual(['1 of the checkpoints kept elsewhere are of other sizes']);
  });
});

test.for([
  ['none', [], 0, 'USAGE', 'which events'],
  ['an event that is not there yet', [1, 603], 0, 'OBJECT_NOT_FOUND', 'no event 603'],
  ['an event after that checkpoint', [300], 258, 'OBJECT_NOT_FOUND', 'no event 300'],
  ['a tree that is larger than the log', [1], 603, 'OBJECT_NOT_FOUND', 'has 602 events'],
  ['too many', Array.from({ length: 5_001 }, (_, at) => at + 1), 0, 'USAGE', 'at most 5000'],
] as const)('%s is refused', async ([, seqs, size, code, message]) => {
  await expect(linesOf(seqs, size)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message) as string,
  });
});

test('the log of today begins with that of each earlier size, and says so in a few hashes', () => {
  const { key } = { key: world.noteKey };
  const rootOf = (size: number) => {
    const { checkpoint } = world.proofs.consistency({ from: 1, to: size });
    return openCheckpoint(checkpoint, key)?.root ?? new Uint8Array();
  };
  for (let from = 1; from <= 602; from += 13) {
    const { to, path } = world.proofs.consistency({ from, to: 0 });
    const hashes = path.map((hash) => Buffer.from(hash, 'base64'));
    const claim = { from: { size: from, root: rootOf(from) }, to: { size: to, root: rootOf(602) } };
    expect(isConsistent(claim, hashes)).toBe(true);
    expect(hashes.length).toBeLessThan(14);
    const other = { ...claim, from: { size: from, root: new Uint8Array(32).fill(1) } };
    expect(isConsistent(other, hashes)).toBe(false);
  }
  expect(() => world.proofs.consistency({ from: 603, to: 0 })).toThrow('no tree of 603 events');
  expect(() => world.proofs.consistency({ from: 0, to: 0 })).toThrow('from is 1 or more');
});

describe('credfleet audit', () => {
  test('verify reads a proof from a file with no controller: 0 when it holds, 3 when not, 2 without a key', async () => {
    const cli = new FakeCli();
    const key = ['--checkpoint-key', world.log.key()];
    cli.files.set('proof.jsonl', bytes);
    const whole = await cli.run('audit', 'verify', 'proof.jsonl', ...key);
    expect(whole.exitCode).toBe(0);
    expect(whole.out.split('\n').at(-1)).toBe(
      'The proof holds: 2 of the 602 events of the log, 1 of them signed by their hosts.',
    );
    const told = await cli.run('audit', 'verify', 'proof.jsonl', ...key, '-o', 'json');
    expect(JSON.parse(told.out)).toMatchObject({
      holds: true,
      kind: 'proof',
      size: 602,
      events: [
        { seq: 4, subject: { host: 'metal-h1' }, signed: true },
        { seq: 300, signed: false },
      ],
    });
    cli.files.set('changed.jsonl', bytesOf(lines.with(2, lines[3] ?? '')));
    const changed = await cli.run('audit', 'verify', 'changed.jsonl', ...key);
    expect(changed.exitCode).toBe(3);
    expect(changed.out).toContain('The proof does not hold');
    expect((await cli.run('audit', 'verify', 'proof.jsonl')).exitCode).toBe(2);
  });

  test('checkpoint --after signs only what goes on from the one that was kept', async () => {
    const cli = new FakeCli();
    const at = (size: number) => world.proofs.consistency({ from: 1, to: size }).checkpoint;
    cli.audit.signed = { checkpoint: at(602), key: world.log.key() };
    cli.audit.consistencyOf = (request) => world.proofs.consistency(request);
    const asked = ['audit', 'checkpoint', '--after', 'kept'];
    cli.files.set('kept', `${at(5)}${at(300)}`);
    const next = await cli.run(...asked);
    expect(next).toMatchObject({ exitCode: 0, out: at(602).trimEnd() });

    const { auditKey } = world.keys;
    const lie = { size: 300, root: new Uint8Array(32) };
    cli.files.set('kept', signCheckpoint(lie, world.log.origin, auditKey));
    const other = await cli.run(...asked);
    expect(other).toMatchObject({ exitCode: 3, out: '' });
    expect(other.err).toContain('the first 300 events are others than they were');

    cli.audit.signed = { checkpoint: at(200), key: world.log.key() };
    cli.files.set('kept', at(300));
    const older = await cli.run(...asked);
    expect(older.exitCode).toBe(3);
    expect(older.err).toContain('has 200 events and had 300');

    cli.audit.signed = { checkpoint: at(602).replace('602', '601'), key: world.log.key() };
    expect((await cli.run(...asked)).err).toContain('CONTROLLER_UNTRUSTED');
    expect((await cli.run('audit', 'checkpoint')).exitCode).toBe(0);
  });

  test('--proof writes the events of the answer, and of gone those that say so', async () => {
    const cli = new FakeCli();
    cli.audit.proof = lines;
    cli.query.stored = world.ledger.events({ afterSeq: 3, limit: 2 });
    await cli.run('audit', '--host', 'metal-h1', '--proof', 'a.jsonl');
    cli.query.goneRows = [
      {
        host: 'metal-h1',
        hostUid: 'h1',
        credentialUid: 'c1',
        version: 2,
        state: 'Held',
        sinceMs: 0,
        evidence: [9, 12],
        receipts: [9],
      },
    ];
    const gone = ['audit', 'gone', 'payments/db', '--version', '2'];
    expect((await cli.run(...gone, '--proof', 'b.jsonl')).exitCode).toBe(3);
    expect(cli.audit.proven).toEqual([
      { seqs: [4, 5], size: 0 },
      { seqs: [9, 12], size: 0 },
    ]);
    expect(cli.files.get('b.jsonl')).toEqual(bytes);
    cli.query.goneRows = [];
    expect((await cli.run(...gone, '--proof', 'c.jsonl')).err).toContain('no proof is written');
    expect(cli.files.has('c.jsonl')).toBe(false);
    expect((await cli.run('audit', '--follow', '--proof', 'd.jsonl')).exitCode).toBe(2);
    const history = await cli.run('audit', 'history', 'metal-h1', '--proof', 'e.jsonl');
    expect(history.err).toContain('--proof is no filter of this question');
  });
});
