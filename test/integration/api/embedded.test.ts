/**
 * What only the embedded API promises: who gets in and who may do what, Secrets that nobody reads from disk
 * or errors, restarts, and namespaces that wait for their contents.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';
import { credential, GROUP, host, namespace, secret } from './manifests.ts';
import { RawApi } from './raw-api.ts';
import { type EmbeddedTarget, readConfig, startEmbedded } from './targets.ts';

const CANARY = 'canary-93f1c7d2-password';
const SECRETS = '/api/v1/namespaces/payments/secrets';
const CREDENTIALS = `${GROUP}/namespaces/payments/hostcredentials`;
const MERGE = { contentType: 'application/merge-patch+json' };

let target: EmbeddedTarget;
let admin: RawApi;
const opened: RawApi[] = [];

beforeAll(async () => {
  target = await startEmbedded();
  admin = target.api;
  await admin.call('POST', '/api/v1/namespaces', { body: namespace('payments') });
});
afterAll(async () => {
  for (const api of opened) api.close();
  await target.close();
});

function as(user: string, ...groups: readonly string[]): RawApi {
  const api = new RawApi(readConfig(target.kubeconfigOf(user, groups)));
  opened.push(api);
  return api;
}

describe('who gets in', () => {
  async function status(
    path: string,
    tls: object = {},
    headers: Record<string, string> = {},
  ): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const ca = Buffer.from(
      readConfig(target.kubeconfig).getCurrentCluster()?.caData ?? '',
      'base64',
    );
    const outgoing = request(
      { host: '127.0.0.1', port: target.server.port, path, ca, headers, ...tls, agent: false },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    outgoing.once('error', reject);
    outgoing.end();
    return await promise;
  }

  test('nobody without a certificate, except to ask for health', async () => {
    expect(await status(`${GROUP}/hosts`)).toBe(401);
    expect(await status('/version')).toBe(401);
    expect(await status('/api')).toBe(401);
    expect(await status('/healthz')).toBe(200);
  });

  test('nobody with a certificate of another CA, whatever groups it names', async () => {
    const stranger = issuerOf(await keyringOf());
    const { keyPem, certificatePem } = stranger.issueClientCertificate({
      user: 'admin',
      groups: ['system:masters'],
    });
    expect(await status(`${GROUP}/hosts`, { key: keyPem, cert: certificatePem })).toBe(401);
  });

  test('nobody with a token when no tokens were configured', async () => {
    expect(await status(`${GROUP}/hosts`, {}, { authorization: 'Bearer x' })).toBe(401);
  });

  test('a user without groups may read what exists and nothing of it', async () => {
    const nobody = as('nobody');
    expect((await nobody.call('GET', '/apis')).code).toBe(200);
    const reply = await nobody.call('GET', CREDENTIALS);
    expect(reply.code).toBe(403);
    expect(reply.json().message).toBe(
      'hostcredentials.credfleet.dev is forbidden: User "nobody" cannot list resource "hostcredentials" in API group "credfleet.dev" in the namespace "payments"',
    );
  });
});

describe('an author', () => {
  test('writes Secrets and HostCredentials and cannot read a Secret back', async () => {
    const author = as('ann', 'credfleet:authors');
    const body = secret('by-ann', { stringData: { a: 'b' } });
    expect((await author.call('POST', SECRETS, { body })).code).toBe(201);
    expect((await author.call('POST', CREDENTIALS, { body: credential('by-ann') })).code).toBe(201);
    for (const path of [`${SECRETS}/by-ann`, SECRETS, `${SECRETS}?watch=true`, '/api/v1/secrets']) {
      expect((await author.call('GET', path)).code).toBe(403);
    }
    const patch = await author.call('PATCH', `${SECRETS}/by-ann`, { ...MERGE, body: {} });
    expect(patch.code).toBe(403);
    expect((await author.call('DELETE', SECRETS)).code).toBe(403);
    expect((await author.call('DELETE', `${SECRETS}/by-ann`)).text).not.toContain('Yg==');
  });

  test('of one namespace is a stranger in another', async () => {
    const author = as('bob', 'credfleet:authors:payments');
    expect((await author.call('GET', CREDENTIALS)).code).toBe(200);
    const other = `${GROUP}/namespaces/default/hostcredentials`;
    expect((await author.call('GET', other)).code).toBe(403);
  });

  test('neither operates rollouts nor admits hosts', async () => {
    const author = as('ann', 'credfleet:authors');
    const rollouts = `${GROUP}/namespaces/payments/credentialrollouts`;
    expect((await author.call('PATCH', `${rollouts}/r`, { ...MERGE, body: {} })).code).toBe(403);
    expect((await author.call('POST', `${GROUP}/hosts`, { body: host('x') })).code).toBe(403);
  });
});

test('nobody but masters deletes or fills the system namespace', async () => {
  const everything = as(
    'eve',
    ...['viewers', 'authors', 'operators', 'security'].map((role) => `credfleet:${role}`),
  );
  const system = '/api/v1/namespaces/credfleet-system';
  expect((await everything.call('DELETE', system)).code).toBe(403);
  expect((await everything.call('POST', `${system}/secrets`, { body: secret('s') })).code).toBe(
    403,
  );
  expect((await admin.call('DELETE', system)).code).toBe(403);
});

describe('a Secret', () => {
  const body = secret('canary', {
    metadata: {
      name: 'canary',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': CANARY },
    },
    stringData: { password: CANARY },
  });
  const forms = [
    CANARY,
    Buffer.from(CANARY).toString('base64'),
    Buffer.from(CANARY).toString('hex'),
  ];

  test('stands in no file of the server, while it runs, after changes and after it stopped', async () => {
    const onDisk = (): Buffer => {
      const names = readdirSync(target.directory).filter((name) => name.startsWith('objects.db'));
      return Buffer.concat(names.map((name) => readFileSync(join(target.directory, name))));
    };
    const check = (): void => {
      const bytes = onDisk();
      expect(bytes.includes('canary')).toBe(true);
      expect(forms.filter((form) => bytes.includes(form))).toEqual([]);
    };
    expect((await admin.call('POST', SECRETS, { body })).code).toBe(201);
    check();
    const changed = { stringData: { more: `${CANARY}-2` } };
    await admin.call('PATCH', `${SECRETS}/canary`, { ...MERGE, body: changed });
    check();
    await target.restart();
    check();
    const read = await admin.call('GET', `${SECRETS}/canary`);
    expect(read.json()['data']).toMatchObject({ password: forms[1] });
  });

  test.for([
    { given: 'a value that is not base64', body: secret('x', { data: { a: `!${CANARY}!` } }) },
    { given: 'a value of the wrong type', body: secret('x', { data: { a: { b: CANARY } } }) },
    { given: 'another kind', body: { ...secret('x', { stringData: { a: CANARY } }), kind: 'Foo' } },
    { given: 'an unknown field', body: secret('x', { stringData: { a: CANARY }, extra: CANARY }) },
    { given: 'broken JSON', body: `{"stringData":{"a":"${CANARY}"` },
    { given: 'a bad name', body: secret('Bad_Name', { stringData: { a: CANARY } }) },
    { given: 'a bad key', body: secret('x', { stringData: { 'a b': CANARY } }) },
    {
      given: 'missing keys of its type',
      body: secret('x', { type: 'kubernetes.io/tls', stringData: { a: CANARY } }),
    },
  ])('with $given is refused without a word of its value', async ({ body: bad }) => {
    const reply = await admin.call('POST', `${SECRETS}?fieldValidation=Strict`, { body: bad });
    expect(reply.code).toBeGreaterThanOrEqual(400);
    expect(reply.code).toBeLessThan(500);
    expect(forms.filter((form) => reply.text.includes(form))).toEqual([]);
  });

  test('over one mebibyte is refused', async () => {
    const large = secret('large', { stringData: { a: 'x'.repeat(1_048_577) } });
    const reply = await admin.call('POST', SECRETS, { body: large });
    expect(reply.code).toBe(422);
    expect(reply.json().message).toContain('Too long: may not be more than 1048576 bytes');
  });

  test('that is immutable stays as it is, until it is deleted', async () => {
    await admin.call('POST', SECRETS, {
      body: secret('fixed', { immutable: true, stringData: { a: '1' } }),
    });
    const change = async (patch: unknown) =>
      (await admin.call('PATCH', `${SECRETS}/fixed`, { ...MERGE, body: patch })).code;
    expect(await change({ stringData: { a: '2' } })).toBe(422);
    expect(await change({ immutable: false })).toBe(422);
    expect(await change({ metadata: { labels: { a: 'b' } } })).toBe(200);
    expect((await admin.call('DELETE', `${SECRETS}/fixed`)).code).toBe(200);
  });

  test('cannot change its type', async () => {
    await admin.call('POST', SECRETS, { body: secret('typed', { stringData: { a: '1' } }) });
    const reply = await admin.call('PATCH', `${SECRETS}/typed`, {
      ...MERGE,
      body: { type: 'other' },
    });
    expect(reply.code).toBe(422);
  });
});

describe('bodies', () => {
  test('over three mebibytes are refused before they are read', async () => {
    const reply = await admin.call('POST', SECRETS, {
      body: `{"a":"${'x'.repeat(3 * 1024 * 1024)}"}`,
    });
    expect(reply.code).toBe(413);
  });

  test('nested deeper than any manifest are refused with a reason', async () => {
    const deep = `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"},"data":${'['.repeat(100_000)}`;
    for (const contentType of ['application/json', 'application/yaml']) {
      const reply = await admin.call('POST', SECRETS, { body: deep, contentType });
      expect(reply.code).toBe(400);
    }
    const braces = secret('braces', { stringData: { a: '{['.repeat(1000) } });
    expect((await admin.call('POST', SECRETS, { body: braces })).code).toBe(201);
  });

  test('with a YAML alias bomb are refused', async () => {
    const bomb = 'a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n';
    const reply = await admin.call('POST', SECRETS, {
      body: bomb,
      contentType: 'application/yaml',
    });
    expect(reply.code).toBe(400);
  });

  test('with strategic directives are refused, not stored as data', async () => {
    await admin.call('POST', SECRETS, { body: secret('directive', { stringData: { a: '1' } }) });
    const reply = await admin.call('PATCH', `${SECRETS}/directive`, {
      body: { data: { $patch: 'replace' } },
      contentType: 'application/strategic-merge-patch+json',
    });
    expect(reply.code).toBe(400);
    expect(reply.json().message).toContain('$patch');
  });

  test('of server-side apply are 415', async () => {
    const path = `${CREDENTIALS}/db?fieldManager=x`;
    const reply = await admin.call('PATCH', path, {
      body: credential('db'),
      contentType: 'application/apply-patch+yaml',
    });
    expect(reply.code).toBe(415);
  });
});

describe('a watch', () => {
  test('from a revision before a restart is told to list again', async () => {
    await admin.call('POST', `${GROUP}/hosts`, { body: host('before') });
    const { metadata } = (await admin.call('GET', `${GROUP}/hosts`)).json();
    await admin.call('POST', `${GROUP}/hosts`, { body: host('later') });
    await target.restart();
    const watch = await admin.watch(
      `${GROUP}/hosts?watch=true&resourceVersion=${metadata.resourceVersion}`,
    );
    expect(await watch.next()).toMatchObject({
      type: 'ERROR',
      object: { code: 410, reason: 'Expired' },
    });
    expect(await watch.next()).toBeUndefined();
  });

  test('from the present survives a restart in between without a new list', async () => {
    const { metadata } = (await admin.call('GET', `${GROUP}/hosts`)).json();
    await target.restart();
    const watch = await admin.watch(
      `${GROUP}/hosts?watch=true&resourceVersion=${metadata.resourceVersion}`,
    );
    await admin.call('POST', `${GROUP}/hosts`, { body: host('after-restart') });
    expect(await watch.names(1)).toEqual(['ADDED after-restart']);
    watch.close();
  });

  test('ends when the server stops', async () => {
    const watch = await admin.watch(`${GROUP}/rolloutpolicies?watch=true`);
    await target.restart();
    expect(await watch.next().catch(() => undefined)).toBeUndefined();
  });
});

describe('a namespace', () => {
  test('takes what is in it along', async () => {
    await admin.call('POST', '/api/v1/namespaces', { body: namespace('gone') });
    const inside = '/api/v1/namespaces/gone';
    await admin.call('POST', `${inside}/secrets`, { body: secret('s') });
    await admin.call('POST', `${GROUP}/namespaces/gone/hostcredentials`, {
      body: credential('db'),
    });
    expect((await admin.call('DELETE', inside)).code).toBe(200);
    for (const path of [
      inside,
      `${inside}/secrets/s`,
      `${GROUP}/namespaces/gone/hostcredentials/db`,
    ]) {
      expect((await admin.call('GET', path)).code).toBe(404);
    }
  });

  test('waits for an object whose hosts must be cleaned up first, and takes nothing new', async () => {
    const inside = `${GROUP}/namespaces/held/hostcredentials`;
    await admin.call('POST', '/api/v1/namespaces', { body: namespace('held') });
    const body = credential('db', {}, { finalizers: ['credfleet.dev/remove-from-hosts'] });
    await admin.call('POST', inside, { body });
    await admin.call('DELETE', '/api/v1/namespaces/held');

    const terminating = (await admin.call('GET', '/api/v1/namespaces/held')).json();
    expect(terminating['status']).toEqual({ phase: 'Terminating' });
    const late = await admin.call('POST', inside, { body: credential('late') });
    expect(late.code).toBe(403);
    expect(late.json().message).toContain('because it is being terminated');

    await admin.call('PATCH', `${inside}/db`, {
      ...MERGE,
      body: { metadata: { finalizers: null } },
    });
    expect((await admin.call('GET', '/api/v1/namespaces/held')).code).toBe(404);
  });
});
