/**
 * Bad input and broken hosts: each gets a clear error that names the object, the cause and what to do, and
 * nothing is lost or weakened.
 * @module
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';
import { installSampleService, unitFacts } from '#test/fleet/sample-service.ts';
import {
  accessPolicy,
  softwareHostsToo,
  API_VERSION,
  auditEvents,
  bring,
  frame,
  hostCredential,
  NAMESPACE,
  states,
  waitCondition,
  waitRollout,
  type StateView,
} from './scene.ts';

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start({
    hosts: [
      { name: 'sigma', release: 'bookworm', labels: { role: 'shop' } },
      { name: 'tau', release: 'trixie', labels: { role: 'shop' } },
      { name: 'bare', release: 'trixie', tpm: false, labels: { role: 'bare' } },
    ],
  });
  await fleet.apply(...frame);
  await fleet.apply(softwareHostsToo(accessPolicy('bare', 'bare', ['shop-*'])));
});

afterAll(async () => {
  await fleet?.close();
});

/** Waits until the host has said no to this credential. */
async function refusal(name: string, host: string): Promise<StateView> {
  return eventually(`${host} to refuse ${name}`, async () => {
    const row = (await states(fleet, name)).find((state) => state.host === host);
    return row !== undefined && row.code !== '' ? row : undefined;
  });
}

async function sealedFileExists(host: string, name: string): Promise<boolean> {
  return (
    (await fleet.host(host).run(['test', '-e', `/etc/credstore.encrypted/${name}`])).exitCode === 0
  );
}

describe('manifests', () => {
  test('an unknown field is refused by name', async () => {
    const object = hostCredential({ name: 'shop-typo', spec: { healthy: {} } });
    const result = await fleet.kubectl(['apply', '-f', '-'], { stdin: JSON.stringify(object) });
    expect(result.exitCode).not.toBe(0);
    expect(result.stderr).toContain('unknown field "spec.healthy"');
  });

  test('a wrong type is refused with the field', async () => {
    const object = hostCredential({
      name: 'shop-typo',
      spec: { health: { minHealthySeconds: 'soon' } },
    });
    const result = await fleet.kubectl(['apply', '-f', '-'], { stdin: JSON.stringify(object) });
    expect(result.exitCode).not.toBe(0);
    expect(result.stderr).toContain('spec.health.minHealthySeconds');
  });

  test('a name that systemd would refuse is refused by the API', async () => {
    const items = [{ name: 'a/b', source: { secretKeyRef: { name: 'x', key: 'value' } } }];
    const result = await fleet.kubectl(['apply', '-f', '-'], {
      stdin: JSON.stringify(hostCredential({ name: 'shop-slash', spec: { items } })),
    });
    expect(result.exitCode).not.toBe(0);
    expect(result.stderr).toContain('spec.items[0].name');
  });
});

describe('sources', () => {
  test('a missing Secret says so and changes nothing on hosts', async () => {
    await fleet.apply(hostCredential({ name: 'shop-nosecret' }));
    const condition = await waitCondition(fleet, 'shop-nosecret', 'SourceResolved', 'False');
    expect(condition.reason).toBe('SecretNotFound');
    expect(condition.message).toContain('shop-nosecret');
    expect(await sealedFileExists('tau', 'shop-nosecret')).toBe(false);
  });

  test('a missing key names Secret and key', async () => {
    await fleet.putSecret(NAMESPACE, 'shop-nokey', { other: 'x' });
    await fleet.apply(hostCredential({ name: 'shop-nokey' }));
    const condition = await waitCondition(fleet, 'shop-nokey', 'SourceResolved', 'False');
    expect(condition.reason).toBe('KeyNotFound');
    expect(condition.message).toContain("'value'");
  });

  test('content over 1 MiB is refused', async () => {
    const half = 'x'.repeat(600_000);
    await fleet.putSecret(NAMESPACE, 'shop-big-a', { value: half });
    await fleet.putSecret(NAMESPACE, 'shop-big-b', { value: half });
    const items = ['a', 'b'].map((part) => ({
      name: `shop-big-${part}`,
      source: { secretKeyRef: { name: `shop-big-${part}`, key: 'value' } },
    }));
    await fleet.apply(hostCredential({ name: 'shop-big', spec: { items } }));
    const condition = await waitCondition(fleet, 'shop-big', 'SourceResolved', 'False');
    expect(condition.reason).toBe('TooLarge');
  });
});

describe('access', () => {
  test('a namespace with no policy reaches no host', async () => {
    await fleet.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'stranger' } });
    await fleet.putSecret('stranger', 'shop-theft', { value: 'x' });
    const object = hostCredential({ name: 'shop-theft' }) as { metadata: { namespace: string } };
    object.metadata.namespace = 'stranger';
    await fleet.apply(object);
    const text = await fleet.mustKubectl([
      'wait',
      '-n',
      'stranger',
      'hostcredential/shop-theft',
      '--for=condition=TargetsAllowed=False',
      '--timeout=30s',
    ]);
    expect(text).toContain('condition met');
    const shown = await fleet.mustKubectl([
      'get',
      '-n',
      'stranger',
      'hostcredential/shop-theft',
      '-o',
      'jsonpath={.status.conditions[?(@.type=="TargetsAllowed")].reason}',
    ]);
    expect(shown).toBe('NoAccessPolicy');
    expect(await sealedFileExists('tau', 'shop-theft')).toBe(false);
  });

  test('a unit outside the policy is refused by the controller', async () => {
    await fleet.putSecret(NAMESPACE, 'shop-unit', { value: 'x' });
    await fleet.apply(
      hostCredential({
        name: 'shop-unit',
        spec: { activation: { units: [{ name: 'ssh.service' }] } },
      }),
    );
    const condition = await waitCondition(fleet, 'shop-unit', 'TargetsAllowed', 'False');
    expect(condition.reason).toBe('UnitNotAllowed');
  });

  test("a unit outside the host's own allow list is refused by the host", async () => {
    const tau = fleet.host('tau');
    await tau.writeFile(
      '/etc/credfleet/allow.json',
      JSON.stringify({ units: ['shop-ok-*'], credentials: ['*'] }),
    );
    await tau.must(['systemctl', 'restart', 'credfleet-agent.service']);
    await fleet.waitConnected('tau');
    await bring(fleet, { name: 'shop-denied', hosts: ['tau'] }, 'x');
    expect((await refusal('shop-denied', 'tau')).code).toBe('UNIT_NOT_ALLOWED');
    expect(await sealedFileExists('tau', 'shop-denied')).toBe(false);
    await tau.must(['rm', '/etc/credfleet/allow.json']);
    await tau.must(['systemctl', 'restart', 'credfleet-agent.service']);
    await fleet.waitConnected('tau');
  });
});

describe('hosts', () => {
  test('a unit that is not on the host', async () => {
    await fleet.putSecret(NAMESPACE, 'shop-nounit', { value: 'x' });
    await fleet.apply(hostCredential({ name: 'shop-nounit', hosts: ['tau'] }));
    const row = await refusal('shop-nounit', 'tau');
    expect(row.code).toBe('UNIT_NOT_FOUND');
    expect(row.message).toContain('shop-nounit.service');
    expect(await sealedFileExists('tau', 'shop-nounit')).toBe(false);
  });

  test('a reserved name never reaches the credstore', async () => {
    await fleet.apply(accessPolicy('reserved', 'shop', ['journal.*']));
    await fleet.putSecret(NAMESPACE, 'shop-reserved', { value: 'x' });
    const items = [
      { name: 'journal.app', source: { secretKeyRef: { name: 'shop-reserved', key: 'value' } } },
    ];
    await installSampleService(fleet.host('tau'), 'shop-reserved.service', 'journal.app', true);
    await fleet.apply(hostCredential({ name: 'shop-reserved', hosts: ['tau'], spec: { items } }));
    expect((await refusal('shop-reserved', 'tau')).code).toBe('CREDENTIAL_NAME_RESERVED');
    expect(await sealedFileExists('tau', 'journal.app')).toBe(false);
  });

  test('a host without a TPM refuses a profile that demands one', async () => {
    await bring(fleet, { name: 'shop-notpm', hosts: ['bare'] }, 'x');
    const condition = await waitCondition(fleet, 'shop-notpm', 'TargetsAllowed', 'False');
    expect(condition).toMatchObject({ reason: 'SealingUnsupported' });
    expect(condition.message).toContain('SealHostAndTPM2');
    expect(await sealedFileExists('bare', 'shop-notpm')).toBe(false);
  });

  test('a host without a TPM takes the profile that it can satisfy, when the policy admits it', async () => {
    await bring(
      fleet,
      { name: 'shop-hostkey', hosts: ['bare'], spec: { sealing: { key: 'Host' } } },
      'x',
    );
    await waitRollout(fleet, 'shop-hostkey', 1, 'Succeeded');
    const header = JSON.parse(
      await fleet.mustCredfleet([
        'inspect',
        `${fleet.host('bare').rootDir}/etc/credstore.encrypted/shop-hostkey`,
        '-o',
        'json',
      ]),
    ) as { keyType: string };
    expect(header.keyType).toBe('host');
  });

  test.for([
    {
      cause: 'a full credstore',
      name: 'shop-full',
      code: 'CREDSTORE_FULL',
      mount: 'size=4k',
      fill: true,
    },
    {
      cause: 'a read-only credstore',
      name: 'shop-readonly',
      code: 'CREDSTORE_READ_ONLY',
      mount: 'ro',
      fill: false,
    },
  ])('$cause', async ({ name, code, mount, fill }) => {
    const sigma = fleet.host('sigma');
    await sigma.must(['mkdir', '-p', '-m', '0700', '/etc/credstore.encrypted']);
    await sigma.must(['mount', '-t', 'tmpfs', '-o', mount, 'tmpfs', '/etc/credstore.encrypted']);
    if (fill) await sigma.run(['sh', '-c', 'cat /dev/zero > /etc/credstore.encrypted/fill']);
    try {
      await bring(fleet, { name, hosts: ['sigma'] }, 'x');
      const row = await refusal(name, 'sigma');
      expect(row.code).toBe(code);
      expect(row.message).toContain('/etc/credstore.encrypted');
    } finally {
      await sigma.must(['umount', '/etc/credstore.encrypted']);
    }
    expect(await sealedFileExists('sigma', name)).toBe(false);
  });

  test('a TPM that is away: the running service keeps its credential', async () => {
    const sigma = fleet.host('sigma');
    await bring(fleet, { name: 'shop-away', hosts: ['sigma'] }, 'one');
    await waitRollout(fleet, 'shop-away', 1, 'Succeeded');
    const before = await unitFacts(sigma, 'shop-away.service');
    await sigma.tpm.takeAway();
    try {
      await fleet.putSecret(NAMESPACE, 'shop-away', { value: 'two' });
      const row = await eventually('sigma to refuse version 2', async () =>
        (await states(fleet, 'shop-away')).find(
          (state) => state.targetVersion === 2 && state.code !== '',
        ),
      );
      expect(row.code).toBe('TPM_UNAVAILABLE');
    } finally {
      await sigma.tpm.giveBack();
    }
    expect(await unitFacts(sigma, 'shop-away.service')).toEqual(before);
  });

  test('a missing host key is not silently replaced by a new one', async () => {
    const tau = fleet.host('tau');
    await tau.must([
      'mv',
      '/var/lib/systemd/credential.secret',
      '/var/lib/systemd/credential.secret.kept',
    ]);
    try {
      await bring(fleet, { name: 'shop-nokeyfile', hosts: ['tau'] }, 'x');
      expect((await refusal('shop-nokeyfile', 'tau')).code).toBe('HOST_KEY_MISSING');
      expect(
        (await tau.run(['test', '-e', '/var/lib/systemd/credential.secret'])).exitCode,
      ).not.toBe(0);
    } finally {
      await tau.must([
        'mv',
        '/var/lib/systemd/credential.secret.kept',
        '/var/lib/systemd/credential.secret',
      ]);
    }
  });

  test('a file that somebody else wrote under the name is not overwritten', async () => {
    const tau = fleet.host('tau');
    await tau.must(['mkdir', '-p', '-m', '0700', '/etc/credstore.encrypted']);
    await tau.writeFile('/etc/credstore.encrypted/shop-foreign', 'by hand\n', 0o600);
    await bring(fleet, { name: 'shop-foreign', hosts: ['tau'] }, 'x');
    expect((await refusal('shop-foreign', 'tau')).code).toBe('CREDENTIAL_NAME_CONFLICT');
    expect(
      Buffer.from(await tau.readFile('/etc/credstore.encrypted/shop-foreign')).toString(),
    ).toBe('by hand\n');
  });
});

describe('enrolment', () => {
  test.for([
    {
      token: 'a wrong token',
      value: async () => 'abcdefabcdef.d3Jvbmd3cm9uZ3dyb25nd3Jvbmd3cm9uZ3dyb25nd3I',
    },
    {
      token: 'a token for another host',
      value: async () =>
        (await fleet.mustCredfleet(['hosts', 'token', 'create', 'somebody-else'])).trim(),
    },
  ])('$token is refused, and the audit log knows why', async ({ value }) => {
    const sigma = fleet.host('sigma');
    const since = new Date().toISOString();
    await fleet.apply({
      apiVersion: API_VERSION,
      kind: 'Host',
      metadata: { name: 'impostor' },
      spec: { approval: 'Approved' },
    });
    const token = await value();
    await sigma.writeFile('/etc/credfleet/impostor-token', token, 0o600);
    const result = await sigma.run(
      [
        'timeout',
        '6',
        ...fleet.agentCommand({
          hostName: 'impostor',
          stateDir: '/var/lib/impostor',
          tokenFile: '/etc/credfleet/impostor-token',
        }),
      ],
      { env: { SYSTEMD_TPM2_DEVICE: sigma.tpm.device } },
    );
    expect(`${result.stdout}${result.stderr}`).not.toContain(token);
    expect(`${result.stdout}${result.stderr}`).toContain('ENROLMENT_REFUSED');
    expect(await auditEvents(fleet, '--host', 'impostor', '--type', 'host.enrolled')).toEqual([]);
    const refused = await auditEvents(fleet, '--type', 'host.enrolmentRefused', '--since', since);
    expect(refused.length).toBeGreaterThan(0);
    await sigma.run(['rm', '-rf', '/var/lib/impostor']);
  });
});
