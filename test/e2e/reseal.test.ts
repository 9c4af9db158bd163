/**
 * Hosts that are asked to seal again what they hold: other bytes, the same content, no restart; whoever is killed or
 * away in the middle of it.
 * @module
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Failpoint } from '#agent/apply/failpoints.ts';
import { exitCodes } from '#src/cli/exit-codes.ts';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { loadedEquals, unitFacts } from '#test/fleet/sample-service.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import {
  API_VERSION,
  auditEvents,
  bring,
  eventsOf,
  frame,
  NAMESPACE,
  waitCondition,
  waitRollout,
} from './scene.ts';

const NAME = 'shop-key';
const UNIT = `${NAME}.service`;
const FILE = `/etc/credstore.encrypted/${NAME}`;
const VALUE = 'key-one';
const DROP_IN = '/etc/systemd/system/credfleet-agent.service.d/failpoint.conf';
const HOSTS = ['orla', 'pell'];

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'orla', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'pell', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  await fleet.apply(...frame);
  await bring(fleet, { name: NAME, spec: { sealing: { key: 'HostAndTPM2' } } }, VALUE);
  await waitRollout(fleet, NAME, 1, 'Succeeded');
});

afterAll(async () => {
  await fleet?.close();
});

type Seen = { readonly sealed: string; readonly invocationId: string };

async function look(host: TestHost): Promise<Seen> {
  const sealed = await host.must(['cat', FILE]);
  return { sealed, invocationId: (await unitFacts(host, UNIT)).invocationId };
}

async function lookAtAll(): Promise<ReadonlyMap<string, Seen>> {
  const seen = new Map<string, Seen>();
  for (const host of fleet.hosts) seen.set(host.name, await look(host));
  return seen;
}

async function resealed(host: string) {
  return eventsOf(fleet, { host, name: NAME, type: 'host.version.resealed' });
}

/** Sealed anew, told once for this very file, and the service has not noticed. */
async function expectSealedAnew(
  host: TestHost,
  before: Seen | undefined,
  told: number,
): Promise<void> {
  const { sealed, invocationId } = await look(host);
  expect(sealed).not.toBe(before?.sealed);
  expect(invocationId).toBe(before?.invocationId);
  expect(await loadedEquals(host, UNIT, NAME, VALUE)).toBe(true);
  const opened = await host.must(['systemd-creds', 'decrypt', `--name=${NAME}`, FILE, '-'], {
    env: { SYSTEMD_TPM2_DEVICE: host.tpm.device },
  });
  expect(opened).toBe(VALUE);
  const news = (await resealed(host.name)).slice(told);
  const digest = createHash('sha256').update(sealed).digest('hex');
  // A word that was on its way when the agent was killed may come twice; it is about the same file.
  expect(new Set(news.map(({ detail }) => detail['sealedDigest']))).toEqual(new Set([digest]));
  expect(news[0]).toMatchObject({
    subject: { host: host.name, version: 1 },
    detail: { reason: 'Requested', phase: 'Sealed' },
  });
}

async function reseal(...args: readonly string[]) {
  return fleet.credfleet(['reseal', `${NAMESPACE}/${NAME}`, ...args]);
}

test('every host seals it again: other bytes, the same content, no restart, and the log says who and why', async () => {
  const before = await lookAtAll();
  const run = await reseal('--all', '--reason', 'new firmware', '--wait', '-o', 'json');
  expect({ exitCode: run.exitCode, stderr: run.stderr }).toMatchObject({ exitCode: exitCodes.ok });
  expect(JSON.parse(run.stdout)).toMatchObject({
    rollout: `${NAME}-v1-reseal-1`,
    version: 1,
    hosts: HOSTS,
    state: 'Succeeded',
    updated: 2,
    total: 2,
  });
  expect(run.stderr).toContain('2 of 2 hosts have sealed it again');
  for (const host of fleet.hosts) await expectSealedAnew(host, before.get(host.name), 0);
  const planned = await auditEvents(fleet, '--type', 'rollout.planned');
  expect(planned.at(-1)).toMatchObject({
    actor: { kind: 'user' },
    detail: { rolloutType: 'Reseal', why: 'new firmware' },
  });
  await waitCondition(fleet, NAME, 'Converged', 'True');
});

test('who cannot answer is refused, with what to do', async () => {
  const unknown = await reseal('--hosts', 'nobody');
  expect(unknown.exitCode).toBe(exitCodes.error);
  expect(unknown.stderr).toContain('Host nobody does not exist: kubectl get hosts');
  const nothing = await reseal('--selector', 'role=mail');
  expect(nothing.stderr).toContain(`credfleet status -n ${NAMESPACE} ${NAME} --hosts`);
  expect((await reseal()).exitCode).toBe(exitCodes.usage);
});

async function armAgent(host: TestHost, point: Failpoint): Promise<void> {
  const text = `[Service]\nEnvironment=CREDFLEET_FAILPOINT=${point}\nRestart=no\n`;
  await host.writeFile(DROP_IN, text);
  await host.must(['systemctl', 'daemon-reload']);
  await host.must(['systemctl', 'restart', 'credfleet-agent.service']);
  await fleet.waitConnected(host.name);
}

async function waitKilled(host: TestHost): Promise<void> {
  await eventually(`the agent of ${host.name} to be killed`, async () => {
    const show = ['systemctl', 'show', 'credfleet-agent.service', '-p', 'Result', '--value'];
    return (await host.must(show)).trim() === 'signal' ? true : undefined;
  });
}

async function disarmAgent(host: TestHost): Promise<void> {
  await host.must(['rm', DROP_IN]);
  await host.must(['systemctl', 'daemon-reload']);
  await host.must(['systemctl', 'start', 'credfleet-agent.service']);
}

const KILLS = HOSTS.flatMap((name) =>
  (['sealed', 'files-installed', 'proved'] as const).map((point) => ({ name, point })),
);

test.for(KILLS)(
  'the agent of $name is killed at $point: it is done and told all the same',
  async ({ name, point }) => {
    const host = fleet.host(name);
    const before = await look(host);
    const told = (await resealed(name)).length;
    await armAgent(host, point);
    const made = await reseal('--hosts', name, '-o', 'json');
    const { rollout } = JSON.parse(made.stdout) as { readonly rollout: string };
    await waitKilled(host);
    await disarmAgent(host);
    await eventually(
      `${rollout} to be done`,
      async () => {
        const { status } = await fleet.get<{
          status?: { readonly state?: string; readonly hosts?: { readonly updated?: number } };
        }>('credentialrollout', rollout, NAMESPACE);
        if (status?.state === 'Succeeded' && status.hosts?.updated === 1) return true;
        throw new Error(`it is ${JSON.stringify(status)}`);
      },
      { timeoutMs: 90_000 },
    );
    await expectSealedAnew(host, before, told);
    expect((await unitFacts(host, UNIT)).activeState).toBe('active');
  },
);

test('a host that is away is asked when it comes, also by a controller that was killed meanwhile', async () => {
  const [away, there] = [fleet.host('orla'), fleet.host('pell')];
  const before = await lookAtAll();
  const told = { away: (await resealed('orla')).length, there: (await resealed('pell')).length };
  await away.must(['systemctl', 'stop', 'credfleet-agent.service']);
  await fleet.waitConnected('orla', 'False');
  // As people who keep their objects in Git do it.
  await fleet.apply({
    apiVersion: API_VERSION,
    kind: 'CredentialRollout',
    metadata: { name: 'before-the-firmware', namespace: NAMESPACE },
    spec: {
      hostCredentialName: NAME,
      versionName: `${NAME}-v1`,
      type: 'Reseal',
      hostSelector: { matchLabels: { role: 'shop' } },
      reason: 'new firmware',
    },
  });
  const waiting = await waitCondition(fleet, NAME, 'Converged', 'False');
  await eventually('pell to be told of', async () =>
    (await resealed('pell')).length > told.there ? true : undefined,
  );
  await expectSealedAnew(there, before.get('pell'), told.there);
  expect(waiting.message).toContain('orla');
  const explained = await fleet.credfleet([
    'explain',
    'orla',
    '--credential',
    `${NAMESPACE}/${NAME}`,
  ]);
  expect(explained.stdout).toContain('its seal is older than rollout before-the-firmware asks for');
  expect((await look(away)).sealed).toBe(before.get('orla')?.sealed);

  await fleet.stopController();
  await fleet.startController();
  await away.must(['systemctl', 'start', 'credfleet-agent.service']);
  await waitCondition(fleet, NAME, 'Converged', 'True', 90_000);
  await expectSealedAnew(away, before.get('orla'), told.away);
  expect((await look(there)).invocationId).toBe(before.get('pell')?.invocationId);
});
