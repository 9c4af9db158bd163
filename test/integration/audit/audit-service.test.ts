/**
 * `credfleet audit`'s client against the controller's handlers, over mutual TLS on loopback.
 * @module
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuditHandlers } from '#controller/audit/audit-server.ts';
import { toPem } from '#controller/keys/issue-certificate.ts';
import { addExtraService, membersOf } from '#controller/stream/peer-guard.node.ts';
import { Tls13Credentials } from '#controller/stream/tls-credentials.node.ts';
import { openCheckpoint } from '#src/audit/checkpoint/checkpoint.ts';
import { verifyEvidence, verifyExport } from '#src/audit/verify/verify-export.ts';
import { createAuditClient } from '#src/cli/audit/audit-client.node.ts';
import type { AuditClient } from '#src/cli/audit/audit-client.ts';
import { nodeFiles } from '#src/cli/files.node.ts';
import { auditService } from '#src/wire/audit-service.ts';
import { AuditWorld } from '#test/gen/audit-world.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';
import { ledgerKinds } from '#test/postgres/ledger-homes.ts';

const never = new AbortController().signal;
describe.each(ledgerKinds)('$kind', ({ home }) => {
  let directory: string;
  let world: AuditWorld;
  let server: Server;
  let clientFor: (groups: readonly string[]) => AuditClient;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'credfleet-audit-service-'));
    world = new AuditWorld(home());
    world.live(200);
    const keyring = await keyringOf();
    const issuer = issuerOf(keyring);
    const caPem = toPem(keyring.ca.certificate);
    server = new Server();
    const implementation = createAuditHandlers(world.log, world.proofs);
    const service = { definition: auditService, implementation, allows: membersOf(['auditors']) };
    addExtraService(server, service, keyring.clusterUid);
    const tls = { ...issuer.issueServerCertificate(['127.0.0.1']), clientCaPem: caPem };
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', new Tls13Credentials(tls), (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      });
    });
    clientFor = (groups) => {
      const { certificatePem, keyPem } = issuer.issueClientCertificate({ user: 'alice', groups });
      const address = `127.0.0.1:${port}`;
      return createAuditClient({ address, caPem, certificatePem, keyPem }, () => Date.now());
    };
  });
  afterAll(() => {
    server.forceShutdown();
    world[Symbol.dispose]();
    rmSync(directory, { recursive: true });
  });

  test('an export that came over the wire verifies offline, from a file that only its owner reads', async () => {
    const client = clientFor(['auditors']);
    const path = join(directory, 'export.jsonl');
    await nodeFiles.writeNewChunks(path, client.export(never));
    client.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toBe(
      world
        .export()
        .map((line) => `${line}\n`)
        .join(''),
    );
    const verdict = await verifyExport(nodeFiles.chunks(path), { key: world.noteKey });
    expect(verdict.fault).toBeUndefined();
    expect(verdict).toMatchObject({ lastSeq: 602, receipts: 400 });
    await expect(nodeFiles.writeNewChunks(path, nodeFiles.chunks(path))).rejects.toMatchObject({
      code: 'FILE_FAILED',
    });
  });

  test('what broke off leaves no file', async () => {
    const path = join(directory, 'half.jsonl');
    async function* half(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{}\n');
      throw new Error('the controller went away');
    }
    await expect(nodeFiles.writeNewChunks(path, half())).rejects.toMatchObject({
      code: 'FILE_FAILED',
    });
    expect(() => statSync(path)).toThrow(/ENOENT/u);
  });

  test('a checkpoint is of what is there now, with the key that verifies it', async () => {
    const client = clientFor(['auditors']);
    const { checkpoint, key } = await client.checkpoint();
    client.close();
    expect(key).toBe(world.log.key());
    expect(openCheckpoint(checkpoint, world.noteKey)).toMatchObject({ size: 602 });
  });

  test('a proof of single events that came over the wire verifies offline', async () => {
    const client = clientFor(['auditors']);
    const path = join(directory, 'proof.jsonl');
    await nodeFiles.writeNewChunks(path, client.inclusion({ seqs: [3, 602], size: 0 }, never));
    const { path: hashes, to } = await client.consistency({ from: 3, to: 0 });
    const refused = nodeFiles.writeNewChunks(
      join(directory, 'no.jsonl'),
      client.inclusion({ seqs: [9_999], size: 0 }, never),
    );
    await expect(refused).rejects.toMatchObject({ code: 'OBJECT_NOT_FOUND' });
    await expect(client.consistency({ from: 9_999, to: 0 })).rejects.toMatchObject({
      code: 'USAGE',
    });
    client.close();
    const verdict = await verifyEvidence(nodeFiles.chunks(path), { key: world.noteKey });
    expect(verdict).toMatchObject({ kind: 'proof', events: [{ seq: 3 }, { seq: 602 }] });
    expect(verdict.fault).toBeUndefined();
    expect({ to, hashes }).toMatchObject({ to: 602, hashes: expect.any(Array) as string[] });
  });

  test('a refusal is heard also by who reads later, and leaves no file', async () => {
    const client = clientFor(['auditors']);
    const refused = client.inclusion({ seqs: [9_999], size: 0 }, never);
    // By now a call made at once would have failed with nobody listening.
    await client.checkpoint();
    const path = join(directory, 'late.jsonl');
    await expect(nodeFiles.writeNewChunks(path, refused)).rejects.toMatchObject({
      code: 'OBJECT_NOT_FOUND',
    });
    expect(() => statSync(path)).toThrow(/ENOENT/u);
    client.close();
  });

  test('who is no auditor gets nothing', async () => {
    const client = clientFor(['developers']);
    await expect(client.checkpoint()).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
    const all = client.export(never)[Symbol.asyncIterator]();
    await expect(all.next()).rejects.toMatchObject({ code: 'HOST_NOT_ADMITTED' });
    client.close();
  });
});
