/**
 * `credfleet hosts import`: a whole list or nothing of it.
 * @module
 */
import { createPublicKey, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Host, HostSpec } from '#src/api/host.ts';
import { spkiHash, spkiOf } from '#src/identity/public-key.ts';
import { EK_ECC } from '#src/tpm/templates.ts';
import { p256Key } from '#test/fakes/applicant.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';
import { authority, ekCertificate } from '#test/gen/ek-certificate.ts';
import { eccKey, rsaKey } from '#test/gen/tpm.ts';

const HOSTS = '/apis/credfleet.dev/v1alpha1/hosts';
const A = 'a1'.repeat(32);
const B = 'b2'.repeat(32);

function host(name: string, spec: HostSpec, labels?: Record<string, string>): Host {
  const metadata = { name, resourceVersion: '5', ...(labels && { labels }) };
  return { apiVersion: 'credfleet.dev/v1alpha1', kind: 'Host', metadata, spec };
}

async function imported(csv: string, existing: readonly Host[] = [], ...flags: readonly string[]) {
  const cli = new FakeCli();
  cli.files.set('rack.csv', csv);
  cli.api.on(`GET ${HOSTS}`, { items: existing });
  cli.api.on(`POST ${HOSTS}`, {});
  for (const { metadata } of existing) cli.api.on(`PATCH ${HOSTS}/${metadata.name}`, {});
  const run = await cli.run('hosts', 'import', 'rack.csv', ...flags);
  return { ...run, writes: cli.api.writes.map(({ method, body }) => ({ method, body })) };
}

test('a list makes a Host for each line, pinned, approved, with its labels', async () => {
  const { out, err, writes, exitCode } = await imported(
    `name,ekHash,label.role,label.example.com/rack\ndb-1,${A.toUpperCase()},db,r7\n\nweb-1,${B},,\n`,
  );
  expect(exitCode).toBe(0);
  expect(out).toBe(
    [
      `host.credfleet.dev/db-1 created (ekHash ${A})`,
      `host.credfleet.dev/web-1 created (ekHash ${B})`,
    ].join('\n'),
  );
  expect(err).toContain('2 hosts in the list, 2 changed');
  expect(writes).toEqual([
    {
      method: 'POST',
      body: {
        apiVersion: 'credfleet.dev/v1alpha1',
        kind: 'Host',
        metadata: { name: 'db-1', labels: { role: 'db', 'example.com/rack': 'r7' } },
        spec: { ekHash: A, approval: 'Approved' },
      },
    },
    {
      method: 'POST',
      body: expect.objectContaining({ metadata: { name: 'web-1' } }) as unknown,
    },
  ]);
});

test('imported a second time nothing is written; new labels are, as the Host was read', async () => {
  const existing = [
    host('db-1', { ekHash: A }, { role: 'db', by: 'hand' }),
    host('web-1', { ekHash: B }),
  ];
  const csv = `name,ekHash,label.role\ndb-1,${A},db\nweb-1,${B},web\n`;
  const { out, writes } = await imported(csv, existing);
  expect(out).toContain('db-1 unchanged');
  expect(out).toContain('web-1 labelled');
  expect(writes).toEqual([
    { method: 'PATCH', body: { metadata: { labels: { role: 'web' }, resourceVersion: '5' } } },
  ]);
});

test('a name that was kept free is pinned; whether it is approved stays as it is', async () => {
  const { out, writes } = await imported(`name,ekHash\ndb-1,${A}\n`, [
    host('db-1', { approval: 'Pending' }),
  ]);
  expect(out).toContain('db-1 pinned');
  expect(writes[0]?.body).toEqual({
    metadata: { labels: {}, resourceVersion: '5' },
    spec: { ekHash: A },
  });
});

test('--dry-run says what would be done and does nothing', async () => {
  const { out, err, writes } = await imported(`name,ekHash\ndb-1,${A}\n`, [], '--dry-run');
  expect(out).toBe(`host.credfleet.dev/db-1 created (dry run) (ekHash ${A})`);
  expect(err).toContain('would be changed');
  expect(writes).toEqual([]);
});

describe('an endorsement key may come as', () => {
  const key = p256Key();
  const spki = spkiOf(key);
  const certificate = ekCertificate(spki, authority('Maker'));
  const tpm = eccKey(EK_ECC);
  const tpmHash = spkiHash(spkiOf(tpm.privateKey));
  const rsa = rsaKey();
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const sized = Buffer.concat([Buffer.from([0, tpm.publicArea.length]), tpm.publicArea]);
  test.for([
    {
      given: 'a public key in PEM',
      column: 'ekPub',
      value: createPublicKey(key).export({ format: 'pem', type: 'spki' }),
      ekHash: spkiHash(spki),
    },
    {
      given: 'a public key in Base64',
      column: 'ekPub',
      value: base64(spki),
      ekHash: spkiHash(spki),
    },
    {
      given: 'a certificate in PEM',
      column: 'ekCert',
      value: new X509Certificate(certificate).toString(),
      ekHash: spkiHash(spki),
    },
    {
      given: 'a certificate in Base64, padded as in NV',
      column: 'ekCert',
      value: base64(Buffer.concat([certificate, Buffer.alloc(64)])),
      ekHash: spkiHash(spki),
    },
    { given: 'TPMT_PUBLIC', column: 'ekPub', value: base64(tpm.publicArea), ekHash: tpmHash },
    { given: 'TPM2B_PUBLIC', column: 'ekPub', value: base64(sized), ekHash: tpmHash },
    {
      given: 'an RSA key',
      column: 'ekPub',
      value: base64(rsa.publicArea),
      ekHash: spkiHash(spkiOf(rsa.privateKey)),
    },
  ])('$given', async ({ column, value, ekHash }) => {
    const { out, err } = await imported(`name,${column}\r\n"db-1","${value}"\r\n`);
    expect(err).not.toContain('not imported');
    expect(out).toBe(`host.credfleet.dev/db-1 created (ekHash ${ekHash})`);
  });
});

const bad: readonly {
  readonly given: string;
  readonly csv: string;
  readonly problem: string;
  readonly existing?: readonly Host[];
}[] = [
  {
    given: 'an empty file',
    csv: '',
    problem: "rack.csv:1: the first line must name the columns, 'name'",
  },
  { given: 'no header', csv: `db-1,${A}\n`, problem: 'rack.csv:1: the first line must name' },
  {
    given: 'no column of a key',
    csv: 'name,label.role\ndb-1,db\n',
    problem: 'rack.csv:1: one of the columns ekHash',
  },
  {
    given: 'an unknown column',
    csv: `name,ekHash,colour\ndb-1,${A},red\n`,
    problem: "rack.csv:1: the column 'colour'",
  },
  { given: 'a column twice', csv: `name,ekHash,name\ndb-1,${A},x\n`, problem: 'twice' },
  { given: 'a header alone', csv: 'name,ekHash\n', problem: 'rack.csv:2: no host' },
  {
    given: 'a value too many',
    csv: `name,ekHash\nweb-1,${B}\ndb-1,${A},x\n`,
    problem: 'rack.csv:3: 3 values for 2 columns',
  },
  { given: 'a name that is none', csv: `name,ekHash\nDB 1,${A}\n`, problem: "rack.csv:2: 'DB 1'" },
  {
    given: 'a short hash',
    csv: `name,ekHash\ndb-1,a1b2\n`,
    problem: 'rack.csv:2: host db-1: its ekHash is not 64',
  },
  { given: 'no key', csv: 'name,ekHash\ndb-1,\n', problem: 'rack.csv:2: host db-1: none of' },
  {
    given: 'a key that is none',
    csv: 'name,ekPub\ndb-1,AAAA\n',
    problem: 'its ekPub is no endorsement key',
  },
  {
    given: 'a key that is no Base64',
    csv: 'name,ekPub\ndb-1,<html>\n',
    problem: 'its ekPub is no endorsement key',
  },
  {
    given: 'hash and key of two TPMs',
    csv: `name,ekHash,ekPub\ndb-1,${A},${Buffer.from(spkiOf(p256Key())).toString('base64')}\n`,
    problem: 'different endorsement keys',
  },
  {
    given: 'a label that is none',
    csv: `name,ekHash,label.role\ndb-1,${A},a b\n`,
    problem: "'a b' cannot be",
  },
  {
    given: 'a name twice',
    csv: `name,ekHash\ndb-1,${A}\ndb-1,${B}\n`,
    problem: 'rack.csv:3: host db-1: the same name as in line 2',
  },
  {
    given: 'a TPM twice',
    csv: `name,ekHash\ndb-1,${A}\ndb-2,${A}\n`,
    problem: 'rack.csv:3: host db-2: the same ekHash as in line 2',
  },
  {
    given: 'a quote left open',
    csv: `name,ekHash\n"db-1,${A}\n`,
    problem: 'rack.csv: line 2: a quote',
  },
  {
    given: 'a machine that is another host',
    csv: `name,ekHash\ndb-1,${A}\n`,
    existing: [host('web-9', { ekHash: A })],
    problem: 'rack.csv:2: host db-1: its machine is host web-9 already',
  },
  {
    given: 'a name that another TPM has',
    csv: `name,ekHash\ndb-1,${A}\n`,
    existing: [host('db-1', { ekHash: B })],
    problem: `it is pinned to ekHash ${B}; delete it first`,
  },
  {
    given: 'a name that a software host has',
    csv: `name,ekHash\ndb-1,${A}\n`,
    existing: [host('db-1', { identityKeyHash: B })],
    problem: 'it is a software host',
  },
];

test.for(bad)(
  '$given: nothing is written, and the line is named',
  async ({ csv, existing, problem }) => {
    // A good line before it is not imported either.
    const { err, out, writes, exitCode } = await imported(csv, existing);
    expect(exitCode).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('nothing was changed');
    expect(err).toContain(problem);
    expect(writes).toEqual([]);
  },
);

test('all problems of a list are told at once', async () => {
  const { err } = await imported(`name,ekHash\nDB,${A}\ndb-1,x\n`);
  expect(err).toContain('rack.csv:2:');
  expect(err).toContain('rack.csv:3:');
});

test('a machine that was installed anew is approved with its new keys', async () => {
  const cli = new FakeCli();
  const waiting = { ...host('db-1', { ekHash: A }), status: { pendingInstallation: B } };
  cli.api.on(`GET ${HOSTS}`, { items: [waiting] });
  cli.api.on(`GET ${HOSTS}/db-1`, waiting);
  cli.api.on(`PATCH ${HOSTS}/db-1`, {});
  expect((await cli.run('hosts', 'list')).out).toContain('credfleet hosts approve db-1');
  await cli.run('hosts', 'approve', 'db-1');
  expect(cli.api.writes[0]?.body).toMatchObject({
    spec: { approval: 'Approved', approvedInstallation: B },
  });
});
