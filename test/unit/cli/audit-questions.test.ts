/**
 * `credfleet audit holders`, `history` and `gone`: what is asked, what is printed, and the exit status.
 * @module
 */
import { describe, expect, test } from 'vitest';
import type { GoneRow, IntervalRow } from '#src/wire/history-messages.ts';
import type { AuditEvent } from '#src/audit/event.ts';
import { parseCsv } from '#src/cli/hosts/csv.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const row: IntervalRow = {
  id: 41,
  host: 'db-7',
  hostUid: 'u1',
  namespace: 'pay',
  credential: 'db',
  credentialUid: 'c1',
  version: 7,
  fromMs: Date.parse('2026-11-01T10:00:00Z'),
  toMs: Date.parse('2026-11-03T10:00:00Z'),
  endReason: 'replaced',
  loadedBy: [],
};
const { toMs: _end, endReason: _why, ...still } = row;

function goneRow(host: string, state: GoneRow['state']): GoneRow {
  const ids = { hostUid: host, credentialUid: 'c1' };
  return { host, ...ids, version: 7, state, sinceMs: row.fromMs, evidence: [3, 9], receipts: [3] };
}

test('holders at a time: the question, and until when they held it', async () => {
  const cli = new FakeCli();
  cli.query.intervals = { rows: [row] };
  const at = ['--version', '7', '--at', '2026-11-02T00:00:00Z'];
  const run = await cli.run('audit', 'holders', 'pay/db', ...at);
  expect(cli.query.questions).toEqual([
    {
      namespace: 'pay',
      credential: 'db',
      version: 7,
      atMs: Date.parse('2026-11-02T00:00:00Z'),
      after: 0,
      limit: 0,
    },
  ]);
  expect(run.out.split('\n')[1]).toBe(
    'db-7   pay/db       7         2026-11-01T10:00:00Z   2026-11-03T10:00:00Z   replaced',
  );
  expect(run.exitCode).toBe(0);
  expect(cli.query.closed).toBe(true);
});

test('holders now name the invocation that has loaded it', async () => {
  const cli = new FakeCli();
  const loadedBy = [{ unit: 'db.service', invocationId: 'f00d' }];
  cli.query.intervals = { rows: [{ ...still, loadedBy }], continue: 41 };
  const { out } = await cli.run(
    'audit',
    'holders',
    'db',
    '-n',
    'pay',
    '--limit',
    '1',
    '-o',
    'json',
  );
  expect(JSON.parse(out)).toEqual({
    namespace: 'pay',
    credential: 'db',
    version: null,
    at: '2026-11-22T12:00:00Z',
    holders: [
      {
        host: 'db-7',
        hostUID: 'u1',
        namespace: 'pay',
        credential: 'db',
        credentialUID: 'c1',
        version: 7,
        since: '2026-11-01T10:00:00Z',
        until: null,
        endReason: '',
        loadedBy,
        id: 41,
      },
    ],
    continue: '41',
  });
  const next = await cli.run('audit', 'holders', 'pay/db', '--limit', '1', '--continue', '41');
  expect(cli.query.questions.at(-1)).toMatchObject({ after: 41, limit: 1 });
  expect(next.err).toContain('--continue 41');
});

test('history of a host, of a HostCredential, of both', async () => {
  const cli = new FakeCli();
  const asked = async (...words: readonly string[]) => {
    await cli.run('audit', 'history', ...words);
    return cli.query.questions.at(-1);
  };
  expect(await asked('db-7')).toMatchObject({ host: 'db-7', namespace: '', credential: '' });
  const both = { host: 'db-7', namespace: 'pay', credential: 'db', sinceMs: expect.any(Number) };
  expect(await asked('db-7', '--credential', 'pay/db', '--since', '7d')).toMatchObject(both);
  expect(await asked('--credential', 'pay/db')).toMatchObject({ host: '', credential: 'db' });
});

test('what is gone everywhere is exit 0, with the receipts', async () => {
  const cli = new FakeCli();
  cli.query.goneRows = [goneRow('a', 'Gone'), goneRow('b', 'Gone')];
  const run = await cli.run('audit', 'gone', 'pay/db', '--version', '7');
  expect(run.exitCode).toBe(0);
  expect(run.out).toContain('3 (signed), 9');
  expect(run.out.split('\n').at(-1)).toBe('Version 7 of pay/db is gone from all 2 hosts.');
});

test.for(['Held', 'Unknown', 'Replaced', 'Removed'] as const)(
  'one host where it is %s is exit 3, with what to run next',
  async (state) => {
    const cli = new FakeCli();
    cli.query.goneRows = [goneRow('a', state), goneRow('b', 'Gone')];
    const run = await cli.run('audit', 'gone', 'pay/db', '--version', '7');
    expect(run.exitCode).toBe(3);
    expect(run.out).toContain('is not gone from 1 of 2 hosts');
    expect(run.err).toBe('Next: credfleet explain a --credential pay/db');
    const json = await cli.run('audit', 'gone', 'pay/db', '--version', '7', '-o', 'json');
    expect(json.exitCode).toBe(3);
    expect(JSON.parse(json.out)).toMatchObject({ gone: false, hosts: [{ state }, {}] });
  },
);

test('as lines: one row each, and still the exit status', async () => {
  const cli = new FakeCli();
  cli.query.goneRows = [goneRow('a', 'Held'), goneRow('b', 'Gone')];
  const run = await cli.run('audit', 'gone', 'pay/db', '--version', '7', '-o', 'jsonl');
  expect(run.out.split('\n').map((line) => (JSON.parse(line) as GoneRow).host)).toEqual(['a', 'b']);
  expect(run.exitCode).toBe(3);
});

test.for([
  ['holders', 'pay/db', '--actor', 'alice'],
  ['holders', 'pay/db', '--host', 'a'],
  ['holders', 'pay/db', '--at', 'tomorrow'],
  ['holders', 'pay/db', '--continue', 'x'],
  ['history'],
  ['history', 'a', '--type', 'rollout'],
  ['gone', 'pay/db'],
  ['gone', 'pay/db', '--version', '7', '--since', '7d'],
])('a filter that the question does not have is refused: %j', async (words) => {
  const cli = new FakeCli();
  expect(await cli.run('audit', ...words)).toMatchObject({ exitCode: 2 });
  expect(cli.query.questions).toEqual([]);
});

test('the help of a question shows the filters of audit', async () => {
  const { out } = await new FakeCli().run('audit', 'holders', '--help');
  expect(out).toContain('--at');
  expect(out).toContain('--version');
});

describe('comma-separated values', () => {
  const stored: AuditEvent = {
    seq: 3,
    timeMs: Date.parse('2026-11-01T10:00:00Z'),
    type: 'host.version.healthFailed',
    outcome: 'failure',
    actor: { kind: 'host', id: 'db-7' },
    subject: { namespace: 'pay', hostCredential: 'db', version: 7, host: 'db-7' },
    detail: { message: 'exit 1, "no"\nat all', retries: 2 },
  };
  /** By column. */
  async function cells(events: readonly AuditEvent[]) {
    const cli = new FakeCli();
    cli.query.stored = events;
    const { out } = await cli.run('audit', '-o', 'csv');
    const parsed = parseCsv(out);
    if (!parsed.ok) throw new Error(parsed.problems.join());
    const [head, ...rows] = parsed.value.map(({ fields }) => fields);
    return rows.map((row) => Object.fromEntries(row.map((cell, at) => [head?.[at], cell])));
  }

  test('events: a column per member, lists and details as JSON, lines that end as RFC 4180 wants', async () => {
    expect(await cells([stored])).toEqual([
      {
        time: '2026-11-01T10:00:00.000Z',
        timeMs: String(stored.timeMs),
        seq: '3',
        type: 'host.version.healthFailed',
        outcome: 'failure',
        'actor.kind': 'host',
        'actor.id': 'db-7',
        'subject.namespace': 'pay',
        'subject.hostCredential': 'db',
        'subject.uid': '',
        'subject.version': '7',
        'subject.rollout': '',
        'subject.host': 'db-7',
        'subject.hostUID': '',
        detail: JSON.stringify(stored.detail),
        'receipt.alg': '',
        'receipt.keyID': '',
        'receipt.sig': '',
        'receipt.hostCounter': '',
        'receipt.bootID': '',
        'receipt.bodyDigest': '',
        prev: '',
      },
    ]);
    const cli = new FakeCli();
    cli.query.stored = [stored];
    await cli.run('audit', '-o', 'csv');
    expect(cli.lines.every((line) => line.endsWith('\r'))).toBe(true);
  });

  test.for(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
    'a name that a spreadsheet would run is text: %j',
    async (id) => {
      const cli = new FakeCli();
      cli.query.stored = [{ ...stored, actor: { kind: 'user', id } }];
      const { out } = await cli.run('audit', '-o', 'csv');
      expect(out).toContain(`'${id}`);
      expect(out).not.toMatch(/(?:^|,|")[=+\-@\t]/mu);
    },
  );

  test('intervals and what is gone', async () => {
    const cli = new FakeCli();
    cli.query.intervals = { rows: [row] };
    cli.query.goneRows = [goneRow('a', 'Held')];
    const held = await cli.run('audit', 'history', 'db-7', '-o', 'csv');
    expect(held.out.split('\r\n')).toEqual([
      'host,hostUID,namespace,credential,credentialUID,version,since,until,endReason,loadedBy,id',
      'db-7,u1,pay,db,c1,7,2026-11-01T10:00:00Z,2026-11-03T10:00:00Z,replaced,[],41\r',
    ]);
    const gone = await cli.run('audit', 'gone', 'pay/db', '--version', '7', '-o', 'csv');
    expect(gone.out.split('\r\n')[1]).toBe('a,a,c1,7,Held,2026-11-01T10:00:00Z,"[3,9]",[3]\r');
    expect(gone.exitCode).toBe(3);
  });
});
