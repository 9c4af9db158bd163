/**
 * `credfleet audit` and `explain`, and where they find the controller.
 * @module
 */
import { describe, expect, test } from 'vitest';
import type { AuditEvent } from '#src/audit/event.ts';
import { eventQueryOf } from '#src/cli/audit/event-query.ts';
import { requireQueryMaterial } from '#src/cli/kube/operator-certificate.ts';
import { queryTargetOf } from '#src/cli/kube/query-target.ts';
import { errorFromCall } from '#src/cli/query/query.node.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const event: AuditEvent = {
  seq: 12,
  timeMs: Date.parse('2026-11-22T11:59:00.123Z'),
  type: 'host.version.healthFailed',
  outcome: 'failure',
  actor: { kind: 'host', id: 'db-7' },
  subject: { namespace: 'pay', hostCredential: 'db', version: 8, host: 'db-7' },
  detail: { unit: 'db.service', message: 'exit status 1', contentDigest: 'ffff' },
};

describe('audit', () => {
  test('filters become the query', () => {
    const now = { namespace: 'ctx', nowMs: 1_000_000_000_000 };
    const filters = { credential: 'pay/db', version: '8', since: '1h', actor: 'alice', limit: '5' };
    expect(eventQueryOf(filters, now)).toEqual({
      namespace: 'pay',
      credential: 'db',
      version: 8,
      sinceMs: 999_996_400_000,
      actor: 'alice',
      limit: 5,
    });
    expect(eventQueryOf({ credential: 'db' }, now)).toEqual({ namespace: 'ctx', credential: 'db' });
  });

  test("the context's namespace alone hides nothing", () => {
    expect(eventQueryOf({}, { namespace: 'ctx', nowMs: 0 })).toEqual({});
    expect(eventQueryOf({ namespace: 'pay' }, { namespace: 'pay', nowMs: 0 })).toEqual({
      namespace: 'pay',
    });
  });

  test('prints a table with the message first and no digest', async () => {
    const cli = new FakeCli();
    cli.query.stored = [event];
    const run = await cli.run('audit');
    expect(run.out.split('\n')[1]).toBe(
      '2026-11-22T11:59:00.123Z   host.version.healthFailed   failure   host:db-7   pay/db       8         db-7   exit status 1 unit=db.service',
    );
    expect(cli.query.closed).toBe(true);
  });

  test('prints JSON with everything, as one document or as lines', async () => {
    const cli = new FakeCli();
    cli.query.stored = [event, { ...event, seq: 13 }];
    const whole = JSON.parse((await cli.run('audit', '-o', 'json')).out) as { events: object[] };
    expect(whole.events[0]).toEqual({ time: '2026-11-22T11:59:00.123Z', ...event });
    const lines = (await cli.run('audit', '--follow', '-o', 'jsonl')).out.split('\n');
    expect(lines.map((line) => (JSON.parse(line) as AuditEvent).seq)).toEqual([12, 13]);
    expect(cli.query.asked.at(-1)).toMatchObject({ follow: true });
  });

  test('without events says so and is no error', async () => {
    expect(await new FakeCli().run('audit')).toEqual({
      exitCode: 0,
      out: '',
      err: 'No events match.',
    });
  });
});

describe('explain', () => {
  test('prints the verdict, the root cause first and what to run next', async () => {
    const cli = new FakeCli();
    cli.query.reply = {
      verdict: 'db-7 runs version 7, not 8.',
      causes: ['db.service: exit status 1', 'the old version was put back'],
      next: ['journalctl -u db.service'],
    };
    const run = await cli.run('explain', 'db-7', '--credential', 'pay/db');
    expect(run.out).toBe(
      [
        'db-7 runs version 7, not 8.',
        '',
        'Cause:',
        '  db.service: exit status 1',
        '  the old version was put back',
        '',
        'Next:',
        '  journalctl -u db.service',
      ].join('\n'),
    );
    expect(cli.query.explained).toEqual([{ namespace: 'pay', credential: 'db', host: 'db-7' }]);
  });

  test('takes the namespace of -n for a bare name', async () => {
    const cli = new FakeCli();
    const run = await cli.run('explain', 'db-7', '-n', 'pay', '--credential', 'db', '-o', 'json');
    expect(JSON.parse(run.out)).toMatchObject({ host: 'db-7', namespace: 'pay', credential: 'db' });
  });
});

describe('where queries go', () => {
  const caPem = '-----BEGIN CERTIFICATE-----\n';
  const extension = {
    queryAddress: 'c.example:7444',
    caData: Buffer.from(caPem).toString('base64'),
  };
  const kubeconfig = (extensions: unknown) => ({
    clusters: [{ name: 'other' }, { name: 'fleet', cluster: { server: 'https://x', extensions } }],
  });

  test('is what the extension of the current cluster says', () => {
    const config = kubeconfig([{ name: 'credfleet.dev/controller', extension }]);
    expect(queryTargetOf(config, 'fleet')).toEqual({ address: 'c.example:7444', ca: caPem });
    expect(queryTargetOf(config, 'other')).toBeUndefined();
  });

  test.for([
    [undefined],
    [[]],
    ['text'],
    [[{ name: 'other', extension }]],
    [[{ name: 'credfleet.dev/controller' }]],
    [[{ name: 'credfleet.dev/controller', extension: { queryAddress: 1 } }]],
  ] as const)('is unknown with the extensions %j', ([extensions]) => {
    expect(queryTargetOf(kubeconfig(extensions), 'fleet')).toBeUndefined();
  });

  const complete = {
    context: 'fleet',
    address: 'c.example:7444',
    caPem: 'ca',
    certificatePem: 'crt',
    keyPem: 'key',
  };
  test.for([
    ['address', 'CONFIG_INVALID', '--controller HOST:PORT'],
    ['caPem', 'CONFIG_INVALID', 'no certificate authority'],
    ['certificatePem', 'CONFIG_INVALID', 'no client certificate'],
    ['keyPem', 'CONFIG_INVALID', 'no client certificate'],
  ] as const)('without %s is refused with %s', ([missing, code, text]) => {
    const material = { ...complete, [missing]: undefined };
    const call = () => requireQueryMaterial(material);
    expect(call).toThrow(expect.objectContaining({ code }));
    expect(call).toThrow(text);
  });

  test('with an address that has no port is a usage error', () => {
    const call = () => requireQueryMaterial({ ...complete, address: 'c.example' });
    expect(call).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});

test.for([
  [
    { code: 14, details: 'No connection established. Last error: connect ECONNREFUSED' },
    'CONTROLLER_UNREACHABLE',
  ],
  [{ code: 14, details: 'self-signed certificate in certificate chain' }, 'CONTROLLER_UNTRUSTED'],
  [{ code: 7, details: 'a host may not query' }, 'API_FORBIDDEN'],
  [{ code: 16, details: 'no client certificate' }, 'API_FORBIDDEN'],
  [{ code: 5, details: 'no host db-7' }, 'OBJECT_NOT_FOUND'],
  [{ code: 13, details: 'STORE_FAILED: the disk is full' }, 'STORE_FAILED'],
  [{ code: 13, details: 'Error deserializing request' }, 'MESSAGE_INVALID'],
  [{ code: 13, details: 'Response message parsing error: it is cut off' }, 'MESSAGE_INVALID'],
  [{ code: 7, details: 'HOST_NOT_ADMITTED: not for this certificate' }, 'HOST_NOT_ADMITTED'],
] as const)('the answer %j is %s and names the controller', ([reason, code]) => {
  const error = errorFromCall(reason, 'c.example:7444');
  expect(error.code).toBe(code);
  expect(error.message).toContain('controller at c.example:7444');
  expect(error.message).toContain(reason.details.split(': ').at(-1));
});
