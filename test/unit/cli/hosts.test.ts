/**
 * `credfleet hosts`: who is let in is exactly who was compared, and a token is shown once.
 * @module
 */
import { describe, expect, test } from 'vitest';
import type { Host, HostSpec } from '#src/api/host.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { hostRows, renderHosts } from '#src/cli/hosts/host-rows.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const HOSTS = '/apis/credfleet.dev/v1alpha1/hosts';
const IDENTITY = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);
const apiVersion = 'credfleet.dev/v1alpha1';

function host(name: string, spec: HostSpec, status = {}): Host {
  return { apiVersion, kind: 'Host', metadata: { name, resourceVersion: '5' }, spec, status };
}

describe('the list', () => {
  test('shows hosts and those that wait, with the identity to compare', () => {
    const rows = hostRows([
      host('web-2', { identityKeyHash: OTHER, approval: 'Pending' }, { assurance: 'Software' }),
      host(
        'web-1',
        { approval: 'Approved', identityKeyHash: IDENTITY },
        {
          assurance: 'Software',
          systemdVersion: 257,
          lastSeenTime: '2026-11-22T11:59:00Z',
          conditions: [{ type: 'Connected', status: 'True' }],
        },
      ),
      host('gone', { approval: 'Approved', revoked: true }),
    ]);
    expect(renderHosts(rows, Date.parse('2026-11-22T12:00:00Z'))).toBe(
      [
        'NAME    APPROVAL   CONNECTED   ASSURANCE   SYSTEMD   LAST-SEEN   IDENTITY',
        'gone    Revoked    Unknown                           never',
        `web-1   Approved   True        Software    257       60s ago     ${IDENTITY}`,
        `web-2   Pending    Unknown     Software              never       ${OTHER}`,
        '1 waiting: credfleet hosts approve web-2',
      ].join('\n'),
    );
  });

  test('of an empty fleet says how to begin', async () => {
    const cli = new FakeCli();
    cli.api.on(`GET ${HOSTS}`, { items: [] });
    expect((await cli.run('hosts', 'list')).err).toContain('credfleet hosts token create HOST');
    expect((await cli.run('hosts', 'list', '-o', 'json')).out).toBe('{\n  "hosts": []\n}');
  });
});

describe('approve', () => {
  test('a known host changes its approval only, and only as it was read', async () => {
    const cli = new FakeCli();
    cli.api.on(`GET ${HOSTS}/web-1`, host('web-1', { identityKeyHash: IDENTITY }));
    cli.api.on(`PATCH ${HOSTS}/web-1`, {});
    const run = await cli.run('hosts', 'approve', 'web-1', '--identity', 'ABABABABABAB');
    expect(run.out).toBe(`host.credfleet.dev/web-1 approved (identity ${IDENTITY})`);
    expect(cli.api.writes).toEqual([
      expect.objectContaining({
        body: { metadata: { resourceVersion: '5' }, spec: { approval: 'Approved' } },
        contentType: 'application/merge-patch+json',
      }),
    ]);
  });

  test('a host with another identity than the one compared changes nothing', async () => {
    const cli = new FakeCli();
    cli.api.on(`GET ${HOSTS}/web-1`, host('web-1', { identityKeyHash: OTHER }));
    const run = await cli.run('hosts', 'approve', 'web-1', '--identity', IDENTITY);
    expect(run).toMatchObject({ exitCode: 1, out: '' });
    expect(run.err).toContain('[HOST_NOT_ADMITTED]');
    expect(cli.api.writes).toEqual([]);
  });

  test.for(['abab', 'not-hexadecimal!', ''])(
    'an identity of %j is too little to compare',
    async (identity) => {
      const cli = new FakeCli();
      cli.api.on(`GET ${HOSTS}/web-1`, host('web-1', { identityKeyHash: IDENTITY }));
      const run = await cli.run('hosts', 'approve', 'web-1', `--identity=${identity}`);
      expect(run.exitCode).toBe(2);
      expect(cli.api.writes).toEqual([]);
    },
  );

  test('is tried again when the controller pins the identity at the same moment', async () => {
    const cli = new FakeCli();
    let call = 0;
    cli.api.on(`GET ${HOSTS}/web-1`, () => host('web-1', call === 0 ? {} : { ekHash: IDENTITY }));
    cli.api.on(`PATCH ${HOSTS}/web-1`, () => {
      call += 1;
      if (call === 1) throw new CredfleetError('OBJECT_CONFLICT', 'changed meanwhile');
      return {};
    });
    const run = await cli.run('hosts', 'approve', 'web-1');
    expect(run.out).toContain(`identity ${IDENTITY}`);
  });

  test('a host that never stops changing is given up with the conflict', async () => {
    const cli = new FakeCli();
    cli.api.on(`GET ${HOSTS}/web-1`, host('web-1', {}));
    cli.api.on(`PATCH ${HOSTS}/web-1`, () => {
      throw new CredfleetError('OBJECT_CONFLICT', 'changed meanwhile');
    });
    expect(await cli.run('hosts', 'approve', 'web-1')).toMatchObject({ exitCode: 1 });
    expect(cli.api.writes).toHaveLength(5);
  });

  test('a name that nobody has is refused with where to look', async () => {
    const run = await new FakeCli().run('hosts', 'approve', 'x');
    expect(run.err).toContain("'credfleet hosts list'");
  });
});

test('deny writes the denial', async () => {
  const cli = new FakeCli();
  cli.api.on(`GET ${HOSTS}/web-1`, host('web-1', {})).on(`PATCH ${HOSTS}/web-1`, {});
  const run = await cli.run('hosts', 'deny', 'web-1');
  expect(run.out).toBe('host.credfleet.dev/web-1 denied (no identity pinned yet)');
  expect(cli.api.writes[0]?.body).toMatchObject({ spec: { approval: 'Denied' } });
});

describe('a join token', () => {
  const SECRETS = '/api/v1/namespaces/credfleet-system/secrets';
  const serve = (cli: FakeCli) =>
    cli.api.on('GET /api/v1/namespaces/credfleet-system', {}).on(`POST ${SECRETS}`, {});

  test('is the only line on standard output; what it is for goes beside', async () => {
    const cli = new FakeCli();
    serve(cli);
    const run = await cli.run('hosts', 'token', 'create', 'web-1');
    expect(run.out).toMatch(/^[a-z0-9]{10}\.[A-Za-z0-9_-]{43}$/u);
    expect(run.err).toContain('until 2026-11-22T13:00:00Z');
    expect(run.err).not.toContain(run.out.split('.')[1]);
  });

  test('with --out is in the file only', async () => {
    const cli = new FakeCli();
    serve(cli);
    const run = await cli.run('hosts', 'token', 'create', 'web-1', '--ttl', '5m', '--out', '/t');
    const [, secret = 'none'] = String(cli.files.get('/t')).trim().split('.');
    expect(run.out).toBe('');
    expect(secret).toHaveLength(43);
    expect(run.err).not.toContain(secret);
  });

  test('makes the system namespace on a fresh cluster', async () => {
    const cli = new FakeCli();
    cli.api.on('POST /api/v1/namespaces', {}).on(`POST ${SECRETS}`, {});
    await cli.run('hosts', 'token', 'create', 'web-1');
    expect(cli.api.writes.map((write) => write.path)).toEqual(['/api/v1/namespaces', SECRETS]);
  });
});
