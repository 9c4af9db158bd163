/**
 * One suite over plain HTTPS for both servers: what the real API server answers, the embedded one answers.
 * @module
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { credential, GROUP, host, namespace, secret } from './manifests.ts';
import type { Json, RawOptions, RawReply } from './raw-api.ts';
import { type Target, targets, uniqueName } from './targets.ts';

const MERGE = { contentType: 'application/merge-patch+json' };

describe.each(targets)('$name', ({ start }) => {
  let target: Target;
  let space: string;
  let credentials: string;

  beforeAll(async () => {
    target = await start();
  });
  afterAll(async () => {
    await target.close();
  });
  beforeEach(async () => {
    space = uniqueName('t');
    credentials = `${GROUP}/namespaces/${space}/hostcredentials`;
    await call('POST', '/api/v1/namespaces', { body: namespace(space) });
  });

  async function call(method: string, path: string, options?: RawOptions): Promise<RawReply> {
    return await target.api.call(method, path, options);
  }
  async function made(body: unknown, path = credentials): Promise<Json> {
    const reply = await call('POST', path, { body });
    if (reply.code !== 201) throw new Error(reply.text);
    return reply.json();
  }
  async function patched(path: string, body: unknown): Promise<RawReply> {
    return await call('PATCH', path, { ...MERGE, body });
  }

  describe('create', () => {
    test('fills in defaults and what the server owns', async () => {
      const object = await made(
        credential('db', {}, { uid: 'mine', generation: 9, labels: { a: 'b' } }),
      );
      expect(object.metadata).toMatchObject({ name: 'db', namespace: space, generation: 1 });
      expect(object.metadata.uid).toMatch(/^[0-9a-f]{8}-/u);
      expect(object.spec).toMatchObject({
        delivery: { type: 'Service', store: 'Persistent', dropIn: 'Managed' },
        deletionPolicy: 'Retain',
        revisionHistoryLimit: 3,
      });
    });

    test('drops a status: it is not the author who says what is', async () => {
      const object = await made({ ...credential('db'), status: { stableVersion: 'v1' } });
      expect(object['status']).toBeUndefined();
    });

    test('a name that exists is 409', async () => {
      await made(credential('db'));
      const reply = await call('POST', credentials, { body: credential('db') });
      expect(reply.code).toBe(409);
      expect(reply.json()).toMatchObject({
        reason: 'AlreadyExists',
        message: 'hostcredentials.credfleet.dev "db" already exists',
      });
    });

    test('a namespace that does not exist is 404 and named', async () => {
      const path = `${GROUP}/namespaces/nowhere/hostcredentials`;
      const reply = await call('POST', path, { body: credential('db') });
      expect(reply.code).toBe(404);
      expect(reply.json().message).toBe('namespaces "nowhere" not found');
    });

    test('another namespace in the body than in the URL is 400', async () => {
      const body = credential('db', {}, { namespace: 'other' });
      expect((await call('POST', credentials, { body })).code).toBe(400);
    });

    test('generateName adds a suffix', async () => {
      const object = await made(credential(undefined, {}, { generateName: 'db-' }));
      expect(object.metadata.name).toMatch(/^db-[a-z0-9]{5}$/u);
    });

    test('dryRun answers as if and stores nothing', async () => {
      const reply = await call('POST', `${credentials}?dryRun=All`, { body: credential('db') });
      expect(reply.code).toBe(201);
      expect((await call('GET', `${credentials}/db`)).code).toBe(404);
    });

    test('YAML is read like JSON', async () => {
      const body = `apiVersion: credfleet.dev/v1alpha1
kind: HostCredential
metadata: {name: db}
spec:
  items: [{name: db, source: {secretKeyRef: {name: s, key: k}}}]
  targets: {hostNames: [metal-01]}
  delivery: {type: Service}
`;
      const reply = await call('POST', credentials, { body, contentType: 'application/yaml' });
      expect(reply.code).toBe(201);
    });
  });

  describe('what is wrong with a manifest', () => {
    type Cause = { readonly field: string; readonly message: string };
    const causesOf = (reply: RawReply): readonly string[] => {
      const details = reply.json()['details'] as { readonly causes: readonly Cause[] };
      return details.causes.map(({ field, message }) => `${field}: ${message}`);
    };
    const refusedFor = async (spec: Readonly<Record<string, unknown>>) => {
      const reply = await call('POST', credentials, { body: credential('db', spec) });
      expect(reply.code).toBe(422);
      expect(reply.json().message).toContain('HostCredential.credfleet.dev "db" is invalid');
      return causesOf(reply);
    };

    test('an unknown field is 400 in strict mode, with its path', async () => {
      const body = credential('db', {
        foo: 1,
        items: [{ ...credential('x').spec.items[0], bar: 2 }],
      });
      const reply = await call('POST', `${credentials}?fieldValidation=Strict`, { body });
      expect(reply.code).toBe(400);
      expect(reply.json().message).toBe(
        'HostCredential in version "v1alpha1" cannot be handled as a HostCredential: strict decoding error: unknown field "spec.foo", unknown field "spec.items[0].bar"',
      );
    });

    test('an unknown field is a warning otherwise, and dropped', async () => {
      const reply = await call('POST', credentials, { body: credential('db', { foo: 1 }) });
      expect(reply.code).toBe(201);
      expect(reply.headers['warning']).toBe('299 - "unknown field \\"spec.foo\\""');
      expect(reply.json().spec['foo']).toBeUndefined();
    });

    test('and nothing at all when fields are to be ignored', async () => {
      const body = credential('db', { foo: 1 });
      const reply = await call('POST', `${credentials}?fieldValidation=Ignore`, { body });
      expect(reply.code).toBe(201);
      expect(reply.headers['warning']).toBeUndefined();
    });

    test('a wrong type is 422 with the field', async () => {
      expect(await refusedFor({ health: { deadlineSeconds: '12' } })).toContain(
        'spec.health.deadlineSeconds: Invalid value: "string": spec.health.deadlineSeconds in body must be of type integer: "string"',
      );
    });

    test('a missing spec is 422', async () => {
      const { spec: _spec, ...body } = credential('db');
      const reply = await call('POST', credentials, { body });
      expect(reply.code).toBe(422);
      expect(causesOf(reply)).toContain('spec: Required value');
    });

    test.for([
      {
        given: 'a delivery type that does not exist',
        spec: { delivery: { type: 'Magic' } },
        cause:
          'spec.delivery.type: Unsupported value: "Magic": supported values: "Service", "Socket", "Machine", "Boot", "User"',
      },
      {
        given: 'a credential name that systemd would refuse',
        spec: { items: [{ name: '../x', source: { secretKeyRef: { name: 's', key: 'k' } } }] },
        cause: `spec.items[0].name: Invalid value: "../x": spec.items[0].name in body should match '^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$'`,
      },
      {
        given: 'the same PCR twice',
        spec: { sealing: { tpm2PCRs: [7, 7] } },
        cause: 'spec.sealing.tpm2PCRs[1]: Duplicate value: 7',
      },
      {
        given: 'the same unit twice',
        spec: { activation: { units: [{ name: 'a.service' }, { name: 'a.service' }] } },
        cause: 'spec.activation.units[1]: Duplicate value: {"name":"a.service"}',
      },
      {
        given: 'a selector that would select every host',
        spec: { targets: { hostSelector: {} } },
        cause:
          'spec.targets: Invalid value: an empty hostSelector would select every host; name a label',
      },
      {
        given: 'both ways of naming hosts',
        spec: { targets: { hostNames: ['a'], hostSelector: { matchLabels: { a: 'b' } } } },
        cause: 'spec.targets: Invalid value: exactly one of hostSelector or hostNames',
      },
      {
        given: 'two sources for one item',
        spec: { items: [{ name: 'a', source: {} }] },
        cause: 'spec.items[0].source: Invalid value: exactly one of secretKeyRef or template',
      },
      {
        given: 'PCRs without the TPM',
        spec: { sealing: { key: 'Host', tpm2PCRs: [7] } },
        cause: 'spec.sealing: Invalid value: PCRs are in the TPM: key Host cannot be bound to them',
      },
      {
        given: 'a boot credential sealed with the host key',
        spec: {
          delivery: { type: 'Boot', boot: { location: 'ESPGlobal' } },
          sealing: { key: 'Host' },
        },
        cause:
          'spec: Invalid value: Boot credentials cannot use the host key: it is not readable in the initrd',
      },
      {
        given: 'a credential in a drop-in, and no drop-in',
        spec: { delivery: { type: 'Service', store: 'UnitFile', dropIn: 'None' } },
        cause: 'spec.delivery: Invalid value: store UnitFile needs dropIn Managed',
      },
    ])('$given', async ({ spec, cause }) => {
      expect(await refusedFor(spec)).toContain(cause);
    });

    test('a bad name and bad labels are named', async () => {
      const body = credential('Bad_Name', {}, { labels: { ok: 'not ok' } });
      const reply = await call('POST', credentials, { body });
      expect(reply.code).toBe(422);
      const causes = causesOf(reply).join('\n');
      expect(causes).toContain('metadata.name: Invalid value: "Bad_Name"');
      expect(causes).toContain('metadata.labels: Invalid value: "not ok"');
    });

    test.for([
      { given: 'no kind', body: { metadata: { name: 'db' } } },
      { given: 'another version', body: { ...credential('db'), apiVersion: 'credfleet.dev/v2' } },
      { given: 'no JSON', body: '{bad' },
      { given: 'a list', body: [] },
      { given: 'labels that are no map', body: credential('db', {}, { labels: 'x' }) },
    ])('$given is 400', async ({ body }) => {
      expect((await call('POST', credentials, { body })).code).toBe(400);
    });

    test('another kind than the URL says is refused', async () => {
      const reply = await call('POST', credentials, { body: host('db') });
      expect(reply.code).toBe(422);
      expect(reply.json().message).toContain('must be HostCredential');
    });
  });

  describe('update', () => {
    test('a stale resourceVersion is 409', async () => {
      const old = await made(credential('db'));
      await patched(`${credentials}/db`, { spec: { revisionHistoryLimit: 4 } });
      const reply = await call('PUT', `${credentials}/db`, { body: old });
      expect(reply.code).toBe(409);
      expect(reply.json()).toMatchObject({
        reason: 'Conflict',
        message:
          'Operation cannot be fulfilled on hostcredentials.credfleet.dev "db": the object has been modified; please apply your changes to the latest version and try again',
      });
    });

    test('no resourceVersion is 422', async () => {
      await made(credential('db'));
      const reply = await call('PUT', `${credentials}/db`, { body: credential('db') });
      expect(reply.code).toBe(422);
      expect(reply.json().message).toContain('metadata.resourceVersion');
    });

    test('another object of that name before is 409', async () => {
      const object = await made(credential('db'));
      const body = { ...object, metadata: { ...object.metadata, uid: 'other' } };
      expect((await call('PUT', `${credentials}/db`, { body })).code).toBe(409);
    });

    test('another name than in the URL is 400, and what does not exist is 404', async () => {
      const object = await made(credential('db'));
      expect((await call('PUT', `${credentials}/db2`, { body: object })).code).toBe(400);
      await call('DELETE', `${credentials}/db`);
      expect((await call('PUT', `${credentials}/db`, { body: object })).code).toBe(404);
    });

    test('generation counts changes of the spec and nothing else', async () => {
      await made(credential('db'));
      const generation = async (body: unknown, path = `${credentials}/db`) =>
        (await patched(path, body)).json().metadata.generation;
      expect(await generation({ metadata: { labels: { a: 'b' } } })).toBe(1);
      expect(
        await generation({ status: { stableVersion: 'v1' } }, `${credentials}/db/status`),
      ).toBe(1);
      expect(await generation({ spec: { revisionHistoryLimit: 4 } })).toBe(2);
      expect(await generation({ spec: { revisionHistoryLimit: 4 } })).toBe(2);
    });

    test('a write that changes nothing keeps the resourceVersion', async () => {
      const object = await made(credential('db'));
      const again = await patched(`${credentials}/db`, { spec: { revisionHistoryLimit: 3 } });
      expect(again.json().metadata.resourceVersion).toBe(object.metadata.resourceVersion);
    });

    test('a write of the object leaves the status, a write of the status leaves all else', async () => {
      await made(credential('db'));
      const status = await patched(`${credentials}/db/status`, {
        metadata: { labels: { a: 'b' } },
        spec: { revisionHistoryLimit: 9 },
        status: { stableVersion: 'v1' },
      });
      expect(status.json()).toMatchObject({
        spec: { revisionHistoryLimit: 3 },
        status: { stableVersion: 'v1' },
      });
      expect(status.json().metadata['labels']).toBeUndefined();

      const object = await patched(`${credentials}/db`, { status: { stableVersion: 'v2' } });
      expect(object.json()['status']).toEqual({ stableVersion: 'v1' });
    });

    test('a condition without a reason is 422', async () => {
      await made(credential('db'));
      const conditions = [{ type: 'Ready', status: 'True' }];
      const reply = await patched(`${credentials}/db/status`, { status: { conditions } });
      expect(reply.code).toBe(422);
      expect(reply.json().message).toContain('status.conditions[0].reason: Required value');
    });
  });

  describe('what must not change', () => {
    test('the delivery type', async () => {
      await made(credential('db'));
      const reply = await patched(`${credentials}/db`, { spec: { delivery: { type: 'Socket' } } });
      expect(reply.code).toBe(422);
      expect(reply.json().message).toContain('delivery.type is immutable');
    });

    test.for(['ekHash', 'identityKeyHash'])('%s of a Host, once set', async (field) => {
      const path = `${GROUP}/hosts`;
      const name = uniqueName('metal');
      await made(host(name), path);
      const first = { spec: { [field]: 'a'.repeat(64) } };
      expect((await patched(`${path}/${name}`, first)).code).toBe(200);
      for (const value of ['b'.repeat(64), null]) {
        const reply = await patched(`${path}/${name}`, { spec: { [field]: value } });
        expect(reply.code).toBe(422);
        expect(reply.json().message).toContain('immutable once set');
      }
      expect((await patched(`${path}/${name}`, { spec: { paused: true } })).code).toBe(200);
      await call('DELETE', `${path}/${name}`);
    });

    test('a CredentialVersion', async () => {
      const path = `${GROUP}/namespaces/${space}/credentialversions`;
      const digest = 'd'.repeat(64);
      await made(
        {
          apiVersion: 'credfleet.dev/v1alpha1',
          kind: 'CredentialVersion',
          metadata: { name: 'db-v1' },
          spec: {
            hostCredentialName: 'db',
            hostCredentialUID: 'u',
            number: 1,
            items: [{ name: 'db', digest, sizeBytes: 3 }],
            digest,
            digestKeyID: 'k',
            sources: [{ secretName: 's', resourceVersion: '1' }],
          },
        },
        path,
      );
      const reply = await patched(`${path}/db-v1`, { spec: { number: 2 } });
      expect(reply.code).toBe(422);
      expect(reply.json().message).toContain('a CredentialVersion is immutable');
    });

    test('which hosts a rollout is for, unless it is a Reseal', async () => {
      const path = `${GROUP}/namespaces/${space}/credentialrollouts`;
      const kind = { apiVersion: 'credfleet.dev/v1alpha1', kind: 'CredentialRollout' };
      const spec = { hostCredentialName: 'db', versionName: 'db-v1' };
      const asked = { hosts: ['web-1'], hostSelector: { matchLabels: { role: 'web' } } };
      const rollout = (type: string, more: object) => {
        return { ...kind, metadata: { name: 'some' }, spec: { ...spec, type, ...more } };
      };
      for (const more of [{ hosts: asked.hosts }, { hostSelector: asked.hostSelector }]) {
        const reply = await call('POST', path, { body: rollout('Update', more) });
        expect(reply.code).toBe(422);
        expect(reply.json().message).toContain('hosts and hostSelector are for a Reseal');
      }
      const nobody = await call('POST', path, { body: rollout('Reseal', { hosts: [] }) });
      expect(nobody.code).toBe(422);
      expect((await made(rollout('Reseal', asked), path)).spec).toMatchObject(asked);
    });

    test('which rollout it is, that it was aborted, and how far it was promoted', async () => {
      const path = `${GROUP}/namespaces/${space}/credentialrollouts`;
      const spec = {
        hostCredentialName: 'db',
        versionName: 'db-v1',
        type: 'Update',
        promotedStep: 2,
      };
      const kind = { apiVersion: 'credfleet.dev/v1alpha1', kind: 'CredentialRollout' };
      await made({ ...kind, metadata: { name: 'r' }, spec }, path);
      const message = async (change: unknown) =>
        (await patched(`${path}/r`, { spec: change })).json().message;
      expect(await message({ versionName: 'db-v2' })).toContain('immutable');
      expect(await message({ promotedStep: 1 })).toContain('promotedStep only increases');
      expect((await patched(`${path}/r`, { spec: { promotedStep: 3 } })).code).toBe(200);
      expect((await patched(`${path}/r`, { spec: { desiredState: 'Aborted' } })).code).toBe(200);
      expect(await message({ desiredState: 'Running' })).toContain('cannot be resumed');
    });
  });

  describe('patch', () => {
    test('null removes a field, and its default comes back', async () => {
      await made(credential('db', { revisionHistoryLimit: 7 }));
      const reply = await patched(`${credentials}/db`, { spec: { revisionHistoryLimit: null } });
      expect(reply.json().spec['revisionHistoryLimit']).toBe(3);
    });

    test('a JSON patch applies or fails as a whole', async () => {
      await made(credential('db'));
      const patch = async (body: unknown) =>
        await call('PATCH', `${credentials}/db`, {
          body,
          contentType: 'application/json-patch+json',
        });
      const replaced = { op: 'replace', path: '/spec/revisionHistoryLimit', value: 7 };
      expect((await patch([replaced])).json().spec['revisionHistoryLimit']).toBe(7);
      const failing = await patch([
        { op: 'replace', path: '/spec/revisionHistoryLimit', value: 8 },
        { op: 'test', path: '/spec/deletionPolicy', value: 'Remove' },
      ]);
      expect(failing.code).toBe(422);
      const after = await call('GET', `${credentials}/db`);
      expect(after.json().spec['revisionHistoryLimit']).toBe(7);
    });

    test('a strategic patch of our kinds is 415, as is no patch type', async () => {
      await made(credential('db'));
      for (const contentType of ['application/strategic-merge-patch+json', 'application/json']) {
        const reply = await call('PATCH', `${credentials}/db`, { body: { spec: {} }, contentType });
        expect(reply.code).toBe(415);
        expect(reply.json().reason).toBe('UnsupportedMediaType');
      }
    });

    test('an unknown field is refused in strict mode', async () => {
      await made(credential('db'));
      const path = `${credentials}/db?fieldValidation=Strict`;
      const reply = await patched(path, { spec: { foo: 1 } });
      expect([400, 422]).toContain(reply.code);
      expect(reply.json().message).toContain('unknown field "spec.foo"');
    });

    test('who the object is cannot be patched', async () => {
      await made(credential('db'));
      expect((await patched(`${credentials}/db`, { metadata: { name: 'x' } })).code).toBe(400);
      expect((await patched(`${credentials}/db`, { metadata: { uid: 'x' } })).code).toBe(422);
      const stale = { metadata: { resourceVersion: '1' }, spec: { revisionHistoryLimit: 5 } };
      expect((await patched(`${credentials}/db`, stale)).code).toBe(409);
    });
  });

  describe('delete', () => {
    test('says what is gone, then 404', async () => {
      const { metadata } = await made(credential('db'));
      const reply = await call('DELETE', `${credentials}/db`);
      expect(reply.json()).toMatchObject({
        kind: 'Status',
        status: 'Success',
        details: { name: 'db', group: 'credfleet.dev', kind: 'hostcredentials', uid: metadata.uid },
      });
      const again = await call('DELETE', `${credentials}/db`);
      expect(again.code).toBe(404);
      expect(again.json().message).toBe('hostcredentials.credfleet.dev "db" not found');
    });

    test('a finalizer holds the object until it is removed', async () => {
      await made(credential('db', {}, { finalizers: ['credfleet.dev/remove-from-hosts'] }));
      const marked = (await call('DELETE', `${credentials}/db`)).json();
      expect(marked.metadata['deletionTimestamp']).toBeDefined();
      expect(marked.metadata.generation).toBe(2);

      const added = await patched(`${credentials}/db`, {
        metadata: { finalizers: ['credfleet.dev/remove-from-hosts', 'credfleet.dev/other'] },
      });
      expect(added.code).toBe(422);
      expect((await patched(`${credentials}/db`, { metadata: { finalizers: null } })).code).toBe(
        200,
      );
      expect((await call('GET', `${credentials}/db`)).code).toBe(404);
    });

    test.for([
      { given: 'another UID', preconditions: { uid: 'x' } },
      { given: 'another resourceVersion', preconditions: { resourceVersion: '1' } },
    ])('a precondition on $given is 409', async ({ preconditions }) => {
      await made(credential('db'));
      const reply = await call('DELETE', `${credentials}/db`, { body: { preconditions } });
      expect(reply.code).toBe(409);
      expect((await call('GET', `${credentials}/db`)).code).toBe(200);
    });

    test('of a collection takes what the selector names', async () => {
      await made(credential('a', {}, { labels: { old: 'yes' } }));
      await made(credential('b'));
      const reply = await call('DELETE', `${credentials}?labelSelector=old%3Dyes`);
      expect(reply.json().items.map(({ metadata }) => metadata.name)).toEqual(['a']);
      const left = (await call('GET', credentials)).json();
      expect(left.items.map(({ metadata }) => metadata.name)).toEqual(['b']);
    });

    test('dryRun deletes nothing', async () => {
      await made(credential('db'));
      expect((await call('DELETE', `${credentials}/db?dryRun=All`)).code).toBe(200);
      expect((await call('GET', `${credentials}/db`)).code).toBe(200);
    });
  });

  describe('list', () => {
    const namesAt = async (path: string): Promise<readonly string[]> =>
      (await call('GET', path)).json().items.map(({ metadata }) => metadata.name);

    test('selects by labels and by fields', async () => {
      await made(credential('a', {}, { labels: { role: 'db' } }));
      await made(credential('b', {}, { labels: { role: 'web' } }));
      await made(credential('c'));
      expect(await namesAt(`${credentials}?labelSelector=role%3Ddb`)).toEqual(['a']);
      expect(await namesAt(`${credentials}?labelSelector=role`)).toEqual(['a', 'b']);
      expect(await namesAt(`${credentials}?labelSelector=role+notin+(db)`)).toEqual(['b', 'c']);
      expect(await namesAt(`${credentials}?fieldSelector=metadata.name%3Db`)).toEqual(['b']);
      const everywhere = `${GROUP}/hostcredentials?fieldSelector=metadata.namespace%3D${space}`;
      expect(await namesAt(everywhere)).toEqual(['a', 'b', 'c']);
    });

    test('a selector that cannot be read or is not offered is 400', async () => {
      expect((await call('GET', `${credentials}?labelSelector=a+in+(`)).code).toBe(400);
      expect((await call('GET', `${credentials}?fieldSelector=spec.x%3D1`)).code).toBe(400);
    });

    test('comes in pages that miss nothing and carry the version of the first', async () => {
      for (const name of ['a', 'b', 'c', 'd', 'e']) await made(credential(name));
      const first = (await call('GET', `${credentials}?limit=2`)).json();
      expect(first.metadata['remainingItemCount']).toBe(3);
      await made(credential('f'));
      const names = first.items.map(({ metadata }) => metadata.name);
      let next = first.metadata.continue;
      while (next !== undefined && next !== '') {
        const token = encodeURIComponent(next);
        const page = (await call('GET', `${credentials}?limit=2&continue=${token}`)).json();
        expect(page.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
        names.push(...page.items.map(({ metadata }) => metadata.name));
        next = page.metadata.continue;
      }
      expect(names.slice(0, 5)).toEqual(['a', 'b', 'c', 'd', 'e']);
    });

    test.for([
      { query: 'resourceVersion=99999999', code: 504 },
      { query: 'resourceVersion=abc', code: 400 },
      { query: 'resourceVersionMatch=Exact', code: 422 },
      { query: 'resourceVersion=0&resourceVersionMatch=Exact', code: 422 },
      { query: 'resourceVersion=0&resourceVersionMatch=Odd', code: 422 },
      { query: 'continue=abc', code: 400 },
      { query: 'limit=x', code: 400 },
    ])('$query is $code', async ({ query, code }) => {
      expect((await call('GET', `${credentials}?${query}`)).code).toBe(code);
    });

    test('as a Table has our columns', async () => {
      await made(credential('db'));
      const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
      const table = (await call('GET', credentials, { accept })).json();
      expect(table.kind).toBe('Table');
      const columns = table['columnDefinitions'] as readonly { readonly name: string }[];
      expect(columns.map(({ name }) => name)).toEqual([
        'Name',
        'Version',
        'Target',
        'Hosts',
        'Updated',
        'Failed',
        'Ready',
        'Reason',
        'Rollout',
        'Unreachable',
        'Message',
        'Age',
      ]);
    });

    test('as metadata only has nothing else', async () => {
      await call('POST', `/api/v1/namespaces/${space}/secrets`, {
        body: secret('s', { stringData: { a: 'recognisable' } }),
      });
      const accept = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
      const reply = await call('GET', `/api/v1/namespaces/${space}/secrets`, { accept });
      const [item] = reply.json().items;
      expect(item?.kind).toBe('PartialObjectMetadata');
      expect(Object.keys(item ?? {}).toSorted()).toEqual(['apiVersion', 'kind', 'metadata']);
    });

    test('in a form that nobody speaks is 406', async () => {
      expect((await call('GET', credentials, { accept: 'text/html' })).code).toBe(406);
    });
  });

  describe('watch', () => {
    const versionNow = async (): Promise<string> =>
      (await call('GET', credentials)).json().metadata.resourceVersion;

    test('from a version shows each change once, in order', async () => {
      const from = await versionNow();
      await made(credential('a'));
      const watch = await target.api.watch(`${credentials}?watch=true&resourceVersion=${from}`);
      await patched(`${credentials}/a`, { spec: { revisionHistoryLimit: 4 } });
      await made(credential('b'));
      await call('DELETE', `${credentials}/a`);
      expect(await watch.names(4)).toEqual(['ADDED a', 'MODIFIED a', 'ADDED b', 'DELETED a']);
      watch.close();
    });

    test('without a version begins with what is there', async () => {
      await made(credential('a'));
      const watch = await target.api.watch(`${credentials}?watch=true`);
      await made(credential('b'));
      expect(await watch.names(2)).toEqual(['ADDED a', 'ADDED b']);
      watch.close();
    });

    test('sends its headers before anything happens', async () => {
      const from = await versionNow();
      const watch = await target.api.watch(`${credentials}?watch=true&resourceVersion=${from}`);
      expect(watch.code).toBe(200);
      watch.close();
    });

    test('an object that begins to match a selector is ADDED, one that ceases to is DELETED', async () => {
      const from = await versionNow();
      await made(credential('a'));
      const query = `watch=true&labelSelector=on%3Dyes&resourceVersion=${from}`;
      const watch = await target.api.watch(`${credentials}?${query}`);
      for (const on of ['yes', 'yes', 'no', 'yes']) {
        await patched(`${credentials}/a`, { metadata: { labels: { on } } });
      }
      await patched(`${credentials}/a`, { spec: { revisionHistoryLimit: 4 } });
      await call('DELETE', `${credentials}/a`);
      expect(await watch.names(5)).toEqual([
        'ADDED a',
        'DELETED a',
        'ADDED a',
        'MODIFIED a',
        'DELETED a',
      ]);
      watch.close();
    });

    test('a deleted object is shown with a version to resume from', async () => {
      const object = await made(credential('a'));
      const from = object.metadata.resourceVersion;
      const watch = await target.api.watch(`${credentials}?watch=true&resourceVersion=${from}`);
      await call('DELETE', `${credentials}/a`);
      const event = await watch.next();
      expect(Number(event?.object.metadata.resourceVersion)).toBeGreaterThan(Number(from));
      watch.close();
    });

    test('sendInitialEvents ends the beginning with a marked bookmark', async () => {
      await made(credential('a'));
      const query =
        'watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
      const watch = await target.api.watch(`${credentials}?${query}`);
      const first = await watch.next();
      // etcd before 3.5 cannot do this, and a server on it says so.
      if (target.name === 'cluster' && first?.type === 'ERROR') return;
      expect(first).toMatchObject({
        type: 'ADDED',
        object: { metadata: { name: 'a' } },
      });
      expect(await watch.next()).toMatchObject({
        type: 'BOOKMARK',
        object: {
          kind: 'HostCredential',
          metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
        },
      });
      watch.close();
    });

    test.for(['sendInitialEvents=true', 'resourceVersionMatch=NotOlderThan&resourceVersion=1'])(
      '%s alone is 422',
      async (query) => {
        expect((await call('GET', `${credentials}?watch=true&${query}`)).code).toBe(422);
      },
    );

    test('ends when its time is over', async () => {
      const from = await versionNow();
      const query = `watch=true&timeoutSeconds=1&resourceVersion=${from}`;
      const watch = await target.api.watch(`${credentials}?${query}`);
      expect(await watch.next()).toBeUndefined();
    });

    test('as a Table shows columns once', async () => {
      await made(credential('a'));
      const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
      const watch = await target.api.watch(`${credentials}?watch=true`, accept);
      await made(credential('b'));
      const [first, second] = [await watch.next(), await watch.next()];
      expect(first?.object).toMatchObject({ kind: 'Table', rows: [{ cells: expect.anything() }] });
      expect(first?.object['columnDefinitions']).not.toBeNull();
      expect(second?.object['columnDefinitions']).toBeNull();
      watch.close();
    });
  });

  describe('secrets', () => {
    let secrets: string;
    beforeEach(() => {
      secrets = `/api/v1/namespaces/${space}/secrets`;
    });

    test('stringData becomes data and is not shown', async () => {
      const object = await made(secret('s', { stringData: { a: 'b' } }), secrets);
      expect(object).toMatchObject({ type: 'Opaque', data: { a: 'Yg==' } });
      expect(object['stringData']).toBeUndefined();
    });

    test('a strategic merge patch is a merge of its values', async () => {
      await made(secret('s', { stringData: { a: '1', b: '2' } }), secrets);
      const reply = await call('PATCH', `${secrets}/s`, {
        body: { stringData: { a: '3' }, data: { b: null } },
        contentType: 'application/strategic-merge-patch+json',
      });
      expect(reply.json()['data']).toEqual({ a: 'Mw==' });
    });

    test('an update needs no resourceVersion', async () => {
      await made(secret('s', { stringData: { a: '1' } }), secrets);
      const body = secret('s', { stringData: { b: '2' } });
      const reply = await call('PUT', `${secrets}/s`, { body });
      expect(reply.json()['data']).toEqual({ b: 'Mg==' });
    });

    test('what is not base64 is 400', async () => {
      const body = secret('s', { data: { a: '!not base64!' } });
      expect((await call('POST', secrets, { body })).code).toBe(400);
    });
  });

  describe('leases', () => {
    test('are taken only by who saw the last holder', async () => {
      const leases = `/apis/coordination.k8s.io/v1/namespaces/${space}/leases`;
      const lease = (holderIdentity: string, metadata = {}) => ({
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name: 'leader', ...metadata },
        spec: {
          holderIdentity,
          leaseDurationSeconds: 15,
          renewTime: '2026-01-01T00:00:00.000000Z',
          leaseTransitions: 0,
        },
      });
      const { metadata } = await made(lease('a'), leases);
      const path = `${leases}/leader`;
      expect((await call('PUT', path, { body: lease('b') })).code).toBe(422);
      const { resourceVersion } = metadata;
      const taken = lease('b', { resourceVersion });
      expect((await call('PUT', path, { body: taken })).code).toBe(200);
      expect((await call('PUT', path, { body: lease('c', { resourceVersion }) })).code).toBe(409);
    });
  });

  describe('namespaces', () => {
    test('carry their name as a label and are Active', async () => {
      const object = (await call('GET', `/api/v1/namespaces/${space}`)).json();
      expect(object.metadata['labels']).toMatchObject({ 'kubernetes.io/metadata.name': space });
      expect(object['status']).toEqual({ phase: 'Active' });
    });

    test('a name that is no DNS label is 422', async () => {
      const reply = await call('POST', '/api/v1/namespaces', { body: namespace('a.b') });
      expect(reply.code).toBe(422);
    });

    test('default exists from the start', async () => {
      expect((await call('GET', '/api/v1/namespaces/default')).code).toBe(200);
    });
  });

  describe('reviews', () => {
    test('a master may do everything', async () => {
      const reply = await call('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: {
            resourceAttributes: { verb: 'delete', group: 'credfleet.dev', resource: 'hosts' },
          },
        },
      });
      expect(reply.code).toBe(201);
      expect(reply.json()).toMatchObject({ status: { allowed: true } });
    });

    test('who am I', async () => {
      const reply = await call('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
        body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
      });
      expect(reply.json()).toMatchObject({ status: { userInfo: { username: 'admin' } } });
    });
  });

  describe('discovery', () => {
    test('legacy lists hold our kinds with short names, categories and status', async () => {
      const { resources } = (await call('GET', GROUP)).json() as unknown as {
        readonly resources: readonly {
          readonly name: string;
          readonly shortNames?: readonly string[];
        }[];
      };
      const byName = new Map(resources.map((one) => [one.name, one]));
      expect(byName.get('hostcredentials')).toMatchObject({
        shortNames: ['hcred'],
        categories: ['credfleet'],
        namespaced: true,
        singularName: 'hostcredential',
      });
      expect(byName.has('hostcredentials/status')).toBe(true);
      expect(byName.has('rolloutpolicies/status')).toBe(false);
    });

    test.for(['v2', 'v2beta1'])(
      'aggregated %s is given when it is asked for first',
      async (version) => {
        const accept = `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList,application/json`;
        const reply = await call('GET', '/apis', { accept });
        if (version === 'v2beta1' && target.name === 'cluster') return;
        expect(reply.headers['content-type']).toBe(
          `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
        );
        expect(reply.text).toContain('"hostcredentials"');
      },
    );

    test.for([
      {
        document: `apis/credfleet.dev/v1alpha1`,
        path: `${GROUP}/namespaces/{namespace}/hostcredentials/{name}`,
        kind: 'HostCredential',
      },
      { document: 'api/v1', path: '/api/v1/namespaces/{namespace}/secrets/{name}', kind: 'Secret' },
    ])(
      'OpenAPI lets kubectl leave validation of $kind to the server',
      async ({ document, path, kind }) => {
        const index = (await call('GET', '/openapi/v3')).json();
        const paths = index['paths'] as Readonly<
          Record<string, { readonly serverRelativeURL: string }>
        >;
        const url = paths[document]?.serverRelativeURL ?? '';
        const found = (await call('GET', url)).json() as unknown as {
          readonly paths: Readonly<
            Record<string, { readonly patch: Readonly<Record<string, unknown>> }>
          >;
        };
        const patch = found.paths[path]?.patch;
        expect(patch?.['x-kubernetes-group-version-kind']).toMatchObject({ kind });
        expect(JSON.stringify(patch?.['parameters'])).toContain('"fieldValidation"');
      },
    );

    test.for(['/healthz', '/livez', '/readyz'])('%s is ok', async (path) => {
      expect((await call('GET', path)).text).toBe('ok');
    });

    test('what does not exist is 404', async () => {
      for (const path of [
        '/nope',
        `${GROUP}/nothing`,
        '/api/v1/nothing',
        '/apis/nope.example/v1',
      ]) {
        expect((await call('GET', path)).code).toBe(404);
      }
    });

    test('methods that make no sense are 405', async () => {
      await made(credential('db'));
      expect((await call('DELETE', `${credentials}/db/status`)).code).toBe(405);
    });
  });
});
