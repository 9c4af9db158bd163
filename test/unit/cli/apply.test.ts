/**
 * `credfleet apply`: what is created, what is patched, and what never leaks.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { parseManifests } from '#src/cli/apply/parse-manifests.ts';
import { decidePatch, LAST_APPLIED, normaliseSecret } from '#src/cli/apply/three-way.ts';
import { errorFromAnswer } from '#src/cli/api/status-error.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const PATH = '/apis/credfleet.dev/v1alpha1/namespaces/pay/hostcredentials';
const SECRETS = '/api/v1/namespaces/pay/secrets';
const manifest = `
apiVersion: credfleet.dev/v1alpha1
kind: HostCredential
metadata: {name: db, namespace: pay}
spec: {delivery: {type: Service}, revisionHistoryLimit: 3}
`;
const secret = `
apiVersion: v1
kind: Secret
metadata: {name: s, namespace: pay}
stringData: {password: swordfish}
`;

describe('three-way merge', () => {
  const cases = [
    {
      given: 'equal',
      lastApplied: { a: 1 },
      wanted: { a: 1 },
      live: { a: 1, b: 2 },
      patch: undefined,
    },
    {
      given: 'a changed value',
      lastApplied: {},
      wanted: { a: 2 },
      live: { a: 1 },
      patch: { a: 2 },
    },
    {
      given: 'a field that the last apply set and this one leaves out',
      lastApplied: { a: 1, b: { c: 1, d: 2 } },
      wanted: { b: { d: 2 } },
      live: { a: 1, b: { c: 1, d: 2 } },
      patch: { a: null, b: { c: null } },
    },
    {
      given: 'a field that somebody else set',
      lastApplied: { a: 1 },
      wanted: { a: 1 },
      live: { a: 1, other: 1 },
      patch: undefined,
    },
    {
      given: 'a removed field that is gone already',
      lastApplied: { a: 1 },
      wanted: {},
      live: {},
      patch: undefined,
    },
    {
      given: 'a changed list, replaced whole',
      lastApplied: undefined,
      wanted: { a: [1, 2] },
      live: { a: [1] },
      patch: { a: [1, 2] },
    },
    {
      given: 'an object where a text was',
      lastApplied: undefined,
      wanted: { a: { b: 1 } },
      live: { a: 'x' },
      patch: { a: { b: 1 } },
    },
  ];
  test.for(cases)('$given', ({ lastApplied, wanted, live, patch }) => {
    expect(decidePatch({ lastApplied, wanted, live })).toEqual(patch);
  });
});

describe('a manifest file', () => {
  test('may hold several documents, empty ones and a List', () => {
    const list =
      '{kind: List, apiVersion: v1, items: [{apiVersion: v1, kind: Namespace, metadata: {name: x}}]}';
    const parsed = parseManifests(`---\n${manifest}---\n---\n${list}\n`, 'f.yaml');
    expect(parsed).toMatchObject({ ok: true, value: [{ name: 'db' }, { name: 'x' }] });
  });

  test.for([
    ['', 'f.yaml: holds no object'],
    ['kind: X', 'f.yaml, document 1: apiVersion is missing'],
    ['{apiVersion: v1, kind: Secret}', 'f.yaml, document 1: Secret: metadata.name is missing'],
    ['- 1', 'f.yaml, document 1: is not an object with apiVersion, kind and metadata'],
    [`${manifest}\n---\nkind: Y`, 'f.yaml, document 2: apiVersion is missing'],
  ] as const)('%j is refused', ([text, problem]) => {
    expect(parseManifests(text, 'f.yaml')).toEqual({ ok: false, problems: [problem] });
  });

  test('with a key twice is refused, not half read', () => {
    expect(parseManifests('apiVersion: v1\nkind: A\nkind: B\n', 'f')).toMatchObject({ ok: false });
  });

  test('with an alias bomb is refused', () => {
    const bomb = ['a0: &a0 [x,x,x,x,x,x,x,x,x]'];
    for (let level = 1; level < 9; level += 1) {
      const aliases = Array.from({ length: 9 }, () => `*a${level - 1}`).join(',');
      bomb.push(`a${level}: &a${level} [${aliases}]`);
    }
    expect(parseManifests(bomb.join('\n'), 'f')).toMatchObject({ ok: false });
  });
});

describe('apply', () => {
  test('creates what is not there, strictly, with a record for the next apply', async () => {
    const cli = new FakeCli();
    cli.files.set('f.yaml', manifest);
    cli.api.on(`POST ${PATH}`, {});
    const run = await cli.run('apply', '-f', 'f.yaml');
    expect(run).toEqual({
      exitCode: 0,
      out: 'hostcredential.credfleet.dev/db created',
      err: '',
    });
    const [post] = cli.api.writes;
    expect(post?.query).toMatchObject({ fieldValidation: 'Strict' });
    expect(JSON.stringify(post?.body)).toContain(LAST_APPLIED);
  });

  test('patches only what differs', async () => {
    const cli = new FakeCli();
    cli.files.set('f.yaml', manifest);
    const live = {
      metadata: { name: 'db', namespace: 'pay', resourceVersion: '1' },
      spec: { delivery: { type: 'Service', dropIn: 'Managed' }, revisionHistoryLimit: 5 },
    };
    cli.api.on(`GET ${PATH}/db`, live);
    cli.api.on(`PATCH ${PATH}/db`, { metadata: { resourceVersion: '2' } });
    expect(await cli.run('apply', '-f', 'f.yaml')).toMatchObject({
      out: 'hostcredential.credfleet.dev/db configured',
    });
    expect(cli.api.writes[0]).toMatchObject({
      contentType: 'application/merge-patch+json',
      body: { spec: { revisionHistoryLimit: 3 } },
    });
  });

  test('says unchanged when the patch changed nothing on the server', async () => {
    const cli = new FakeCli();
    cli.files.set('f.yaml', manifest);
    const live = { metadata: { resourceVersion: '1' }, spec: {} };
    cli.api.on(`GET ${PATH}/db`, live).on(`PATCH ${PATH}/db`, live);
    expect(await cli.run('apply', '-f', 'f.yaml', '-o', 'json')).toMatchObject({
      out: JSON.stringify(
        {
          applied: [
            { object: 'hostcredential.credfleet.dev/db', namespace: 'pay', result: 'unchanged' },
          ],
        },
        null,
        2,
      ),
    });
  });

  test('a mistake in the last document sends nothing at all', async () => {
    const cli = new FakeCli();
    cli.files.set('f.yaml', `${manifest}---\nkind: Oops`);
    const run = await cli.run('apply', '-f', 'f.yaml');
    expect(run.exitCode).toBe(1);
    expect(run.err).toContain('document 2: apiVersion is missing');
    expect(cli.api.requests).toEqual([]);
  });

  test('a namespace other than -n is refused', async () => {
    const cli = new FakeCli();
    cli.files.set('f.yaml', manifest);
    const run = await cli.run('apply', '-n', 'other', '-f', 'f.yaml');
    expect(run).toMatchObject({ exitCode: 2 });
    expect(run.err).toContain("its namespace 'pay' is not 'other'");
  });

  test('a kind that the server does not serve is refused by name', async () => {
    const cli = new FakeCli();
    cli.files.set('f.yaml', '{apiVersion: x.example/v1, kind: Thing, metadata: {name: t}}');
    expect((await cli.run('apply', '-f', 'f.yaml')).err).toContain('no kind Thing in x.example/v1');
  });

  test('a kind that only the server knows is found by discovery', async () => {
    const cli = new FakeCli();
    cli.files.set('f.yaml', '{apiVersion: v1, kind: ConfigMap, metadata: {name: t}}');
    const resources = [
      { name: 'configmaps/status', kind: 'ConfigMap', namespaced: true },
      { name: 'configmaps', singularName: 'configmap', kind: 'ConfigMap', namespaced: true },
    ];
    cli.api.on('GET /api/v1', { resources }).on('POST /api/v1/namespaces/default/configmaps', {});
    expect((await cli.run('apply', '-f', 'f.yaml')).out).toBe('configmap/t created');
  });
});

describe('a Secret', () => {
  test('is compared by its encoded data and keeps no record in clear', async () => {
    const cli = new FakeCli();
    cli.files.set('s.yaml', secret);
    cli.api.on(`POST ${SECRETS}`, {});
    await cli.run('apply', '-f', 's.yaml');
    const body = JSON.stringify(cli.api.writes[0]?.body);
    expect(body).toContain(Buffer.from('swordfish').toString('base64'));
    expect(body).not.toContain('swordfish');
    expect(body).not.toContain(LAST_APPLIED);
  });

  test('that lost a key loses it on the server too', async () => {
    const cli = new FakeCli();
    cli.files.set('s.yaml', secret);
    const data = { password: Buffer.from('swordfish').toString('base64'), old: 'eA==' };
    const live = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', namespace: 'pay' },
      data,
    };
    cli.api.on(`GET ${SECRETS}/s`, live).on(`PATCH ${SECRETS}/s`, {});
    await cli.run('apply', '-f', 's.yaml');
    expect(cli.api.writes[0]?.body).toEqual({ data: { old: null } });
  });

  test('with stringData and data has both, stringData first', () => {
    expect(normaliseSecret({ data: { a: 'eA==', b: 'eA==' }, stringData: { a: 'y' } })).toEqual({
      data: { a: 'eQ==', b: 'eA==' },
    });
  });

  test('that the server cannot decode is not repeated in the error', () => {
    const echo = JSON.stringify(
      JSON.stringify({ kind: 'Secret', data: { p: 'c3dvcmRmaXNoCg==' } }),
    );
    const long = `${echo.slice(0, -1)}${'x'.repeat(100)}"`;
    const bodies = [
      `"" is invalid: patch: Invalid value: ${long}: strict decoding error: unknown field "dat"`,
      `Secret "s" is invalid: data: Invalid value: ${long}: must be smaller`,
    ];
    for (const message of bodies) {
      const details = { causes: [{ field: 'patch', message }] };
      const error = errorFromAnswer({
        httpStatus: 422,
        body: { message, details },
        asked: 'PATCH /x',
      });
      expect(error.message).not.toContain('c3dvcmRmaXNoCg==');
      expect(error.message).toMatch(/unknown field|must be smaller/u);
    }
  });
});

test('every cause that the server names is told once', () => {
  const error = errorFromAnswer({
    httpStatus: 422,
    asked: 'POST /x',
    body: {
      message: 'x is invalid: spec.a: Required value',
      reason: 'Invalid',
      details: {
        causes: [
          { field: 'spec.a', message: 'Required value' },
          { field: 'spec.b', message: 'must be 1' },
        ],
      },
    },
  });
  expect(error.message).toBe('x is invalid: spec.a: Required value (POST /x)\n  spec.b: must be 1');
  expect(error.code).toBe('OBJECT_INVALID');
});

test.for([
  [401, '', 'API_FORBIDDEN'],
  [403, 'Forbidden', 'API_FORBIDDEN'],
  [404, 'NotFound', 'OBJECT_NOT_FOUND'],
  [409, 'AlreadyExists', 'OBJECT_EXISTS'],
  [409, 'Conflict', 'OBJECT_CONFLICT'],
  [400, 'BadRequest', 'OBJECT_INVALID'],
  [429, 'TooManyRequests', 'API_UNAVAILABLE'],
  [503, '', 'API_UNAVAILABLE'],
] as const)('HTTP %i %s is %s', ([httpStatus, reason, code]) => {
  expect(errorFromAnswer({ httpStatus, body: { reason }, asked: 'GET /x' }).code).toBe(code);
});
