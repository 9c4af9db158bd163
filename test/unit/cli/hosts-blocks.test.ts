/**
 * `credfleet hosts revoke`, `exposure`, `readmit`, `resume`, `accept-restore`: a person's decisions, exactly.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { hostRows, renderHosts } from '#src/cli/hosts/host-rows.ts';
import type { Host, HostSpec } from '#src/api/host.ts';
import type { ExposureRow } from '#src/wire/query-messages.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const HOSTS = '/apis/credfleet.dev/v1alpha1/hosts';
const apiVersion = 'credfleet.dev/v1alpha1';
type Block = NonNullable<NonNullable<Host['status']>['blocks']>[number];

function block(kind: Block['kind'], id: string): Block {
  return { id, kind, since: '2026-11-22T12:00:00Z', message: 'what happened' };
}

function host(name: string, spec: HostSpec, blocks: readonly Block[] = []): Host {
  const metadata = { name, resourceVersion: '5' };
  return { apiVersion, kind: 'Host', metadata, spec, status: { blocks } };
}

function cliWith(...hosts: readonly Host[]): FakeCli {
  const cli = new FakeCli();
  cli.api.on(`GET ${HOSTS}`, { items: hosts });
  for (const one of hosts) {
    cli.api.on(`GET ${HOSTS}/${one.metadata.name}`, one);
    cli.api.on(`PATCH ${HOSTS}/${one.metadata.name}`, {});
  }
  return cli;
}

const bodies = (cli: FakeCli) => cli.api.writes.map(({ body }) => body);

const HELD: ExposureRow = {
  host: 'web-1',
  namespace: 'payments',
  credential: 'db',
  version: 7,
  sinceMs: Date.parse('2026-11-01T00:00:00Z'),
  wasHeld: true,
  state: 'InUse',
};

describe('revoke', () => {
  test('writes the decision with its reason, and prints what must be rotated', async () => {
    const cli = cliWith(host('web-1', {}));
    cli.query.exposed = [
      HELD,
      { ...HELD, version: 6, state: 'Replaced', untilMs: HELD.sinceMs, wasHeld: false },
    ];
    const { out, exitCode: code } = await cli.run('hosts', 'revoke', 'web-1', '--reason', 'stolen');
    expect(code).toBe(0);
    expect(bodies(cli)).toEqual([
      { metadata: { resourceVersion: '5' }, spec: { revoked: true, revocationReason: 'stolen' } },
    ]);
    expect(out).toContain('host.credfleet.dev/web-1 revoked');
    expect(out).toMatch(/payments +db +7 +yes +2026-11-01T00:00:00\S*Z +still +InUse/u);
    expect(out).toMatch(/payments +db +6 +sent/u);
    expect(out).toContain('Rotate this one at the source: payments/db');
  });

  test('without a reason, or of nobody, changes nothing', async () => {
    const cli = cliWith(host('web-1', {}));
    expect((await cli.run('hosts', 'revoke', 'web-1')).exitCode).toBe(2);
    const unknown = await cli.run('hosts', 'revoke', 'web-9', '--reason', 'x');
    expect(unknown.err).toContain('web-9 does not exist');
    expect(cli.api.writes).toEqual([]);
  });

  test('a controller that cannot be asked: the host is out all the same', async () => {
    const cli = cliWith(host('web-1', {}));
    cli.query.exposure = () => Promise.reject(new Error('no route'));
    const {
      out,
      err,
      exitCode: code,
    } = await cli.run('hosts', 'revoke', 'web-1', '--reason', 'stolen');
    expect([code, out]).toEqual([0, 'host.credfleet.dev/web-1 revoked']);
    expect(err).toContain('credfleet hosts exposure web-1');
  });
});

test('exposure prints a stable shape, also of a host that is gone', async () => {
  const cli = new FakeCli();
  cli.query.exposed = [HELD];
  const { out } = await cli.run('hosts', 'exposure', 'web-1', '-o', 'json');
  expect(JSON.parse(out)).toMatchObject({
    host: 'web-1',
    credentials: [{ credential: 'db', version: 7, until: null, held: true, mustRotate: true }],
  });
});

describe('lifting', () => {
  test.for([
    { verb: 'resume', kind: 'ClonedDisk', more: {} },
    { verb: 'accept-restore', kind: 'ControllerOlderThanHost', more: {} },
    { verb: 'readmit', kind: 'Revoked', more: { revoked: false } },
  ] as const)('$verb names the block of its kind, and no other', async ({ verb, kind, more }) => {
    const kinds = ['ClonedDisk', 'ControllerOlderThanHost', 'Revoked'] as const;
    const blocks = kinds.map((one) => block(one, `id of ${one}`));
    const cli = cliWith(host('web-1', { liftedBlocks: ['older'] }, blocks));
    const { out, exitCode: code } = await cli.run('hosts', verb, 'web-1');
    expect(code).toBe(0);
    expect(bodies(cli)).toEqual([
      {
        metadata: { resourceVersion: '5' },
        spec: { liftedBlocks: [`id of ${kind}`, 'older'], ...more },
      },
    ]);
    expect(out).toContain(`${kind} since 2026-11-22T12:00:00Z`);
  });

  test('with nothing to lift changes nothing, and says what holds it instead', async () => {
    const cli = cliWith(host('web-1', {}, [block('Revoked', 'r')]));
    const { err, exitCode: code } = await cli.run('hosts', 'resume', 'web-1');
    expect(code).toBe(1);
    expect(err).toContain('held for another reason: Revoked');
    expect(cli.api.writes).toEqual([]);
  });

  test('accept-restore --all takes those that wait for it', async () => {
    const cli = cliWith(
      host('web-1', {}, [block('ControllerOlderThanHost', 'a')]),
      host('web-2', {}, [block('ClonedDisk', 'b')]),
      host('web-3', {}),
    );
    await cli.run('hosts', 'accept-restore', '--all');
    expect(cli.api.writes.map(({ path }) => path)).toEqual([`${HOSTS}/web-1`]);
    expect((await cli.run('hosts', 'accept-restore')).exitCode).toBe(2);
    expect((await cli.run('hosts', 'accept-restore', 'web-1', '--all')).exitCode).toBe(2);
  });
});

test('the list says which hosts are held, and why', () => {
  const rows = hostRows([host('web-1', { approval: 'Approved' }, [block('ClonedDisk', 'b')])]);
  expect(renderHosts(rows, 0)).toContain('web-1 is held: ClonedDisk: what happened');
});
