/**
 * The client of API objects against both servers, and within the process of the embedded one: reads, writes, errors,
 * and a cache that follows.
 * @module
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { User } from '#controller/apiserver/authorize.ts';
import {
  createKubernetesObjects,
  createObjectsOver,
} from '#controller/objects/kubernetes-objects.node.ts';
import type { ObjectCache, ObjectSource } from '#controller/objects/objects.ts';
import type { KindName, KubeSecret } from '#src/api/core.ts';
import type { HostCredential } from '#src/api/credential.ts';
import type { Host } from '#src/api/host.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { namespace } from './manifests.ts';
import {
  type EmbeddedTarget,
  readConfig,
  startEmbedded,
  type Target,
  targets,
  uniqueName,
} from './targets.ts';

const ports = { clock: systemClock, random: systemRandom, log: silentLog };

function objectsOf(kubeconfig: string, signal: AbortSignal): ObjectSource {
  return createKubernetesObjects({ kubeConfig: readConfig(kubeconfig), ...ports, signal });
}

const ADMIN: User = { name: 'admin', groups: ['system:masters'] };

function objectsWithin(target: Target, signal: AbortSignal, user = ADMIN): ObjectSource {
  const { server } = target as EmbeddedTarget;
  return createObjectsOver(server.connect(user), { ...ports, signal });
}

/** Each of them is one ObjectSource to its user. */
const ways = [
  ...targets.map(({ name, start }) => ({
    way: `${name}, over the network`,
    start,
    open: (target: Target, signal: AbortSignal) => objectsOf(target.kubeconfig, signal),
  })),
  { way: 'embedded, within its process', start: startEmbedded, open: objectsWithin },
];

function newHost(name: string, labels: Readonly<Record<string, string>> = {}): Host {
  return {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'Host',
    metadata: { name, labels },
    spec: { approval: 'Approved' },
  };
}

function newCredential(name: string, space: string): HostCredential {
  return {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'HostCredential',
    metadata: { name, namespace: space },
    spec: {
      items: [{ name: 'db', source: { secretKeyRef: { name: 's', key: 'k' } } }],
      targets: { hostNames: ['metal-01'] },
      delivery: { type: 'Service' },
    },
  };
}

/** Resolves when the cache shows what is wanted. */
async function until<K extends KindName>(
  cache: ObjectCache<K>,
  holds: (cache: ObjectCache<K>) => boolean,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const check = (): void => {
    if (holds(cache)) resolve();
  };
  const stop = cache.onChange(check);
  check();
  await promise;
  stop();
}

describe.each(ways)('$way', ({ start, open }) => {
  let target: Target;
  let objects: ObjectSource;
  let space: string;
  const stop = new AbortController();

  beforeAll(async () => {
    target = await start();
    objects = open(target, stop.signal);
  });
  afterAll(async () => {
    stop.abort();
    await target.close();
  });
  beforeEach(async () => {
    space = uniqueName('o');
    await target.api.call('POST', '/api/v1/namespaces', { body: namespace(space) });
  });

  test('what was created is read back as the server stored it', async () => {
    const created = await objects.create('HostCredential', newCredential('db', space));
    expect(created.spec.delivery.store).toBe('Persistent');
    expect(await objects.get('HostCredential', { name: 'db', namespace: space })).toEqual(created);
  });

  test('what does not exist is undefined, and deleting it does nothing', async () => {
    const ref = { name: 'none', namespace: space };
    expect(await objects.get('HostCredential', ref)).toBeUndefined();
    await expect(objects.delete('HostCredential', ref)).resolves.toBeUndefined();
  });

  test('replace writes the spec and not the status, replaceStatus the status and not the spec', async () => {
    const created = await objects.create('HostCredential', newCredential('db', space));
    const reported = await objects.replaceStatus('HostCredential', {
      ...created,
      spec: { ...created.spec, revisionHistoryLimit: 9 },
      status: { stableVersion: 'db-v1' },
    });
    expect(reported.spec.revisionHistoryLimit).toBe(3);
    expect(reported.status).toEqual({ stableVersion: 'db-v1' });

    const replaced = await objects.replace('HostCredential', {
      ...reported,
      spec: { ...reported.spec, revisionHistoryLimit: 7 },
      status: { stableVersion: 'other' },
    });
    expect(replaced.spec.revisionHistoryLimit).toBe(7);
    expect(replaced.status).toEqual({ stableVersion: 'db-v1' });
  });

  test('a Secret is listed and read with its values', async () => {
    const created = await objects.create('Secret', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', namespace: space, labels: { used: 'yes' } },
      data: { a: 'Yg==' },
    } satisfies KubeSecret);
    expect(created.data).toEqual({ a: 'Yg==' });
    const listed = await objects.list('Secret', {
      namespace: space,
      labelSelector: { matchExpressions: [{ key: 'used', operator: 'In', values: ['yes'] }] },
    });
    expect(listed).toMatchObject([{ kind: 'Secret', apiVersion: 'v1', data: { a: 'Yg==' } }]);
  });

  describe('errors', () => {
    test('a stale write is OBJECT_CONFLICT and may be retried', async () => {
      const created = await objects.create('HostCredential', newCredential('db', space));
      const changed = { ...created, spec: { ...created.spec, revisionHistoryLimit: 8 } };
      await objects.replace('HostCredential', changed);
      const stale = objects.replace('HostCredential', {
        ...changed,
        spec: { ...changed.spec, revisionHistoryLimit: 9 },
      });
      await expect(stale).rejects.toMatchObject({ code: 'OBJECT_CONFLICT', retry: 'backoff' });
    });

    test('a second of that name is OBJECT_EXISTS', async () => {
      await objects.create('HostCredential', newCredential('db', space));
      const again = objects.create('HostCredential', newCredential('db', space));
      await expect(again).rejects.toMatchObject({ code: 'OBJECT_EXISTS' });
    });

    test('an invalid object is OBJECT_INVALID with the object and every cause', async () => {
      const bad = newCredential('db', space);
      const invalid = objects.create('HostCredential', {
        ...bad,
        spec: { ...bad.spec, items: [], revisionHistoryLimit: 99 },
      });
      await expect(invalid).rejects.toMatchObject({
        code: 'OBJECT_INVALID',
        message: expect.stringMatching(
          new RegExp(
            `HostCredential ${space}/db.*spec.items.*spec.revisionHistoryLimit|spec.revisionHistoryLimit.*spec.items`,
            'u',
          ),
        ) as string,
      });
    });

    test('a namespace that does not exist is OBJECT_NOT_FOUND', async () => {
      const lost = objects.create('HostCredential', newCredential('db', 'nowhere'));
      await expect(lost).rejects.toMatchObject({ code: 'OBJECT_NOT_FOUND' });
    });
  });

  describe('a cache', () => {
    test('begins with what is there and follows each change', async () => {
      const name = uniqueName('metal');
      await objects.create('Host', newHost(name, { a: '1' }));
      const cache = objects.cache('Host');
      await cache.synced;
      expect(cache.get({ name })?.metadata.labels).toEqual({ a: '1' });

      const read = await objects.get('Host', { name });
      if (read === undefined) throw new Error('the host is gone');
      await objects.replace('Host', {
        ...read,
        metadata: { ...read.metadata, labels: { a: '2' } },
      });
      await until(cache, (shown) => shown.get({ name })?.metadata.labels?.['a'] === '2');
      await objects.delete('Host', { name });
      await until(cache, (shown) => shown.get({ name }) === undefined);
    });

    test('is one per kind, however often it is asked for', () => {
      expect(objects.cache('Host')).toBe(objects.cache('Host'));
    });

    test('of Secrets holds neither values nor the applied text', async () => {
      const text = JSON.stringify({ data: { a: 'recognisable' } });
      await objects.create('Secret', {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: 's',
          namespace: space,
          annotations: { 'kubectl.kubernetes.io/last-applied-configuration': text, kept: 'yes' },
        },
        data: { a: Buffer.from('recognisable').toString('base64') },
      } satisfies KubeSecret);
      const cache = objects.cache('Secret');
      await until(cache, (shown) => shown.get({ name: 's', namespace: space }) !== undefined);
      const kept = cache.get({ name: 's', namespace: space });
      expect(kept).toMatchObject({ kind: 'Secret', metadata: { annotations: { kept: 'yes' } } });
      expect(kept?.data).toBeUndefined();
      expect(JSON.stringify(kept)).not.toContain('recognisable');
    });
  });
});

describe('within the process of the embedded server', () => {
  let target: EmbeddedTarget;
  let stop: AbortController;

  beforeEach(async () => {
    target = await startEmbedded();
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    await target.close();
  });

  test('a user has the same rights as over the network', async () => {
    const user = { name: 'somebody', groups: ['credfleet:viewers'] };
    const objects = objectsWithin(target, stop.signal, user);
    await expect(objects.list('Host')).resolves.toEqual([]);
    const listed = objects.list('Secret');
    await expect(listed).rejects.toMatchObject({ message: /User "somebody" cannot list/u });
    const made = objects.create('Host', newHost('a'));
    await expect(made).rejects.toMatchObject({ message: /User "somebody" cannot create/u });
  });

  test('a body that is too large is refused', async () => {
    const objects = objectsWithin(target, stop.signal);
    const large = newHost('a', { a: 'x'.repeat(3 * 1024 * 1024) });
    await expect(objects.create('Host', large)).rejects.toMatchObject({ message: /too large/u });
  });

  test('what is written in one go holds up no other', async () => {
    const objects = objectsWithin(target, stop.signal);
    let isDone = false;
    const write = async () => {
      for (let index = 0; index < 50; index += 1) {
        await objects.create('Host', newHost(`h-${index}`));
      }
      isDone = true;
    };
    const writing = write();
    await new Promise((resolve) => {
      setImmediate(() => setImmediate(resolve));
    });
    expect(isDone).toBe(false);
    await writing;
    expect(await objects.list('Host')).toHaveLength(50);
  });

  test('a watch is counted while somebody reads it', async () => {
    objectsWithin(target, stop.signal).cache('Host');
    await vi.waitFor(() => expect(watchersOf(target)).toBe(1));
    stop.abort();
    await vi.waitFor(() => expect(watchersOf(target)).toBe(0));
  });
});

/** Of Hosts, as its metrics say. */
function watchersOf({ server }: EmbeddedTarget): number {
  const families = server.requests.families();
  const family = families.find(({ name }) => name === 'credfleet_apiserver_watchers');
  return family?.samples.find(({ labels }) => labels?.['resource'] === 'hosts')?.value ?? 0;
}

describe('when the embedded server goes away', () => {
  let target: EmbeddedTarget;
  let stop: AbortController;

  beforeEach(async () => {
    target = await startEmbedded();
    stop = new AbortController();
  });
  afterAll(() => {
    stop.abort();
  });

  test('a cache finds what changed meanwhile, gone objects included', async () => {
    const objects = objectsOf(target.kubeconfig, stop.signal);
    await objects.create('Host', newHost('stays'));
    await objects.create('Host', newHost('goes'));
    const cache = objects.cache('Host');
    await cache.synced;

    const other = objectsOf(target.kubeconfig, stop.signal);
    await target.restart();
    await other.delete('Host', { name: 'goes' });
    await other.create('Host', newHost('comes'));

    await until(cache, (shown) => shown.get({ name: 'comes' }) !== undefined);
    await until(cache, (shown) => shown.get({ name: 'goes' }) === undefined);
    expect(cache.get({ name: 'stays' })).toBeDefined();
    await target.close();
  });

  test('watches within its process end with it', async () => {
    const objects = objectsWithin(target, stop.signal);
    objects.cache('Host');
    await vi.waitFor(() => expect(watchersOf(target)).toBe(1));
    await target.close();
    expect(watchersOf(target)).toBe(0);
    await expect(objects.get('Host', { name: 'a' })).rejects.toMatchObject({
      code: 'API_UNAVAILABLE',
      message: expect.stringContaining('/hosts/a: this controller is stopping') as string,
    });
    stop.abort();
  });

  test('a call says that the API is unavailable and may be tried again', async () => {
    const objects = objectsOf(target.kubeconfig, stop.signal);
    await target.close();
    await expect(objects.get('Host', { name: 'a' })).rejects.toMatchObject({
      code: 'API_UNAVAILABLE',
      retry: 'backoff',
      message: expect.stringContaining('/hosts/a') as string,
    });
  });
});

test('a kubeconfig that skips TLS verification is refused', async () => {
  const target = await startEmbedded();
  const kubeConfig = readConfig(target.kubeconfig);
  const [cluster] = kubeConfig.getClusters();
  if (cluster !== undefined) kubeConfig.clusters = [{ ...cluster, skipTLSVerify: true }];
  const create = () =>
    createKubernetesObjects({ ...ports, kubeConfig, signal: new AbortController().signal });
  expect(create).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  await target.close();
});
