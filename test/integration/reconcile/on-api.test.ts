/**
 * The brain on real API servers: what it writes is accepted there, and what it wrote comes back through
 * the watch without confusing it.
 * @module
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createKubernetesObjects } from '#controller/objects/kubernetes-objects.node.ts';
import type { ObjectSource } from '#controller/objects/objects.ts';
import { findCondition } from '#src/api/conditions.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { namespace } from '../api/manifests.ts';
import { openScopedApi, type ScopedApi } from '../api/scoped-api.ts';
import {
  type EmbeddedTarget,
  readConfig,
  type Target,
  targets,
  uniqueName,
} from '../api/targets.ts';
import { Fleet } from './fleet.ts';

const until = { timeout: 20_000, interval: 20 };

describe.each(targets)('$name', ({ start }) => {
  let target: Target;
  let stop: AbortController;
  let fleet: Fleet<ObjectSource>;
  let names: string[];
  let door: ScopedApi | undefined;

  beforeEach(async () => {
    target = await start();
    stop = new AbortController();
    const space = uniqueName('fleet');
    await target.api.call('POST', '/api/v1/namespaces', { body: namespace(space) });
    const objects = objectsOf(target.kubeconfig);
    const brainObjects = await brainObjectsOf(target, space);
    fleet = new Fleet({ objects, brainObjects, namespace: space });
    names = ['a', 'b', 'c'].map((letter) => `${space}-${letter}`);
    await fleet.ready(names);
    await fleet.createSecret('first');
  });
  afterEach(async () => {
    await fleet.objects.delete('HostCredential', { namespace: fleet.namespace, name: 'db' });
    for (const name of names) await fleet.objects.delete('Host', { name });
    await fleet.objects.delete('HostAccessPolicy', { name: `all-${fleet.namespace}` });
    await fleet.stop();
    stop.abort();
    fleet.ledger.close();
    door?.close();
    await target.close();
  });

  /** The embedded API knows what a controller may; the rights in a cluster are the chart's matter. */
  const controllerConfig = (embedded: Target) =>
    (embedded as EmbeddedTarget).kubeconfigOf('controller', ['system:credfleet:controller']);
  /** In a cluster other tests have their objects too, which this brain must not see. */
  const brainObjectsOf = async (on: Target, space: string): Promise<ObjectSource> => {
    if ('kubeconfigOf' in on) return objectsOf(controllerConfig(on));
    door = await openScopedApi(readConfig(on.kubeconfig), { namespace: space });
    const file = join(on.directory, 'scoped.kubeconfig');
    writeFileSync(file, door.kubeconfig, { mode: 0o600 });
    return objectsOf(file);
  };
  const objectsOf = (kubeconfig: string) =>
    createKubernetesObjects({
      kubeConfig: readConfig(kubeconfig),
      log: silentLog,
      clock: systemClock,
      random: systemRandom,
      signal: stop.signal,
    });
  const db = async () =>
    fleet.objects.get('HostCredential', { namespace: fleet.namespace, name: 'db' });
  const untilStable = async (version: string) => {
    await vi.waitFor(async () => {
      const credential = await db();
      expect(credential?.status?.stableVersion).toBe(version);
      expect(findCondition(credential?.status?.conditions, 'Ready')?.status).toBe('True');
    }, until);
  };

  test('a rotation from Secret to status, with every object and status accepted', async () => {
    await fleet.createCredential();
    await untilStable('db-v1');
    await fleet.rotate('second');
    await untilStable('db-v2');
    const { namespace } = fleet;
    const versions = await fleet.objects.list('CredentialVersion', { namespace });
    const states = versions.map(({ metadata, status }) => `${metadata.name} ${status?.state}`);
    expect(states.toSorted()).toEqual(['db-v1 Superseded', 'db-v2 Stable']);
    const rollout = await fleet.objects.get('CredentialRollout', { namespace, name: 'db-v2-a1' });
    expect(rollout?.status).toMatchObject({
      state: 'Succeeded',
      updatedDisplay: '3/3',
      stepDisplay: '1/1 all',
      hosts: { total: 3, healthy: 3 },
    });
    await vi.waitFor(async () => {
      const host = await fleet.objects.get('Host', { name: names[0] ?? '' });
      expect(host?.status?.credentials).toMatchObject([
        { name: 'db', version: 2, state: 'Healthy' },
      ]);
      expect(findCondition(host?.status?.conditions, 'Connected')?.status).toBe('True');
    }, until);
    const events = await fleet.objects.list('Event', { namespace });
    expect(events.map((event) => event.reason)).toContain('Succeeded');
    expect(fleet.delivered).toHaveLength(6);
    expect(fleet.warnings).toEqual([]);
  });

  test('a failure pauses; a restarted brain repeats nothing; a new value goes on', async () => {
    await fleet.createCredential();
    await untilStable('db-v1');
    fleet.answer = ({ version }) => (version === 2 ? 'RolledBack' : 'Healthy');
    await fleet.rotate('second');
    await vi.waitFor(async () => {
      const ready = findCondition((await db())?.status?.conditions, 'Ready');
      expect(ready).toMatchObject({ status: 'False', reason: 'RolloutFailed' });
    }, until);
    await fleet.restart();
    fleet.answer = () => 'Healthy';
    await fleet.rotate('third');
    await untilStable('db-v3');
    expect(fleet.deliveries(2)).toHaveLength(1);
    expect(fleet.deliveries(3)).toHaveLength(3);
    const v2 = await fleet.objects.get('CredentialVersion', {
      namespace: fleet.namespace,
      name: 'db-v2',
    });
    expect(v2?.status?.state).toBe('Rejected');
  });

  test('deletion with Remove waits for the hosts and leaves nothing behind', async () => {
    await fleet.createCredential({ deletionPolicy: 'Remove' });
    await untilStable('db-v1');
    fleet.answer = ({ operation }) => (operation === 'delete' ? 'Removed' : 'Healthy');
    await fleet.objects.delete('HostCredential', { namespace: fleet.namespace, name: 'db' });
    await vi.waitFor(async () => {
      expect(await db()).toBeUndefined();
      const { namespace } = fleet;
      expect(await fleet.objects.list('CredentialVersion', { namespace })).toEqual([]);
      expect(await fleet.objects.list('CredentialRollout', { namespace })).toEqual([]);
      const secrets = await fleet.objects.list('Secret', { namespace });
      expect(secrets.map((secret) => secret.metadata.name)).toEqual(['db']);
    }, until);
  });
});
