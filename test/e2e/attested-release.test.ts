/**
 * A host that booted something else than the policy accepts waits while the others converge; once the list has its
 * PCR 7, it gets the credential too. Real systemd, real agents, a software TPM per host.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { loadedEquals } from '#test/fleet/sample-service.ts';
import {
  API_VERSION,
  auditEvents,
  bring,
  frame,
  NAMESPACE,
  waitCondition,
  waitRollout,
} from './scene.ts';

const NAME = 'shop-ledger';
const UNIT = 'shop-ledger.service';
const SEALED = `/etc/credstore.encrypted/${NAME}`;

type Attestation = {
  readonly pcrs: readonly { readonly index: number; readonly sha256: string[] }[];
};

let fleet: Fleet;
let accepted: string;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'sigma', release: 'trixie', labels: { role: 'shop' } },
      { name: 'tau', release: 'trixie', labels: { role: 'shop' } },
    ],
  });
  accepted = await pcr7('sigma');
  await fleet.host('tau').tpm.extend(7, 'another boot loader');
});

afterAll(async () => {
  await fleet?.close();
});

/** As its last quote showed it: the first one is that of its enrolment. */
async function pcr7(host: string): Promise<string> {
  const text = await fleet.mustCredfleet(['hosts', 'attestation', host, '-o', 'json']);
  const { pcrs } = JSON.parse(text) as Attestation;
  return pcrs.find(({ index }) => index === 7)?.sha256[0] ?? '';
}

function policyThatAccepts(sha256: readonly string[]): object {
  return {
    apiVersion: API_VERSION,
    kind: 'HostAccessPolicy',
    metadata: { name: NAMESPACE },
    spec: {
      namespaces: [NAMESPACE],
      hostSelector: { matchLabels: { role: 'shop' } },
      credentialNames: ['shop-*'],
      units: ['shop-*.service'],
      attestation: { pcrs: [{ index: 7, sha256 }] },
    },
  };
}

test('the other host converges; this one waits, and everybody is told why', async () => {
  const [namespace = {}, , rolloutPolicy = {}] = frame;
  await fleet.apply(namespace, policyThatAccepts([accepted]), rolloutPolicy);
  await bring(fleet, { name: NAME }, 'one');
  await waitRollout(fleet, NAME, 1, 'Succeeded');
  expect(await loadedEquals(fleet.host('sigma'), UNIT, NAME, 'one')).toBe(true);
  await fleet.host('tau').must(['test', '!', '-e', SEALED]);

  const converged = await waitCondition(fleet, NAME, 'Converged', 'False');
  expect(converged.reason).toBe('AttestationMismatch');
  const found = await pcr7('tau');
  expect(found).not.toBe(accepted);
  const credential = `${NAMESPACE}/${NAME}`;
  const told = await fleet.mustCredfleet(['explain', 'tau', '--credential', credential]);
  expect(told).toContain(`PCR 7 is ${found.slice(0, 12)}…, accepted is ${accepted.slice(0, 12)}…`);
  expect(told).toContain(`kubectl edit hostaccesspolicy ${NAMESPACE}`);
  const refused = await auditEvents(fleet, '--host', 'tau', '--type', 'host.attestationRefused');
  expect(refused.map(({ detail }) => detail['reason'])).toEqual(['AttestationMismatch']);
});

test('with its value on the list it gets the credential', async () => {
  await fleet.apply(policyThatAccepts([accepted, await pcr7('tau')]));
  await waitCondition(fleet, NAME, 'Converged', 'True');
  expect(await loadedEquals(fleet.host('tau'), UNIT, NAME, 'one')).toBe(true);
});

test('after a reboot it shows what it runs now before it is sent the next version', async () => {
  const before = await pcr7('tau');
  await fleet.host('tau').reboot();
  await fleet.putSecret(NAMESPACE, NAME, { value: 'two' });
  await waitRollout(fleet, NAME, 2, 'Succeeded');
  await waitCondition(fleet, NAME, 'Converged', 'True');
  expect(await loadedEquals(fleet.host('tau'), UNIT, NAME, 'two')).toBe(true);
  expect([before === accepted, (await pcr7('tau')) === accepted]).toEqual([false, true]);
});
