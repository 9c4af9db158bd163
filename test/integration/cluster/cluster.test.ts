/**
 * Cluster mode as a whole: `credfleet controller` as a process with the rights of the chart's roles, on a real
 * API server; a host that joins over the wire; the real command line as a person of the cluster.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { OpenedIntent } from '#src/intent/intent.ts';
import { Agent, reportOf } from '../wire/world.ts';
import { clusterKubeconfig } from '../api/targets.ts';
import { credfleet } from '../process/controller-process.ts';
import { ClusterWorld } from './cluster-world.ts';

if (clusterKubeconfig === undefined) {
  console.warn('MISSING: CREDFLEET_TEST_KUBECONFIG: the tests of cluster mode are left out');
}

const until = { timeout: 30_000, interval: 50 };

describe.runIf(clusterKubeconfig !== undefined)('a controller in a cluster', () => {
  let world: ClusterWorld;
  let agent: Agent | undefined;

  beforeAll(async () => {
    world = await ClusterWorld.start();
  });
  afterAll(async () => {
    await agent?.[Symbol.asyncDispose]();
    await world[Symbol.asyncDispose]();
  });

  const asking = (): readonly string[] => [
    '--controller',
    `127.0.0.1:${world.controller.ready.session}`,
  ];
  const ready = async (version: string): Promise<void> => {
    await vi.waitFor(async () => {
      const { status } = await world.credential();
      expect(status?.stableVersion).toBe(version);
      expect(status?.conditions).toContainEqual(
        expect.objectContaining({ type: 'Ready', status: 'True' }),
      );
    }, until);
  };
  /** Everything that a host proves, as soon as it has it. */
  const obey =
    (host: Agent) =>
    (intents: readonly OpenedIntent[]): void => {
      for (const { intent } of intents) {
        const { uid, namespace, name, version, rolloutUid, attempt } = intent;
        const about = { uid, namespace, name, version, rolloutUid, attempt };
        const sealed = reportOf({ ...about, phase: 'Sealed' });
        const healthy = reportOf({ ...about, phase: 'Healthy', runningVersion: version });
        void host.report(sealed).then(() => host.report(healthy));
      }
    };

  test('a host joins with a token whose pin comes from the cluster', async () => {
    const made = await credfleet(
      world.kubeconfigOf('admin'),
      'hosts',
      'token',
      'create',
      world.hostName,
    );
    expect(made.stderr).toContain(`--ca-pin ${world.controller.ready.caPin}`);
    await world.createHost();
    const { enroll, session, caPin } = world.controller.ready;
    const far = { keyring: { caPin }, server: { enrollmentPort: enroll, sessionPort: session } };
    agent = await Agent.create(far, { hostName: world.hostName, token: made.stdout.trim() });
    agent.onAccept = obey(agent);
    await agent.link();
    await vi.waitFor(async () => {
      const host = await world.host();
      expect(host.status?.conditions).toContainEqual(
        expect.objectContaining({ type: 'Connected', status: 'True' }),
      );
    }, until);
  });

  test('what is declared arrives and is proven, and so is its change', async () => {
    await world.declare('first');
    await ready('db-v1');
    await world.rotate('second');
    await ready('db-v2');
    expect(agent?.accepted.flatMap(({ contents }) => contents)).toEqual(['first', 'second']);
  });

  test('who may read the Secret may ask; the audit log claims nobody whom nobody recorded', async () => {
    const kubeconfig = world.kubeconfigOf('asking');
    const name = `${world.namespace}/db`;
    const explained = await credfleet(
      kubeconfig,
      'explain',
      world.hostName,
      '--credential',
      name,
      ...asking(),
    );
    expect(explained).toMatchObject({ status: 0, stderr: '' });
    const audit = await credfleet(kubeconfig, 'audit', '--credential', name, ...asking());
    expect(audit.status).toBe(0);
    expect(audit.stdout).toMatch(/intent\.created\s+success\s+user:unknown/u);
    expect(audit.stdout).toMatch(/host\.version\.sealed/u);
    const inSpace = ['-n', world.namespace];
    const states = await credfleet(kubeconfig, 'status', 'db', '--hosts', ...inSpace, ...asking());
    expect(states).toMatchObject({ status: 0, stderr: '' });
    expect(states.stdout).toContain(world.hostName);
  });

  test('who may not read it is told what to ask for, and so is who says no address', async () => {
    const stranger = world.kubeconfigOf('stranger');
    const refused = await credfleet(stranger, 'audit', ...asking());
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain('Role credfleet-audit in credfleet-system');
    const lost = await credfleet(world.kubeconfigOf('asking'), 'audit');
    expect(lost.stderr).toContain('--controller HOST:PORT');
  });

  test('the rights of the chart were enough for all of this', () => {
    // A write that met another one is tried again, and no complaint.
    const complaints = world.controller.log.filter((line) =>
      /forbidden|"level":"error"/iu.test(line),
    );
    expect(complaints).toEqual([]);
  });
});
