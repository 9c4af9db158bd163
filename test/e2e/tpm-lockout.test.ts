/**
 * A host whose TPM is in dictionary-attack lockout waits, keeps what it has and says why, while others converge; when
 * its owner ends the lockout it goes on by itself. Real systemd, real agents, a software TPM per host.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { installSampleService, loadedEquals, unitFacts } from '#test/fleet/sample-service.ts';
import {
  auditEvents,
  bring,
  type Condition,
  frame,
  hostCredential,
  lying,
  NAMESPACE,
  rebootDegraded,
  states,
  waitCondition,
  waitRollout,
  waitRunning,
} from './scene.ts';

const NAME = 'shop-ledger';
const UNIT = `${NAME}.service`;
const CREDENTIAL = `${NAMESPACE}/${NAME}`;
const SEALED = `/etc/credstore.encrypted/${NAME}`;
/** A TPM that is locked out is looked at every half minute. */
const RECOVERY = { timeoutMs: 60_000 };

type Status = {
  readonly tpm?: { readonly lockoutCounter?: number };
  readonly conditions?: readonly Condition[];
};
type ListedEvent = {
  readonly type: string;
  readonly reason: string;
  readonly involvedObject: { readonly name: string };
};

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'sigma', release: 'trixie', labels: { role: 'shop' } },
      { name: 'tau', release: 'bookworm', labels: { role: 'shop' } },
    ],
  });
  await fleet.apply(...frame);
  await bring(fleet, { name: NAME }, 'one');
  await waitRollout(fleet, NAME, 1, 'Succeeded');
  await waitRunning(fleet, NAME, 1, ['sigma', 'tau']);
});

afterAll(async () => {
  await fleet?.close();
});

const tau = () => fleet.host('tau');
const explained = async (): Promise<string> =>
  fleet.mustCredfleet(['explain', 'tau', '--credential', CREDENTIAL]);

async function hostCondition(type: string, status: string): Promise<Condition> {
  const find = async (): Promise<Condition | undefined> => {
    const { status: told } = await fleet.get<{ readonly status?: Status }>('host', 'tau');
    return told?.conditions?.find((one) => one.type === type && one.status === status);
  };
  return eventually(`${type}=${status} of tau`, find, RECOVERY);
}

async function agentWaits(): Promise<void> {
  await eventually('the agent to say that it waits', async () => {
    const log = await tau().must(['journalctl', '-u', 'credfleet-agent', '-o', 'cat', '-n', '3']);
    return log.includes('TPM_LOCKED_OUT') ? true : undefined;
  });
}

/** While tau has not answered yet it is only pending. */
async function waitsForTpm(name: string): Promise<void> {
  const find = async (): Promise<true | undefined> => {
    const { reason } = await waitCondition(fleet, name, 'Converged', 'False');
    return reason === 'TPMLockedOut' ? true : undefined;
  };
  await eventually(`${name} to wait for a TPM`, find, RECOVERY);
}

async function tpmEvents(): Promise<readonly string[]> {
  const text = await fleet.mustKubectl(['get', 'events', '-A', '-o', 'json']);
  const { items } = JSON.parse(text) as { readonly items: readonly ListedEvent[] };
  const reasons = new Set(['TooManyFailures', 'NotLockedOut']);
  return items
    .filter(({ involvedObject, reason }) => involvedObject.name === 'tau' && reasons.has(reason))
    .map(({ type, reason }) => `${type} ${reason}`)
    .toSorted();
}

test('the others converge; this host waits, its service keeps what it has, and everybody is told why', async () => {
  const [unit, file] = [await unitFacts(tau(), UNIT), await lying(tau(), SEALED)];
  await tau().tpm.lockOut();
  const counter = await tau().tpm.lockoutCounter();
  await fleet.putSecret(NAMESPACE, NAME, { value: 'two' });
  await waitRollout(fleet, NAME, 2, 'Succeeded');
  await waitRunning(fleet, NAME, 2, ['sigma']);

  const locked = await hostCondition('TPMLockedOut', 'True');
  expect(locked.message).toContain(`${counter} of ${counter} failed authorisations are counted`);
  expect(locked.message).toMatch(/over by \d{4}-\d\d-\d\dT.* at the latest/u);
  const { status } = await fleet.get<{ readonly status?: Status }>('host', 'tau');
  expect(status?.tpm?.lockoutCounter).toBe(counter);
  await waitsForTpm(NAME);
  expect((await waitCondition(fleet, NAME, 'Ready', 'True')).reason).toBe('Healthy');

  expect(await explained()).toContain('TPMLockedOut: its TPM is in lockout');
  expect(await explained()).toContain('tpm2_dictionarylockout --clear-lockout (on the host');
  expect(await fleet.mustCredfleet(['plan', CREDENTIAL])).toMatch(/tau.*TPMLockedOut/u);
  expect(await fleet.mustCredfleet(['status', '-n', NAMESPACE])).toContain('tau: TPMLockedOut');
  expect(await tpmEvents()).toEqual(['Warning TooManyFailures']);
  const audited = await auditEvents(fleet, '--host', 'tau', '--type', 'host.tpm.lockedOut');
  expect(audited).toHaveLength(1);

  expect(await unitFacts(tau(), UNIT)).toEqual(unit);
  expect(await lying(tau(), SEALED)).toBe(file);
  expect(await loadedEquals(tau(), UNIT, NAME, 'one')).toBe(true);
  expect(await tau().tpm.lockoutCounter()).toBe(counter);
});

test('what needs no TPM is not held', async () => {
  const name = 'shop-plain';
  await Promise.all(
    fleet.hosts.map(async (host) => installSampleService(host, `${name}.service`, name)),
  );
  await fleet.putSecret(NAMESPACE, name, { value: 'plain' });
  await fleet.apply(hostCredential({ name, spec: { sealing: { key: 'Host' } } }));
  await waitCondition(fleet, name, 'Converged', 'True');
  expect(await loadedEquals(tau(), `${name}.service`, name, 'plain')).toBe(true);
});

test('but no unit is restarted that opens something else with the TPM', async () => {
  const name = 'shop-second';
  const unit = await unitFacts(tau(), UNIT);
  const dropIn = `/etc/systemd/system/${UNIT}.d/second.conf`;
  for (const host of fleet.hosts) {
    await host.must(['mkdir', '-p', `/etc/systemd/system/${UNIT}.d`]);
    await host.writeFile(dropIn, `[Service]\nLoadCredentialEncrypted=${name}\n`);
    await host.must(['systemctl', 'daemon-reload']);
  }
  await fleet.putSecret(NAMESPACE, name, { value: 'second' });
  const activation = { units: [{ name: UNIT, action: 'Restart' }], coalesceSeconds: 0 };
  await fleet.apply(hostCredential({ name, spec: { sealing: { key: 'Host' }, activation } }));
  await waitRunning(fleet, name, 1, ['sigma']);
  await waitsForTpm(name);
  const row = (await states(fleet, name)).find(({ host }) => host === 'tau');
  expect(row).toMatchObject({ code: 'TPM_LOCKED_OUT', runningVersion: 0 });
  expect(await unitFacts(tau(), UNIT)).toEqual(unit);
});

test('an agent that is restarted waits too, and uses no key', async () => {
  const counter = await tau().tpm.lockoutCounter();
  await tau().must(['systemctl', 'restart', 'credfleet-agent.service']);
  await fleet.waitConnected('tau', 'False');
  await agentWaits();
  expect((await hostCondition('TPMLockedOut', 'Unknown')).reason).toBe('HostOffline');
  expect(await tau().tpm.lockoutCounter()).toBe(counter);
});

test('when its owner ends the lockout it goes on by itself', async () => {
  await tau().tpm.resetLockout();
  await hostCondition('TPMLockedOut', 'False');
  await waitCondition(fleet, NAME, 'Converged', 'True');
  await waitCondition(fleet, 'shop-second', 'Converged', 'True');
  expect(await loadedEquals(tau(), UNIT, NAME, 'two')).toBe(true);
  expect(await loadedEquals(tau(), UNIT, 'shop-second', 'second')).toBe(true);
  expect(await tpmEvents()).toEqual(['Normal NotLockedOut', 'Warning TooManyFailures']);
  expect(await tau().tpm.lockoutCounter()).toBe(0);
});

test('a running agent notices the end, too', async () => {
  await tau().tpm.lockOut();
  await fleet.putSecret(NAMESPACE, NAME, { value: 'three' });
  await hostCondition('TPMLockedOut', 'True');
  await waitRunning(fleet, NAME, 3, ['sigma']);
  const since = await tau().must(['systemctl', 'show', '-P', 'InvocationID', 'credfleet-agent']);
  await tau().tpm.resetLockout();
  await hostCondition('TPMLockedOut', 'False');
  await waitRunning(fleet, NAME, 3, ['tau']);
  expect(await loadedEquals(tau(), UNIT, NAME, 'three')).toBe(true);
  expect(await tau().must(['systemctl', 'show', '-P', 'InvocationID', 'credfleet-agent'])).toBe(
    since,
  );
});

test('a boot in lockout: what did not come up for it does when that is over', async () => {
  await tau().tpm.lockOut();
  await rebootDegraded(tau());
  await eventually('the service to fail for its credential', async () => {
    const status = await tau().must(['systemctl', 'show', '-P', 'ExecMainStatus', UNIT]);
    return status.trim() === '243' ? true : undefined;
  });
  expect((await unitFacts(tau(), UNIT)).activeState).toBe('failed');
  await agentWaits();
  await tau().tpm.resetLockout();
  const isUp = async () => (await loadedEquals(tau(), UNIT, NAME, 'three')) || undefined;
  await eventually('the service to be up', isUp, RECOVERY);
  expect((await unitFacts(tau(), UNIT)).activeState).toBe('active');
  await hostCondition('CredentialsInSync', 'True');
  const type = 'host.version.repaired';
  const repaired = await auditEvents(fleet, '--host', 'tau', '--type', type);
  expect(repaired.some(({ detail }) => String(detail['message']).includes(UNIT))).toBe(true);
});
