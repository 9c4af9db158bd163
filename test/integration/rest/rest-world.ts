/**
 * A fleet with a short history, and REST over it on a port of its own, asked with certificates of the fleet.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';
import { AuditLog } from '#controller/audit/audit-log.ts';
import { Proofs } from '#controller/audit/proofs.ts';
import { type KeyAndCertificate, toPem } from '#controller/keys/issue-certificate.ts';
import { RestRequests } from '#controller/metrics/rest-requests.ts';
import { createQuery, type Query } from '#controller/query/query.ts';
import { openRestPort, type OpenedRest } from '#controller/rest/rest-port.node.ts';
import { createRest } from '#controller/rest/serve-rest.node.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import type { FakeObjects } from '#test/fakes/fake-objects.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';
import { fakeFleet, type Fleet } from '../reconcile/fleet.ts';

const until = { timeout: 8_000, interval: 5 };

async function succeeded(fleet: Fleet<FakeObjects>, rollout: string): Promise<void> {
  await vi.waitFor(() => {
    const state = fleet.rolloutState(rollout);
    if (state !== 'Succeeded') throw new Error(`${rollout} is ${state}`);
  }, until);
}

export type Answer = {
  readonly code: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

type Asking = {
  readonly accept?: string;
  readonly groups?: readonly string[];
  readonly method?: string;
  /** Instead of one of these groups; null: none. */
  readonly client?: KeyAndCertificate | null;
};

export class RestWorld implements AsyncDisposable {
  readonly fleet: Fleet<FakeObjects>;
  readonly query: Query;
  readonly log: AuditLog;
  readonly requests: RestRequests;
  readonly #rest: OpenedRest;
  readonly #caPem: string;
  readonly issue: (subject: {
    readonly user: string;
    readonly groups: readonly string[];
  }) => KeyAndCertificate;

  private constructor(
    parts: Pick<RestWorld, 'fleet' | 'query' | 'log' | 'requests' | 'issue'>,
    place: {
      readonly rest: OpenedRest;
      readonly caPem: string;
    },
  ) {
    this.fleet = parts.fleet;
    this.query = parts.query;
    this.log = parts.log;
    this.requests = parts.requests;
    this.issue = parts.issue;
    this.#rest = place.rest;
    this.#caPem = place.caPem;
  }

  /** Version 1 everywhere; gamma leaves; version 2 on the others; the HostCredential is deleted with its files. */
  static async start(): Promise<RestWorld> {
    const fleet = fakeFleet();
    await fleet.ready();
    await fleet.createSecret('first');
    await fleet.createCredential({ deletionPolicy: 'Remove' });
    await succeeded(fleet, 'db-v1-a1');
    fleet.sessions.disconnect(fleet.uid('gamma'));
    await fleet.rotate('second');
    await succeeded(fleet, 'db-v2-a1');

    const keyring = await keyringOf();
    const issuer = issuerOf(keyring);
    const keys = {
      clusterUid: keyring.clusterUid,
      auditKey: generateKeyPairSync('ed25519').privateKey,
    };
    const { evidence, retention } = fleet.ledger;
    const log = new AuditLog({ evidence, keys });
    const proofs = new Proofs({ evidence, retention, keys, log, clock: systemClock });
    const query = createQuery(fleet.brain.context);
    const parts = { clock: systemClock, log: silentLog };
    const requests = new RestRequests();
    const serve = createRest({ ...parts, questions: { query, log, proofs }, requests });
    const place = { listen: '127.0.0.1', restPort: 0, names: ['127.0.0.1'] };
    const rest = await openRestPort({ ...parts, ...place, keyring, issuer, requests }, serve);
    const caPem = toPem(keyring.ca.certificate);
    const issue: RestWorld['issue'] = (subject) => issuer.issueClientCertificate(subject);
    return new RestWorld({ fleet, query, log, requests, issue }, { rest, caPem });
  }

  async open(path: string, asking: Asking = {}): Promise<IncomingMessage> {
    const { accept, groups = ['credfleet:auditors'], method = 'GET' } = asking;
    const client =
      asking.client === undefined ? this.issue({ user: 'ada', groups }) : asking.client;
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const sent = request({
      host: '127.0.0.1',
      port: this.#rest.port,
      path,
      method,
      ca: this.#caPem,
      agent: false,
      ...(client === null ? {} : { cert: client.certificatePem, key: client.keyPem }),
      headers: accept === undefined ? {} : { accept },
    });
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.end();
    return promise;
  }

  async get(path: string, asking: Asking = {}): Promise<Answer> {
    const response = await this.open(path, asking);
    const { statusCode: code = 0, headers } = response;
    return { code, headers, body: await text(response) };
  }

  async json(path: string, asking: Asking = {}): Promise<Record<string, unknown>> {
    const { code, body } = await this.get(path, asking);
    if (code !== 200) throw new Error(`${code}: ${body}`);
    return JSON.parse(body) as Record<string, unknown>;
  }

  async lines(path: string): Promise<readonly string[]> {
    const { code, body } = await this.get(path, { accept: 'application/jsonl' });
    if (code !== 200) throw new Error(`${code}: ${body}`);
    return body.split('\n').slice(0, -1);
  }

  /** The port ends; the fleet stays. */
  async stopServing(): Promise<void> {
    await this.#rest[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopServing();
    await this.fleet.stop();
    this.fleet.ledger.close();
  }
}
