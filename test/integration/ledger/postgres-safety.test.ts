/**
 * Which PostgreSQL a ledger is trusted to, and how it is reached: TLS that proves the server, a password from a file,
 * and nothing on a server that would not keep what it acknowledges.
 * @module
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toPem } from '#controller/keys/issue-certificate.ts';
import { openPostgresLedger } from '#controller/ledger/postgres/postgres-ledger.node.ts';
import { parsePostgresUrl } from '#controller/ledger/postgres/postgres-url.ts';
import { migrations } from '#controller/ledger/schema.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';
import { PostgresServer } from '#test/postgres/postgres-server.ts';

const PASSWORD = 'correct horse';

/** PostgreSQL cannot choose one itself. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

let server: PostgresServer;
let directory: string;
let passwordFile: string;
let port: number;

/** Opens it and closes it again. */
function open(url: string, withPassword = true): void {
  const place = parsePostgresUrl(url);
  const onEnd = (reason: Error): void => {
    throw reason;
  };
  openPostgresLedger({ place, onEnd, ...(withPassword ? { passwordFile } : {}) }).close();
}

function refusal(message: RegExp, code = 'STORE_FAILED'): unknown {
  return expect.objectContaining({ code, message: expect.stringMatching(message) as string });
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'credfleet-safety-'));
  const keyring = await keyringOf();
  const { certificatePem, keyPem } = issuerOf(keyring).issueServerCertificate(['localhost']);
  writeFileSync(join(directory, 'ca.pem'), toPem(keyring.ca.certificate));
  writeFileSync(join(directory, 'other.pem'), toPem((await keyringOf()).ca.certificate));
  port = await freePort();
  server = await PostgresServer.start({
    settings: ['ssl = on', "ssl_cert_file = 'server.crt'", "ssl_key_file = 'server.key'"],
    hba: [
      'hostssl tls credfleet 127.0.0.1/32 scram-sha-256',
      'host plain,latin credfleet 127.0.0.1/32 scram-sha-256',
      'host telling credfleet 127.0.0.1/32 password',
    ],
    files: { 'server.crt': certificatePem, 'server.key': keyPem },
    port,
  });
  for (const name of ['tls', 'plain', 'telling']) server.createDatabase(name);
  server.sql(`ALTER ROLE credfleet PASSWORD '${PASSWORD}'`);
});
beforeEach(() => {
  passwordFile = join(directory, 'password');
  writeFileSync(passwordFile, `${PASSWORD}\n`);
  chmodSync(passwordFile, 0o600);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

describe('TLS', () => {
  const url = (host: string, rootCert: string) =>
    `postgres://credfleet@${host}:${port}/tls?sslmode=verify-full&sslrootcert=${join(directory, rootCert)}`;

  test('to the server that the certificate names', () => {
    expect(() => open(url('localhost', 'ca.pem'))).not.toThrow();
  });

  test('never to one of another name, or of another CA', () => {
    expect(() => open(url('127.0.0.1', 'ca.pem'))).toThrow(refusal(/IP: 127.0.0.1 is not in/u));
    expect(() => open(url('localhost', 'other.pem'))).toThrow(
      refusal(/unable to verify|self-signed/u),
    );
  });

  test('never given up for a server that has none', async () => {
    const other = await freePort();
    await using _bare = await PostgresServer.start({ port: other });
    const bare = url('localhost', 'ca.pem').replace(`:${port}`, `:${other}`);
    expect(() => open(bare)).toThrow(refusal(/does not support SSL/u));
  });
});

describe('the password', () => {
  const url = () => `postgres://credfleet@127.0.0.1:${port}/plain`;

  test('comes from the file as it is now', () => {
    expect(() => open(url())).not.toThrow();
    writeFileSync(passwordFile, 'another');
    expect(() => open(url())).toThrow(refusal(/password authentication failed/u));
  });

  test('is not told to a server that nothing proves and that asks for it', () => {
    const telling = `postgres://credfleet@127.0.0.1:${port}/telling`;
    expect(() => open(telling)).toThrow(refusal(/asks for the password itself/u));
    expect(server.log()).not.toMatch(/connection authorized: user=credfleet database=telling/u);
  });

  test('is not taken from a file that everybody may read', () => {
    chmodSync(passwordFile, 0o604);
    expect(() => open(url())).toThrow(refusal(/chmod o= /u, 'CONFIG_INVALID'));
  });

  test('is asked for by its option when there is none, not taken from the environment', () => {
    process.env['PGPASSWORD'] = PASSWORD;
    try {
      expect(() => open(url(), false)).toThrow(
        refusal(/--ledger-password-file/u, 'CONFIG_INVALID'),
      );
    } finally {
      delete process.env['PGPASSWORD'];
    }
  });
});

describe('refused', () => {
  test('a server that runs with fsync=off', async () => {
    await using careless = await PostgresServer.start({ settings: ['fsync = off'] });
    careless.createDatabase('ledger');
    expect(() => open(careless.url('ledger'))).toThrow(refusal(/fsync=off/u));
  });

  test('a database that cannot hold every character', () => {
    const encoding = "ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0";
    server.sql(`CREATE DATABASE latin OWNER credfleet ${encoding}`);
    const latin = `postgres://credfleet@127.0.0.1:${port}/latin`;
    expect(() => open(latin)).toThrow(refusal(/not in UTF8/u));
  });

  test('a ledger of a newer credfleet, and it is not repaired', () => {
    const plain = `postgres://credfleet@127.0.0.1:${port}/plain`;
    open(plain);
    server.sql('UPDATE credfleet.owner SET schema_version = 99', 'plain');
    expect(() => open(plain)).toThrow(
      refusal(/schema 99, this credfleet knows \d+: run the newer/u),
    );
    expect(server.sql('SELECT schema_version FROM credfleet.owner', 'plain')).toBe('99');
    server.sql(`UPDATE credfleet.owner SET schema_version = ${migrations.length}`, 'plain');
    expect(() => open(plain)).not.toThrow();
  });
});
