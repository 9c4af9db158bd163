/**
 * `credfleet get` and `inspect`: the server's columns, and no value of a Secret ever.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { hideSecretValues } from '#src/cli/get/format-objects.ts';
import { viewOf } from '#src/cli/commands/inspect.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const PATH = '/apis/credfleet.dev/v1alpha1';
const table = {
  kind: 'Table',
  columnDefinitions: [
    { name: 'Name', priority: 0 },
    { name: 'Hosts', priority: 0 },
    { name: 'Message', priority: 1 },
  ],
  rows: [
    { cells: ['db', 3, null], object: { metadata: { namespace: 'pay' } } },
    { cells: ['tls', null, 'all is well'], object: { metadata: { namespace: 'edge' } } },
  ],
};

describe('the table', () => {
  test('has a namespace column only with -A, and wide columns only with -o wide', async () => {
    const cli = new FakeCli();
    cli.api.on(`GET ${PATH}/hostcredentials`, table);
    cli.api.on(`GET ${PATH}/namespaces/pay/hostcredentials`, table);
    expect((await cli.run('get', 'hcred', '-A')).out).toBe(
      ['NAMESPACE   NAME   HOSTS', 'pay         db     3', 'edge        tls'].join('\n'),
    );
    expect((await cli.run('get', 'hcred', '-n', 'pay', '-o', 'wide')).out).toBe(
      ['NAME   HOSTS   MESSAGE', 'db     3', 'tls            all is well'].join('\n'),
    );
  });

  test('of several names is one table', async () => {
    const cli = new FakeCli();
    const one = (name: string) => ({ ...table, rows: [{ cells: [name, 1, ''] }] });
    cli.api.on(`GET ${PATH}/hosts/a`, one('a')).on(`GET ${PATH}/hosts/b`, one('b'));
    expect((await cli.run('get', 'hosts', 'a', 'b')).out.split('\n')).toHaveLength(3);
  });

  test('that is empty is said on standard error', async () => {
    const cli = new FakeCli();
    cli.api.on(`GET ${PATH}/namespaces/default/hostcredentials`, { ...table, rows: [] });
    expect(await cli.run('get', 'hcred')).toEqual({
      exitCode: 0,
      out: '',
      err: 'No hostcredentials found in namespace default.',
    });
  });

  test('that the server cannot make is an error, not an empty answer', async () => {
    const cli = new FakeCli();
    cli.api.on(`GET ${PATH}/hosts`, { kind: 'HostList', items: [] });
    expect((await cli.run('get', 'hosts')).exitCode).toBe(1);
  });

  test('-l goes to the server', async () => {
    const cli = new FakeCli();
    cli.api.on(`GET ${PATH}/hosts`, table);
    await cli.run('get', 'hosts', '-l', 'role=db');
    expect(cli.api.requests[0]?.query).toEqual({ labelSelector: 'role=db' });
  });
});

describe('the values of a Secret', () => {
  const record = 'kubectl.kubernetes.io/last-applied-configuration';
  const secret = {
    kind: 'Secret',
    metadata: { name: 's', annotations: { [record]: 'swordfish', kept: 'yes' } },
    data: { password: Buffer.from('swordfish').toString('base64') },
    stringData: { password: 'swordfish' },
  };
  const { kind: _, ...bare } = secret;
  test.for([
    ['one Secret', secret],
    ['a list of Secrets', { kind: 'SecretList', items: [bare, secret] }],
    ['a mixed list', { kind: 'List', items: [{ kind: 'Host' }, secret] }],
  ] as const)('in %s are replaced by their sizes', ([, value]) => {
    const shown = JSON.stringify(hideSecretValues(value));
    expect(shown).not.toContain('swordfish');
    expect(shown).not.toContain('c3dvcmRmaXNo');
    expect(shown).toContain('(9 bytes)');
    expect(shown).toContain('"kept":"yes"');
  });
});

describe('inspect', () => {
  test('shows the key, no PCRs and that the name is not readable', () => {
    const header = {
      keyType: 'host+tpm2',
      publicKey: false,
      userScoped: false,
      srkPinned: true,
      pcrMask: 0b1000_0001,
      tpm: { pcrMask: 0b1000_0001, bank: 'sha256', primary: 'ecc', policyDigestHex: 'ff' },
      ciphertextBytes: 120,
    } as const;
    expect(viewOf(header)).toMatchObject({
      keyType: 'host+tpm2',
      tpm2Pcrs: [0, 7],
      bank: 'sha256',
      signedPcrs: null,
      srkPinned: true,
    });
  });

  test('of something else names the file and what to do', async () => {
    const cli = new FakeCli();
    cli.files.set('/etc/passwd', 'root:x:0:0');
    const run = await cli.run('inspect', '/etc/passwd');
    expect(run.exitCode).toBe(1);
    expect(run.err).toMatch(/^error: \/etc\/passwd: not a sealed systemd credential/u);
  });

  test('of a file sealed with the host key says so in words and in JSON', async () => {
    const cli = new FakeCli();
    const bytes = Buffer.alloc(128);
    Buffer.from('5a1c6a86df9d4096b1d5a65e0862f19a', 'hex').copy(bytes);
    [32, 1, 12, 16].forEach((size, index) => bytes.writeUInt32LE(size, 16 + index * 4));
    cli.files.set('/c', bytes.toString('base64'));
    expect((await cli.run('inspect', '/c')).out).toContain('host (the host key file only; no TPM)');
    expect(JSON.parse((await cli.run('inspect', '/c', '-o', 'json')).out)).toMatchObject({
      file: '/c',
      keyType: 'host',
      tpm2Pcrs: [],
      bank: null,
    });
  });
});
