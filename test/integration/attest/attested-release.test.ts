/**
 * Attested release with nothing left out but systemd: a controller's brain and ports, hosts with real software TPMs
 * that enrol by them and quote over mutual TLS.
 * @module
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTransport } from '#agent/tpm/open-tpm.node.ts';
import { createIssuer } from '#controller/keys/issue-certificate.ts';
import { loadKeyring } from '#controller/keys/keyring.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import { createQuery } from '#controller/query/query.ts';
import { type Brain, createBrain } from '#controller/reconcile/create-brain.ts';
import { type HostServer, startHostServer } from '#controller/stream/host-server.node.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { readPcrs } from '#src/tpm/commands/state.ts';
import { sha256Pcrs } from '#src/tpm/pcr.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { MemoryKeyStore } from '#test/gen/keyring.ts';
import { accessPolicyOf, hostCredentialOf, NAMESPACE, secretOf } from '#test/gen/objects.ts';
import { pcrEvent } from '#test/testbed/tpm/commands.ts';
import { Machine } from '../agent-tpm/machine.ts';
import { Agent, reportOf, until } from '../wire/world.ts';

const real = { clock: systemClock, random: systemRandom };
const NAMES = ['alpha', 'beta'] as const;
type Name = (typeof NAMES)[number];

let objects: FakeObjects;
let ledger: Ledger;
let brain: Brain;
let server: HostServer;
let open: AsyncDisposableStack;
const machines = new Map<Name, Machine>();
const agents = new Map<Name, Agent>();

beforeEach(async () => {
  open = new AsyncDisposableStack();
  objects = new FakeObjects(systemClock);
  ledger = openSqliteLedger(':memory:');
  open.defer(() => ledger.close());
  const keyring = await loadKeyring({ store: new MemoryKeyStore(), ...real });
  const log = new FakeLog().logger;
  brain = createBrain({ objects, ledger, keys: keyring, log, settlingMs: 0, ...real });
  server = await startHostServer({
    ...real,
    keyring,
    ledger,
    objects,
    log,
    issuer: createIssuer({ keyring, ...real }),
    events: brain.hostEvents,
    intentsFor: brain.intentsFor,
    signaturesFor: brain.signaturesFor,
    listen: '127.0.0.1',
    sessionPort: 0,
    enrollmentPort: 0,
    names: ['127.0.0.1'],
  });
  open.defer(async () => server.stop());
  const stop = new AbortController();
  const running = brain.run(server.sessions, stop.signal);
  open.defer(async () => {
    stop.abort();
    await running;
  });
  for (const name of NAMES) await join(name, keyring);
});
afterEach(async () => open.disposeAsync());

async function join(name: Name, keyring: { readonly caPin: string }): Promise<void> {
  const machine = open.use(await Machine.create());
  machines.set(name, machine);
  const opened = await machine.start();
  await objects.create('Host', {
    apiVersion: API_VERSION,
    kind: 'Host',
    metadata: { name, labels: { role: 'db' } },
    spec: { ekHash: opened.self.identityHash },
  });
  const agent = await Agent.create(
    { keyring, server },
    {
      hostName: name,
      opened,
      directory: machine.stateDir,
      quote: async (asked) => machine.tpm.quote(asked),
    },
  );
  open.use(agent);
  agents.set(name, agent);
  agent.onAccept = (intents) => {
    for (const { intent } of intents) {
      const { uid, namespace, name: credential, version, rolloutUid, attempt } = intent;
      const healthy = { uid, namespace, version, rolloutUid, attempt, runningVersion: version };
      void agent.report(reportOf({ ...healthy, name: credential, phase: 'Healthy' }));
    }
  };
  await agent.link();
  await until(() => server.sessions.isConnected(agent.holder.identity.hostUid));
}

async function pcr7(name: Name): Promise<string> {
  const [value] = await machineOf(name).tpm.withTpm(async (tpm) => readPcrs(tpm, sha256Pcrs([7])));
  return Buffer.from(value ?? []).toString('hex');
}

/** As another boot loader would have done it. */
async function extend(name: Name): Promise<void> {
  const machine = machineOf(name);
  await machine.tpm[Symbol.asyncDispose]();
  await using transport = await openTransport(machine.swtpm.tcti);
  await transport.transmit(pcrEvent(7, 'another boot loader'));
}

function machineOf(name: Name): Machine {
  const machine = machines.get(name);
  if (machine === undefined) throw new Error(`no machine ${name}`);
  return machine;
}
const contentsOf = (name: Name) => agents.get(name)?.accepted.flatMap(({ contents }) => contents);

async function policyThatAccepts(sha256: readonly string[]): Promise<void> {
  const attestation = { pcrs: [{ index: 7, sha256 }] };
  const policy = accessPolicyOf({ assurance: 'TPM', attestation });
  const old = await objects.get('HostAccessPolicy', { name: policy.metadata.name });
  if (old === undefined) await objects.create('HostAccessPolicy', policy);
  else await objects.replace('HostAccessPolicy', { ...old, spec: policy.spec });
}

async function declare(): Promise<void> {
  await objects.create('Secret', secretOf('db', { password: 'hunter2' }));
  await objects.create('HostCredential', hostCredentialOf());
}

test('a host that booted something else waits with the reason until the policy accepts it', async () => {
  const accepted = await pcr7('alpha');
  await extend('beta');
  await policyThatAccepts([accepted]);
  await declare();
  await until(() => contentsOf('alpha')?.length === 1);
  const explain = () =>
    createQuery(brain.context).explain({
      namespace: NAMESPACE,
      credential: 'db',
      host: 'beta',
    });
  await until(() => explain().causes[0]?.startsWith('AttestationMismatch') === true);
  const found = await pcr7('beta');
  expect(explain().causes[0]).toBe(
    `AttestationMismatch: HostAccessPolicy all: PCR 7 is ${found.slice(0, 12)}…, accepted is ${accepted.slice(0, 12)}…`,
  );
  expect(contentsOf('beta')).toEqual([]);
  const { hostUid } = agents.get('beta')?.holder.identity ?? { hostUid: '' };
  expect(ledger.identity(hostUid)?.lastPushSeq).toBe(0);
  expect(ledger.attestation(hostUid)?.values).toEqual(new Map([[7, found]]));

  await policyThatAccepts([accepted, found]);
  await until(() => contentsOf('beta')?.length === 1);
  expect(contentsOf('beta')).toEqual(['hunter2']);
});

test('a TPM that cannot quote holds up neither its session nor the other host', async () => {
  await policyThatAccepts([await pcr7('alpha')]);
  const machine = machineOf('beta');
  await machine.tpm[Symbol.asyncDispose]();
  await machine.swtpm.stop();
  await declare();
  await until(() => contentsOf('alpha')?.length === 1);
  await until(() => ledger.events({ type: 'host.attestationRefused' }).length === 1);
  expect(ledger.events({ type: 'host.attestationRefused' })[0]?.detail['reason']).toMatch(/^TPM_/u);
  const { hostUid } = agents.get('beta')?.holder.identity ?? { hostUid: '' };
  expect(server.sessions.isConnected(hostUid)).toBe(true);
  expect(contentsOf('beta')).toEqual([]);
});
