/**
 * Opening kubeconfigs: which files, which context, and what is refused.
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readEnvironment } from '#src/cli/config.ts';
import { openKubeconfig, queryMaterialOf } from '#src/cli/kube/kubeconfig.node.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
let dir = '';

function kubeconfig(name: string, cluster: object): string {
  const file = join(dir, `${name}.yaml`);
  const user = { 'client-certificate-data': base64('crt'), 'client-key-data': base64('key') };
  const context = { cluster: name, user: name, namespace: `ns-${name}` };
  writeFileSync(
    file,
    stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name, cluster: { server: 'https://127.0.0.1:1', ...cluster } }],
      users: [{ name, user }],
      contexts: [{ name, context }],
      'current-context': name,
    }),
  );
  return file;
}

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'credfleet-kubeconfig-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a kubeconfig', () => {
  test('gives server, operator certificate and the address of queries', async () => {
    const extension = { queryAddress: 'c.example:7444' };
    const file = kubeconfig('one', {
      'certificate-authority-data': base64('cluster ca'),
      extensions: [{ name: 'credfleet.dev/controller', extension }],
    });
    const opened = await openKubeconfig({ files: [file] });
    expect(opened.server).toBe('https://127.0.0.1:1');
    const material = queryMaterialOf(opened, undefined);
    expect(material).toMatchObject({ context: 'one', address: 'c.example:7444' });
    expect(material).toMatchObject({ caPem: 'cluster ca', certificatePem: 'crt', keyPem: 'key' });
    expect(queryMaterialOf(opened, 'other:1').address).toBe('other:1');
  });

  test('of several files takes the first context, or the one that is named', async () => {
    const files = [kubeconfig('a', {}), join(dir, 'absent'), kubeconfig('b', {})];
    expect((await openKubeconfig({ files })).config.currentContext).toBe('a');
    const named = await openKubeconfig({ files, context: 'b' });
    expect(named.config.getCurrentCluster()?.name).toBe('b');
  });

  test('that does not exist is refused with what to do', async () => {
    await expect(openKubeconfig({ files: [join(dir, 'absent')] })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('--kubeconfig') as string,
    });
  });

  test('without the named context is refused, naming those there are', async () => {
    const file = kubeconfig('only', {});
    await expect(openKubeconfig({ files: [file], context: 'x' })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('it has only') as string,
    });
  });

  test.for([[{ 'insecure-skip-tls-verify': true }], [{ server: 'http://127.0.0.1:1' }]] as const)(
    'with %j is refused: nobody would check who answers',
    async ([cluster]) => {
      const file = kubeconfig('weak', cluster);
      await expect(openKubeconfig({ files: [file] })).rejects.toThrow('not verified by TLS');
    },
  );

  test('that is no YAML is refused by name, without showing any of it', async () => {
    const file = join(dir, 'broken');
    writeFileSync(file, 'users:\n- client-key-data: c3dvcmRmaXNo\n  } :');
    const opening = openKubeconfig({ files: [file] });
    await expect(opening).rejects.toThrow(`kubeconfig ${file}: `);
    await expect(opening).rejects.not.toThrow('c3dvcmRmaXNo');
  });
});

describe('the environment', () => {
  test('KUBECONFIG lists files in order; without it the home directory has one', () => {
    expect(readEnvironment({ KUBECONFIG: '/a::/b' }).kubeconfigFiles).toEqual(['/a', '/b']);
    expect(readEnvironment({}).kubeconfigFiles[0]).toMatch(/\/\.kube\/config$/u);
  });

  test.for([
    [{}, false],
    [{ NO_COLOR: '' }, false],
    [{ NO_COLOR: '1' }, true],
    [{ TERM: 'dumb' }, true],
  ] as const)('%j switches colours off: %s', ([env, noColor]) => {
    expect(readEnvironment(env).noColor).toBe(noColor);
  });
});
