/**
 * A firmware update that was signed beforehand costs nothing: no file is sealed anew, the service comes up with neither
 * agent nor controller. One that nobody signed waits, is told of, and comes up when somebody signs.
 * @module
 */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { installSampleService, loadedEquals, unitFacts } from '#test/fleet/sample-service.ts';
import { pcrKeyFingerprint } from '#src/systemd/pcr-key.ts';
import { DEFAULT_FIRMWARE, pcrAfter } from '#test/testbed/tpm/firmware.ts';
import type { TestHost } from '#test/testbed/testbed.ts';
import {
  type Condition,
  eventsOf,
  frame,
  hostCredential,
  lying,
  NAMESPACE,
  rebootDegraded,
  waitCondition,
  waitEvent,
} from './scene.ts';

const NAME = 'shop-signed';
const UNIT = `${NAME}.service`;
const FILE = `/etc/credstore.encrypted/${NAME}`;
const SIGNATURES = '/etc/systemd/tpm2-pcr-signature.json';
/** As the stub of a unified kernel image leaves it. */
const BOOTED = '/run/systemd/tpm2-pcr-signature.json';
/** Debian sid changes every day: on request. */
const WITH_SID = process.env['CREDFLEET_TEST_SID'] === '1';
const SID = { name: 'quill', release: 'sid', labels: { role: 'shop' } } as const;
const HOSTS = ['orla', 'pavo', ...(WITH_SID ? [SID.name] : [])];
const PCRS = [0, 7];
const PATIENCE_MS = 90_000;
const SRK_PINNED_SINCE = 262;

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKeyPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
const SPEC = {
  delivery: { type: 'Service', dropIn: 'Managed' },
  sealing: { key: 'HostAndTPM2', tpm2PublicKey: publicKeyPem, tpm2PublicKeyPCRs: PCRS },
};

let fleet: Fleet;
let keyFile = '';

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'orla', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'pavo', release: 'trixie', labels: { role: 'shop' } },
      ...(WITH_SID ? [SID] : []),
    ],
  });
  keyFile = join(fleet.testbed.dir, 'pcr-key.pem');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  await fleet.apply(...frame);
  await Promise.all(fleet.hosts.map((host) => installSampleService(host, UNIT, NAME, true)));
  await fleet.putSecret(NAMESPACE, NAME, { value: 'signed-one' });
});

afterAll(async () => {
  await fleet?.close();
});

const valuesOf = (firmware: string): readonly string[] =>
  PCRS.flatMap((pcr) => ['--pcr', `${pcr}=${pcrAfter(firmware, pcr)}`]);

async function sign(name: string, firmware: string, ...hosts: readonly string[]): Promise<void> {
  const to = hosts.length === 0 ? ['--host', 'role=shop'] : ['--hosts', hosts.join(',')];
  const args = ['pcr', 'sign', name, '--key', keyFile, ...valuesOf(firmware), ...to];
  await fleet.mustCredfleet([...args, '--comment', `firmware ${firmware}`]);
  await fleet.mustKubectl(['wait', `pcrsig/${name}`, '--for=condition=Installed', '--timeout=60s']);
}

type HostView = {
  readonly status?: {
    readonly conditions?: readonly Condition[];
    readonly pcrSignatures?: readonly string[];
    readonly capabilities?: readonly string[];
  };
};

async function waitHost(
  name: string,
  what: string,
  check: (status: NonNullable<HostView['status']>) => boolean,
): Promise<NonNullable<HostView['status']>> {
  return eventually(
    `host ${name}: ${what}`,
    async () => {
      const { status = {} } = await fleet.get<HostView>('host', name);
      if (check(status)) return status;
      throw new Error(JSON.stringify([status.pcrSignatures, status.conditions]));
    },
    { timeoutMs: PATIENCE_MS },
  );
}

async function inSync(name: string, reason: string): Promise<Condition> {
  const { conditions = [] } = await waitHost(
    name,
    reason,
    (status) =>
      status.conditions?.some(
        (one) => one.type === 'CredentialsInSync' && one.reason === reason,
      ) === true,
  );
  return conditions.find(({ type }) => type === 'CredentialsInSync')!;
}

/** What systemd itself says to it, with what it finds by itself. */
async function decrypts(host: TestHost): Promise<boolean> {
  const args = ['systemd-creds', 'decrypt', `--name=${NAME}`, FILE, '/dev/null'];
  const result = await host.run(args, { env: { SYSTEMD_TPM2_DEVICE: host.tpm.device } });
  return result.exitCode === 0;
}

async function rebootInto(host: TestHost, firmware: string): Promise<void> {
  host.tpm.setFirmware(firmware);
  await rebootDegraded(host);
}

async function runsWithIt(host: TestHost): Promise<void> {
  await eventually(
    `${UNIT} on ${host.name} to run with its content`,
    async () => ((await loadedEquals(host, UNIT, NAME, 'signed-one')) ? true : undefined),
    { timeoutMs: PATIENCE_MS },
  );
}

async function journal(host: TestHost): Promise<string> {
  return host.must(['journalctl', '-b', '-u', 'credfleet-agent', '-o', 'cat', '--no-pager']);
}

test.for(HOSTS)('what is signed has the bytes of systemd-measure on %s', async (name) => {
  const host = fleet.host(name);
  const measure = '/usr/lib/systemd/systemd-measure';
  const pem = publicKeyPem;
  await host.writeFile('/root/measured', 'a kernel image', 0o600);
  await host.writeFile('/root/key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }), 0o600);
  await host.writeFile('/root/key.pub', pem, 0o600);
  const what = ['--linux=/root/measured', '--bank=sha256', '--phase=sysinit'];
  const env = { SYSTEMD_TPM2_DEVICE: host.tpm.device };
  const json = async (...args: readonly string[]) =>
    JSON.parse(await host.must([measure, ...args, ...what, '--json=short'], { env })) as {
      sha256: { hash: string; pcrs: number[]; pkfp: string; pol: string; sig: string }[];
    };
  const calculated = await json('calculate');
  const keys = ['--private-key=/root/key.pem', '--public-key=/root/key.pub'];
  const [theirs] = (await json('sign', ...keys, `--tpm2-device=${host.tpm.device}`)).sha256;
  const pcr = `11=${calculated.sha256[0]?.hash}`;
  const args = ['pcr', 'sign', 'x', '--key', keyFile, '--pcr', pcr, '--hosts', name, '-o', 'json'];
  const ours = JSON.parse(await fleet.mustCredfleet(args)) as {
    spec: { pcrs: number[]; policyDigest: string; signature: string };
  };
  const { pcrs, policyDigest, signature } = ours.spec;
  expect({ pcrs, pol: policyDigest, sig: signature }).toEqual({
    pcrs: theirs?.pcrs,
    pol: theirs?.pol,
    sig: theirs?.sig,
  });
  expect(theirs?.pkfp).toBe(pcrKeyFingerprint(createPublicKey(pem)));
  await host.must(['rm', '/root/key.pem']);
});

test('a private key that others may read is not used', async () => {
  chmodSync(keyFile, 0o640);
  const args = ['pcr', 'sign', 'never', '--key', keyFile, ...valuesOf('1.0'), '--hosts', 'orla'];
  const result = await fleet.credfleet(args);
  chmodSync(keyFile, 0o600);
  expect(result).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('chmod 0600') });
});

test('hosts say that they can; a state that nobody signed is refused before anything is installed', async () => {
  for (const name of HOSTS) {
    const { capabilities } = await waitHost(
      name,
      'capabilities',
      (status) => status.capabilities?.includes('PCRSignatures') === true,
    );
    expect(capabilities).toEqual(
      expect.arrayContaining(['SealHostAndTPM2', 'SealTPM2Initrd', 'SealSignedPCRs']),
    );
  }
  await fleet.apply(hostCredential({ name: NAME, spec: SPEC, hosts: ['orla'] }));
  const condition = await eventually('the host to refuse', async () => {
    const rows = await fleet.mustCredfleet([
      'status',
      '-n',
      NAMESPACE,
      NAME,
      '--hosts',
      '-o',
      'json',
    ]);
    const { hosts } = JSON.parse(rows) as { hosts: { code: string; message: string }[] };
    return hosts.find(({ code }) => code === 'PCR_NOT_SIGNED');
  });
  expect(condition.message).toContain(`--pcr 7=${pcrAfter(DEFAULT_FIRMWARE, 7)}`);
  expect(await lying(fleet.host('orla'), FILE)).toBeUndefined();
});

test('signed, it is delivered; the header names key and PCRs, and systemd finds the signature by itself', async () => {
  await sign('firmware-1', DEFAULT_FIRMWARE);
  await fleet.apply(hostCredential({ name: NAME, spec: SPEC }));
  await fleet.mustCredfleet(['rollout', 'retry', `${NAMESPACE}/${NAME}`]);
  await eventually(
    'all hosts to run with it',
    async () => {
      for (const host of fleet.hosts) await runsWithIt(host);
      return true;
    },
    { timeoutMs: PATIENCE_MS },
  );
  for (const host of fleet.hosts) {
    expect(await decrypts(host)).toBe(true);
    const path = `${host.rootDir}${FILE}`;
    const inspected = await fleet.mustCredfleet(['inspect', path, '-o', 'json']);
    expect(JSON.parse(inspected)).toMatchObject({
      keyType: 'host+tpm2',
      signedPcrs: PCRS,
      pcrKey: pcrKeyFingerprint(createPublicKey(publicKeyPem)),
    });
    // The agent opened it itself: nobody else had to decide, but for files that only systemd opens.
    const decided = (await journal(host))
      .split('\n')
      .filter((line) => line.includes('creds decides') && !line.includes('PCR_NOT_SIGNED'));
    const isOurs = host.systemdVersion < SRK_PINNED_SINCE;
    expect(decided.filter((line) => isOurs || !line.includes('storage root key'))).toEqual([]);
    const status = await waitHost(
      host.name,
      'signatures',
      ({ pcrSignatures }) => pcrSignatures?.includes('firmware-1') === true,
    );
    expect(status.conditions).toContainEqual(
      expect.objectContaining({ type: 'PCRSignaturesInstalled', status: 'True' }),
    );
  }
});

test('a forecast names it until the state is signed', async () => {
  const ask = async () => fleet.credfleet(['forecast', ...valuesOf('2.0'), '-o', 'json']);
  const before = await ask();
  expect(before.exitCode).toBe(3);
  expect(JSON.parse(before.stdout)).toMatchObject(
    HOSTS.map((host) => ({ host, verdict: 'OpensNoMore' })),
  );
  await sign('firmware-2', '2.0');
  const after = await ask();
  expect(after.exitCode).toBe(0);
});

describe.for(HOSTS)('on %s', (name) => {
  test('the state that was signed comes: the service is up with no new seal, with neither agent nor controller', async () => {
    const host = fleet.host(name);
    const sealed = await lying(host, FILE);
    const of = { host: name, name: NAME, type: 'host.version.sealLost' };
    const lost = (await eventsOf(fleet, of)).length;
    await host.must(['systemctl', 'disable', '--now', 'credfleet-agent.service']);
    await rebootInto(host, '2.0');
    await runsWithIt(host);
    expect((await unitFacts(host, UNIT)).activeState).toBe('active');
    expect(await lying(host, FILE)).toBe(sealed);
    await host.must(['systemctl', 'enable', '--now', 'credfleet-agent.service']);
    await fleet.waitConnected(name);
    await inSync(name, 'InSync');
    expect(await lying(host, FILE)).toBe(sealed);
    expect(await eventsOf(fleet, of)).toHaveLength(lost);
  });

  test('a state that nobody signed: the service waits, everybody is told why, and it starts when somebody signs', async () => {
    const host = fleet.host(name);
    const sealed = await lying(host, FILE);
    const of = { host: name, name: NAME, type: 'host.version.sealLost' };
    const before = (await eventsOf(fleet, of)).length;
    await rebootInto(host, '3.0');
    const event = await waitEvent(fleet, { ...of, before });
    expect(event.detail).toMatchObject({ code: 'PCR_NOT_SIGNED', reason: 'SealLost' });
    expect(event.detail['message']).toContain(`--pcr 7=${pcrAfter('3.0', 7)}`);
    const condition = await inSync(name, 'PcrNotSigned');
    expect(condition.message).toContain(NAME);
    expect((await unitFacts(host, UNIT)).activeState).toBe('failed');
    expect(await decrypts(host)).toBe(false);
    await sign(`firmware-3-${name}`, '3.0', name);
    await runsWithIt(host);
    await inSync(name, 'InSync');
    expect(await lying(host, FILE)).toBe(sealed);
  });

  test('what a kernel image brings is kept beside ours, and what somebody changes is put back', async () => {
    const host = fleet.host(name);
    const foreign = { pcrs: [11], pkfp: 'aa', pol: 'bb', sig: 'AAAA' };
    await host.writeFile(BOOTED, JSON.stringify({ sha256: [foreign] }), 0o644);
    await host.must(['sh', '-c', `echo broken > ${SIGNATURES}`]);
    await eventually(
      'the file to be put back',
      async () => {
        const text = Buffer.from(await host.readFile(SIGNATURES)).toString();
        const { sha256 } = JSON.parse(text) as { sha256: unknown[] };
        expect(sha256[0]).toEqual(foreign);
        expect(sha256.length).toBeGreaterThan(3);
        return true;
      },
      { timeoutMs: PATIENCE_MS },
    );
    expect(await decrypts(host)).toBe(true);
    await host.must(['rm', BOOTED]);
  });

  test('a signature that is none changes nothing, wherever it comes from', async () => {
    const host = fleet.host(name);
    const good = await fleet.get<{ spec: Record<string, unknown> }>('pcrsig', 'firmware-1');
    const spec = { ...good.spec, policyDigest: 'ab'.repeat(32) };
    const forged = { apiVersion: 'credfleet.dev/v1alpha1', kind: 'PCRSignature' };
    await fleet.apply({ ...forged, metadata: { name: `forged-${name}` }, spec });
    await fleet.mustKubectl([
      'wait',
      `pcrsig/forged-${name}`,
      '--for=condition=Valid=False',
      '--timeout=60s',
    ]);
    const found = Buffer.from(await host.readFile(SIGNATURES)).toString();
    expect(found).not.toContain('ab'.repeat(32));
    expect(await decrypts(host)).toBe(true);
    await fleet.mustKubectl(['delete', 'pcrsig', `forged-${name}`]);
  });

  test('a file of the host’s owner in that place is left alone, and told of', async () => {
    const host = fleet.host(name);
    await host.must(['sh', '-c', `rm ${SIGNATURES} && echo '{"sha256":[]}' > ${SIGNATURES}`]);
    await host.must(['systemctl', 'restart', 'credfleet-agent.service']);
    const { conditions } = await waitHost(
      name,
      'PCR_SIGNATURES_FOREIGN',
      (status) =>
        status.conditions?.some(({ reason }) => reason === 'PcrSignaturesForeign') === true,
    );
    const said = conditions?.find(({ reason }) => reason === 'PcrSignaturesForeign');
    expect(said?.message).toContain('/usr/local/lib/systemd');
    expect(Buffer.from(await host.readFile(SIGNATURES)).toString()).toBe('{"sha256":[]}\n');
    await host.must(['rm', SIGNATURES]);
    await host.must(['systemctl', 'restart', 'credfleet-agent.service']);
    await waitHost(
      name,
      'its signatures to be back',
      ({ pcrSignatures }) => pcrSignatures?.includes('firmware-1') === true,
    );
    expect(await decrypts(host)).toBe(true);
  });
});

test('a signature that is deleted goes from every host', async () => {
  await fleet.mustKubectl(['delete', 'pcrsig', 'firmware-1']);
  for (const name of HOSTS) {
    await waitHost(
      name,
      'without it',
      ({ pcrSignatures = [] }) =>
        !pcrSignatures.includes('firmware-1') && pcrSignatures.includes('firmware-2'),
    );
  }
  const condition = await waitCondition(fleet, NAME, 'Ready', 'True');
  expect(condition.reason).toBe('Healthy');
});
