/**
 * `credfleet audit retention`, `archive`, `prune` and `hold`.
 * @module
 */
import { beforeEach, expect, test } from 'vitest';
import { FakeCli } from '#test/fakes/fake-cli.ts';

let cli: FakeCli;
beforeEach(() => {
  cli = new FakeCli();
});

const archived = { firstSeq: 1, lastSeq: 256, segment: 'audit-1.jsonl', why: '' };
const kept = { kind: 'Kept', firstSeq: 257, lastSeq: 300, segment: '', why: 'is young' } as const;

test('each step is printed as it is done', async () => {
  cli.retention.steps = [{ kind: 'Archived', ...archived }, { kind: 'Pruned', ...archived }, kept];
  const { exitCode, out } = await cli.run('audit', 'prune');
  expect(exitCode).toBe(0);
  expect(out.split('\n')).toEqual([
    'archived events 1 to 256 in audit-1.jsonl',
    'pruned events 1 to 256; audit-1.jsonl has them',
    'kept events 257 to 300: is young',
  ]);
  expect(cli.retention.asked).toEqual(['prune']);
  expect(cli.retention.closed).toBe(true);
});

test('a dry run says what would go, and which sink will not get it', async () => {
  cli.retention.steps = [{ kind: 'WouldPrune', ...archived, segment: '', why: 'siem' }, kept];
  const { out } = await cli.run('audit', 'prune', '--dry-run');
  expect(out).toContain('would prune events 1 to 256, which siem will not get');
  expect(cli.retention.asked).toEqual(['dry run']);
});

test('steps as JSON are one document, as lines they come one by one', async () => {
  cli.retention.steps = [{ kind: 'Archived', ...archived }];
  const { out } = await cli.run('audit', 'archive', '-o', 'json');
  expect(JSON.parse(out)).toEqual({ steps: [{ kind: 'Archived', ...archived }] });
  const lines = await cli.run('audit', 'archive', '-o', 'jsonl');
  expect(JSON.parse(lines.out)).toEqual({ kind: 'Archived', ...archived });
});

test('nothing to archive is said', async () => {
  expect((await cli.run('audit', 'archive')).err).toBe('Nothing to do.');
});

test.for([
  {
    argv: ['--credential', 'payments/db'],
    asked: { namespace: 'payments', credential: 'db', host: '' },
  },
  { argv: ['--host', 'metal-3'], asked: { namespace: '', credential: '', host: 'metal-3' } },
  {
    argv: ['--credential', 'db', '--host', 'metal-3'],
    asked: { namespace: 'default', credential: 'db', host: 'metal-3' },
  },
  { argv: ['--all'], asked: { namespace: '', credential: '', host: '' } },
])('a hold on $argv', async ({ argv, asked }) => {
  const { exitCode, out } = await cli.run('audit', 'hold', 'add', ...argv, '--reason', 'case 7');
  expect(exitCode).toBe(0);
  expect(cli.retention.asked).toEqual([{ ...asked, reason: 'case 7' }]);
  expect(out).toContain('case 7');
});

test.for([[[]], [['--all', '--host', 'metal-3']]])('a hold on %j is 2', async ([argv = []]) => {
  const { exitCode } = await cli.run('audit', 'hold', 'add', ...argv, '--reason', 'x');
  expect(exitCode).toBe(2);
  expect(cli.retention.asked).toEqual([]);
});

test('a hold without a reason is 2', async () => {
  expect((await cli.run('audit', 'hold', 'add', '--all')).exitCode).toBe(2);
  expect((await cli.run('audit', 'hold', 'add', '--all', '--reason', ' ')).exitCode).toBe(2);
  expect((await cli.run('audit', 'hold', 'lift', 'a1', '--reason', '')).exitCode).toBe(2);
  expect(cli.retention.asked).toEqual([]);
});

test('lifted holds are listed only when asked for', async () => {
  const { row } = cli.retention;
  const lifted = { ...row, id: 'b2', liftedAtMs: 1000, liftedBy: 'eve' };
  cli.retention.answer = { ...cli.retention.answer, holds: [row, lifted] };
  const { out } = await cli.run('audit', 'hold', 'list');
  expect(out).toContain('a1');
  expect(out).toContain('everything');
  expect(out).not.toContain('b2');
  expect((await cli.run('audit', 'hold', 'list', '--all')).out).toContain('by eve');
  const json = await cli.run('audit', 'hold', 'list', '-o', 'json');
  expect(JSON.parse(json.out)).toEqual({
    holds: [
      {
        id: 'a1',
        namespace: '',
        credential: '',
        host: '',
        reason: 'case 7',
        actor: 'ada',
        since: '1970-01-01T00:00:00Z',
        lifted: null,
      },
    ],
  });
});

test('none in force is said', async () => {
  expect((await cli.run('audit', 'hold', 'list')).err).toBe('Nothing is held.');
});

test('a hold is lifted with a reason', async () => {
  await cli.run('audit', 'hold', 'lift', 'a1', '--reason', 'settled');
  expect(cli.retention.asked).toEqual([{ id: 'a1', reason: 'settled' }]);
});

test('what is kept, what is gone, what went wrong and who is behind', async () => {
  cli.retention.answer = {
    firstSeq: 257,
    lastSeq: 900,
    retentionMs: 400 * 86_400_000,
    archive: '/var/lib/credfleet/audit-archive',
    problem: 'no space left',
    holds: [cli.retention.row],
    pruned: [{ firstSeq: 1, lastSeq: 256, untilMs: 0, segment: 'audit-1.jsonl' }],
    sinks: [{ name: 'siem', seq: 700, behindSinceMs: 1000, problem: 'answered 500' }],
  };
  const { out } = await cli.run('audit', 'retention');
  expect(out).toContain('Events 257 to 900 are in the ledger, kept for 400 days');
  expect(out).toContain('Up to 256 (1970-01-01T00:00:00Z) pruned, last into audit-1.jsonl');
  expect(out).toContain('The last pass failed: no space left');
  expect(out).toMatch(/siem +700 +200 +1970-01-01T00:00:01Z +answered 500/u);
  const json = JSON.parse((await cli.run('audit', 'retention', '-o', 'json')).out) as object;
  expect(json).toMatchObject({ sinks: [{ name: 'siem', lagEvents: 200 }] });
});

test('what an answer leaves out is said beside it', async () => {
  cli.query.note = 'what happened up to 2025 was pruned';
  const said = 'Note: what happened up to 2025 was pruned.';
  expect((await cli.run('audit')).err).toBe(`No events match.\n${said}`);
  const history = await cli.run('audit', 'history', 'metal-3', '-o', 'json');
  expect(history.err).toBe(said);
  expect(JSON.parse(history.out)).toMatchObject({ intervals: [], note: cli.query.note });
  const gone = await cli.run('audit', 'gone', 'db', '--version', '7', '-o', 'json');
  expect(JSON.parse(gone.out)).toMatchObject({ note: cli.query.note });
  const exposure = await cli.run('hosts', 'exposure', 'metal-3', '-o', 'json');
  expect(JSON.parse(exposure.out)).toMatchObject({ note: cli.query.note });
  const events = await cli.run('audit', '-o', 'json');
  expect(JSON.parse(events.out)).toMatchObject({ events: [], note: cli.query.note });
});
