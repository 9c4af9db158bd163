/**
 * `credfleet audit verify`, `export`, `checkpoint` and `key`: what they ask, print and end with.
 * @module
 */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { canonicalJson } from '#src/audit/canonical-json.ts';
import { originOf, signCheckpoint } from '#src/audit/checkpoint/checkpoint.ts';
import { formatNoteKey } from '#src/audit/checkpoint/signed-note.ts';
import { eventHash, hex, NO_EVENT_HASH } from '#src/audit/event-hash.ts';
import { digestExtension, encodeLine, EXPORT_FORMAT } from '#src/audit/export/export-line.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const origin = originOf('c1');
const { privateKey } = generateKeyPairSync('ed25519');
const key = formatNoteKey({ name: origin, publicKey: ed25519Raw(privateKey) });
const event = canonicalJson({
  actor: { id: 'ada', kind: 'user' },
  detail: {},
  outcome: 'success',
  prev: hex(NO_EVENT_HASH),
  seq: 1,
  subject: {},
  time: '2026-11-22T12:00:00Z',
  type: 'intent.created',
});
const root = eventHash(event);
const checkpoint = signCheckpoint({ size: 1, root }, origin, privateKey);

function exported(): readonly string[] {
  const lines = [
    encodeLine({ kind: 'log', format: EXPORT_FORMAT, key, firstSeq: 1, lastSeq: 1, before: [] }),
    encodeLine({ kind: 'event', event }),
  ];
  const text = lines.map((line) => `${line}\n`).join('');
  const extensions = [digestExtension(createHash('sha256').update(text).digest('hex'))];
  const end = signCheckpoint({ size: 1, root, extensions }, origin, privateKey);
  return [...lines, encodeLine({ kind: 'end', checkpoint: end })];
}

const asFile = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

let cli: FakeCli;
beforeEach(() => {
  cli = new FakeCli();
  cli.audit.signed = { checkpoint, key };
  cli.audit.lines = exported();
  cli.files.set('export.jsonl', asFile(exported()));
});

test('the live log holds: 0, in one sentence', async () => {
  const { exitCode, out } = await cli.run('audit', 'verify');
  expect(out).toBe('The evidence holds: events 1 to 1, 1 checkpoint, 0 receipts of 0 hosts.');
  expect(exitCode).toBe(0);
  expect(cli.audit.closed).toBe(true);
});

test('an export holds without asking anybody', async () => {
  cli.audit.lines = [];
  const { exitCode, out } = await cli.run(
    'audit',
    'verify',
    'export.jsonl',
    '--checkpoint-key',
    key,
  );
  expect([exitCode, out]).toEqual([0, expect.stringMatching(/^The evidence holds/u)]);
  expect(cli.audit.closed).toBe(false);
});

test('a folder of segments and the live log behind it are one log', async () => {
  const segment = 'archive/audit-0000000000000001-0000000000000001.jsonl';
  cli.files.set(segment, asFile(exported()));
  cli.files.set('archive/notes.txt', 'mine');
  const args = ['audit', 'verify', 'archive', '--checkpoint-key', key];
  expect((await cli.run(...args)).exitCode).toBe(0);
  const { exitCode, out } = await cli.run(...args, '--live');
  expect([exitCode, out]).toEqual([
    0,
    expect.stringMatching(/^The evidence holds: events 1 to 1/u),
  ]);
  cli.files.set(segment, asFile(exported()).replace('ada', 'eve'));
  const altered = await cli.run(...args, '--live', '-o', 'json');
  expect(altered.exitCode).toBe(3);
  expect(JSON.parse(altered.out)).toMatchObject({ fault: { file: segment, line: 3 } });
});

test('a folder without segments is 2: nothing would be verified', async () => {
  cli.files.set('archive/notes.txt', 'mine');
  const { exitCode, err } = await cli.run('audit', 'verify', 'archive', '--checkpoint-key', key);
  expect([exitCode, err]).toEqual([2, expect.stringMatching(/has no archive segment/u)]);
});

test('one that does not hold is 3, with the first fault and how far it holds', async () => {
  const [head = '', line = '', end = ''] = exported();
  cli.files.set('export.jsonl', asFile([head, line.replace('ada', 'eve'), end]));
  const { exitCode, out } = await cli.run(
    'audit',
    'verify',
    'export.jsonl',
    '--checkpoint-key',
    key,
  );
  expect(exitCode).toBe(3);
  expect(out.split('\n')).toEqual([
    'The evidence does not hold: line 3 has a checkpoint over other events than those of this export.',
    'Before it: events 1 to 1 follow each other, with 0 checkpoints.',
  ]);
});

test('as JSON it has a stable shape', async () => {
  const { out } = await cli.run('audit', 'verify', '-o', 'json');
  expect(JSON.parse(out)).toEqual({
    holds: true,
    firstSeq: 1,
    lastSeq: 1,
    checkpoints: 1,
    receipts: 0,
    hosts: 0,
    notes: [],
    root: Buffer.from(root).toString('base64'),
    key,
  });
});

test('against a checkpoint kept elsewhere that has more events it does not hold', async () => {
  const later = signCheckpoint({ size: 2, root }, origin, privateKey);
  cli.files.set('kept', `${checkpoint}${later}`);
  const { exitCode, out } = await cli.run('audit', 'verify', '--checkpoint', 'kept');
  expect(exitCode).toBe(3);
  expect(out).toMatch(/cut or put back to an older day/u);
});

test.for([
  {
    given: 'an export and no key',
    argv: ['export.jsonl'],
    what: /a file alone proves nothing/u,
  },
  { given: 'a key that is none', argv: ['--checkpoint-key', 'abc'], what: /is not NAME\+ID\+KEY/u },
  {
    given: 'a file that holds no checkpoint',
    argv: ['--checkpoint', 'export.jsonl'],
    what: /something else/u,
  },
])('$given is 2', async ({ argv, what }) => {
  const { exitCode, err } = await cli.run('audit', 'verify', ...argv);
  expect(exitCode).toBe(2);
  expect(err).toMatch(what);
});

test('a checkpoint of another log is refused: it would prove nothing', async () => {
  const other = generateKeyPairSync('ed25519').privateKey;
  cli.files.set('kept', signCheckpoint({ size: 1, root }, origin, other));
  const { exitCode } = await cli.run('audit', 'verify', '--checkpoint', 'kept');
  expect(exitCode).toBe(2);
});

test('an export is written as it comes, and verifies', async () => {
  await cli.run('audit', 'export', '--out', 'new.jsonl');
  expect(String(cli.files.get('new.jsonl'))).toBe(asFile(exported()));
  const { exitCode } = await cli.run('audit', 'verify', 'new.jsonl', '--checkpoint-key', key);
  expect(exitCode).toBe(0);
});

test('checkpoint and key are printed to be kept', async () => {
  expect((await cli.run('audit', 'checkpoint')).out).toBe(checkpoint.trimEnd());
  expect((await cli.run('audit', 'key')).out).toBe(key);
});

test('the events are still what `audit` alone prints', async () => {
  expect((await cli.run('audit')).err).toBe('No events match.');
});
