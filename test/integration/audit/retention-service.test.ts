/**
 * `credfleet audit hold`, `archive` and `prune` against the controller's handlers, over mutual TLS on loopback.
 * @module
 */
import { readdirSync } from 'node:fs';
import { Server } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createRetentionHandlers,
  mayRetain,
} from '#controller/audit/retention/retention-server.ts';
import { toPem } from '#controller/keys/issue-certificate.ts';
import { addExtraService } from '#controller/stream/peer-guard.node.ts';
import { Tls13Credentials } from '#controller/stream/tls-credentials.node.ts';
import { createRetentionClient } from '#src/cli/audit/retention-client.node.ts';
import type { RetentionClient } from '#src/cli/audit/retention-client.ts';
import { systemRandom } from '#src/random/random.node.ts';
import type { RetentionStep } from '#src/wire/retention-messages.ts';
import { retentionService } from '#src/wire/retention-service.ts';
import { AuditWorld, DAY_MS } from '#test/gen/audit-world.ts';
import { SqliteHome } from '#test/postgres/ledger-homes.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';

const never = new AbortController().signal;
let world: AuditWorld;
let server: Server;
let clientFor: (group: string) => RetentionClient;

beforeAll(async () => {
  world = new AuditWorld(new SqliteHome());
  world.live(200);
  world.clock.advance(500 * DAY_MS);
  const keyring = await keyringOf();
  const issuer = issuerOf(keyring);
  const caPem = toPem(keyring.ca.certificate);
  server = new Server();
  const { ledger, clock } = world;
  const implementation = createRetentionHandlers({
    ledger,
    clock,
    random: systemRandom,
    retention: world.retention(),
    trustDomain: keyring.clusterUid,
  });
  const service = { definition: retentionService, implementation, allows: mayRetain };
  addExtraService(server, service, keyring.clusterUid);
  const tls = { ...issuer.issueServerCertificate(['127.0.0.1']), clientCaPem: caPem };
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', new Tls13Credentials(tls), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  clientFor = (group) => {
    const client = issuer.issueClientCertificate({ user: 'alice', groups: [group] });
    const address = `127.0.0.1:${port}`;
    return createRetentionClient({ address, caPem, ...client }, () => Date.now());
  };
});
afterAll(() => {
  server.forceShutdown();
  world[Symbol.dispose]();
});

async function kinds(steps: AsyncIterable<RetentionStep>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const { kind, why } of steps) all.push(`${kind} ${why}`.trim());
  return all;
}

const hold = { namespace: 'payments', credential: 'db', host: '', reason: 'case 7' };

test('a hold keeps events until it is lifted; the log says who did both, and why', async () => {
  const client = clientFor('credfleet:security');
  const added = await client.addHold(hold);
  expect(added).toMatchObject({ ...hold, actor: 'alice', liftedAtMs: 0 });
  expect(await kinds(client.prune(true, never))).toEqual([
    `Kept event 3 is under hold ${added.id}`,
  ]);
  const lifted = await client.liftHold({ id: added.id, reason: 'settled' });
  expect(lifted).toMatchObject({ liftedBy: 'alice' });
  expect(await kinds(client.prune(true, never))).toEqual([
    'WouldPrune',
    'Kept no whole block is older than the retention',
  ]);
  const events = world.ledger.events({ type: 'audit.h' });
  expect(events).toMatchObject([
    { type: 'audit.held', actor: { id: 'alice' }, detail: { hold: added.id, reason: 'case 7' } },
    { type: 'audit.holdLifted', detail: { reason: 'settled' } },
  ]);
  client.close();
});

test('archived and pruned on request, with the status of it', async () => {
  const client = clientFor('system:masters');
  expect(await kinds(client.archive(never))).toEqual(['Archived']);
  expect(await kinds(client.prune(false, never))).toEqual([
    'Pruned',
    expect.stringMatching(/^Kept/u),
  ]);
  expect(readdirSync(world.archive.path)).toHaveLength(1);
  expect(await client.status()).toMatchObject({
    firstSeq: 513,
    retentionMs: 400 * DAY_MS,
    archive: world.archive.path,
    pruned: [{ firstSeq: 1, lastSeq: 512 }],
  });
  client.close();
});

test('an auditor sees what is kept, and changes nothing', async () => {
  const client = clientFor('credfleet:auditors');
  expect((await client.status()).lastSeq).toBeGreaterThan(600);
  const refused = { code: 'HOST_NOT_ADMITTED' };
  await expect(client.addHold(hold)).rejects.toMatchObject(refused);
  await expect(client.liftHold({ id: 'x', reason: 'y' })).rejects.toMatchObject(refused);
  await expect(kinds(client.archive(never))).rejects.toMatchObject(refused);
  await expect(kinds(client.prune(false, never))).rejects.toMatchObject(refused);
  client.close();
});
