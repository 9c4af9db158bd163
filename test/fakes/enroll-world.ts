/**
 * The controller's half of enrolment without its ports: real ledger, keys and certificates, objects in memory, and
 * conversations in which the test may change each message.
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnrollContext } from '#controller/enroll/enroll-context.ts';
import { enrollHost } from '#controller/enroll/enroll-host.ts';
import type { Exchange } from '#controller/enroll/exchange.ts';
import { RateLimiter } from '#controller/enroll/rate-limit.ts';
import { renewHost } from '#controller/enroll/renew-host.ts';
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import { admitPeer } from '#controller/stream/admit-peer.ts';
import type { HostSpec } from '#src/api/host.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { newJoinToken } from '#src/identity/join-token-secret.ts';
import type { HostUid } from '#src/intent/intent.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { decodeEnrollResponse } from '#src/wire/enrollment-from-wire.ts';
import type { EnrollProof, EnrollResponse, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { encodeEnrollRequest } from '#src/wire/enrollment-to-wire.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';
import type { Applicant } from './applicant.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeLog } from './fake-log.ts';
import { FakeObjects } from './fake-objects.ts';

export type Twist = {
  readonly start?: (start: EnrollStart) => EnrollStart;
  /** The bytes of M1, and of M3, as they are sent. */
  readonly startBytes?: (bytes: Uint8Array) => Uint8Array;
  readonly proof?: (proof: EnrollProof) => EnrollProof | Promise<EnrollProof>;
  readonly proofBytes?: (bytes: Uint8Array) => Uint8Array;
  /** Called between M2 and M3. */
  readonly meanwhile?: () => Promise<void> | void;
  readonly address?: string;
};

type Serve = (exchange: Exchange) => Promise<void>;

export class EnrollWorld implements Disposable {
  readonly clock: FakeClock;
  readonly objects: FakeObjects;
  readonly log = new FakeLog();
  readonly closed: string[] = [];
  readonly context: EnrollContext;
  readonly #directory: string;

  static async start(change: Partial<EnrollContext> = {}): Promise<EnrollWorld> {
    const clock = new FakeClock(1_790_000_000_000);
    const keyring = await keyringOf(clock);
    return new EnrollWorld(clock, { keyring, issuer: issuerOf(keyring, clock), ...change });
  }

  private constructor(
    clock: FakeClock,
    parts: Pick<EnrollContext, 'keyring' | 'issuer'> & Partial<EnrollContext>,
  ) {
    this.clock = clock;
    this.objects = new FakeObjects(clock);
    this.#directory = mkdtempSync(join(tmpdir(), 'enroll-'));
    this.context = {
      objects: this.objects,
      ledger: openSqliteLedger(join(this.#directory, 'ledger.db')),
      clock,
      random: systemRandom,
      log: this.log.logger,
      pendingRetry: () => 5_000,
      identityLimiter: new RateLimiter({ burst: 1_000, refillMs: 1, maxAddresses: 10 }),
      ekRoots: [],
      closeSession: (hostUid) => this.closed.push(hostUid),
      ...parts,
    };
  }

  get ledger(): EnrollContext['ledger'] {
    return this.context.ledger;
  }

  async enroll(applicant: Applicant, twist: Twist = {}): Promise<EnrollResponse> {
    return this.#converse((exchange) => enrollHost(this.context, exchange), applicant, twist);
  }

  async renew(
    applicant: Applicant,
    identity: HostIdentity,
    twist: Twist = {},
  ): Promise<EnrollResponse> {
    const { hostUid, certificateSerial } = identity;
    const start = (asked: EnrollStart) =>
      (twist.start ?? ((same: EnrollStart) => same))({ ...asked, hostUid });
    const peer = { kind: 'host', hostUid: hostUid as HostUid, serial: certificateSerial } as const;
    const connection = { peer, notAfterMs: identity.certificateNotAfterMs };
    const admit = async () => admitPeer(this.context, connection);
    const serve: Serve = (exchange) => renewHost(this.context, exchange, admit);
    return this.#converse(serve, applicant, { ...twist, start });
  }

  /** The last answer. */
  async #converse(serve: Serve, applicant: Applicant, twist: Twist): Promise<EnrollResponse> {
    const same = <T>(value: T): T => value;
    const start = (twist.start ?? same)(applicant.start());
    const honest = encodeEnrollRequest({ kind: 'start', start });
    const startBytes = (twist.startBytes ?? same)(honest);
    const sent: Uint8Array[] = [];
    let received = 0;
    await serve({
      address: twist.address ?? '192.0.2.1',
      receive: async () => {
        received += 1;
        if (received === 1) return startBytes;
        const challengeBytes = sent[0];
        if (received > 2 || challengeBytes === undefined) return undefined;
        const response = decodeEnrollResponse(challengeBytes);
        if (response.kind !== 'challenge') return undefined;
        await twist.meanwhile?.();
        const { challenge } = response;
        const proof = await (twist.proof ?? same)(
          await applicant.prove({ startBytes, challengeBytes, challenge }),
        );
        return (twist.proofBytes ?? same)(encodeEnrollRequest({ kind: 'proof', proof }));
      },
      send: (message) => sent.push(message),
    });
    const last = sent.at(-1);
    if (last === undefined) throw new Error('no answer');
    return decodeEnrollResponse(last);
  }

  async createHost(name: string, spec: HostSpec): Promise<string> {
    const host = { apiVersion: API_VERSION, kind: 'Host', metadata: { name }, spec } as const;
    return (await this.objects.create('Host', host)).metadata.uid;
  }

  async host(name: string) {
    const host = await this.objects.get('Host', { name });
    if (host === undefined) throw new Error(`no Host ${name}`);
    return host;
  }

  async changeHost(name: string, change: HostSpec): Promise<void> {
    const host = await this.host(name);
    await this.objects.replace('Host', { ...host, spec: { ...host.spec, ...change } });
  }

  async token(hostName: string): Promise<string> {
    const made = newJoinToken({ hostName, nowMs: this.clock.nowMs() }, systemRandom);
    await this.objects.create('Secret', made.secret);
    return made.token;
  }

  identity(name: string): HostIdentity {
    const identity = this.ledger.identityByName(name);
    if (identity === undefined) throw new Error(`${name} has no identity on record`);
    return identity;
  }

  /** The true causes of all refusals. */
  refusals(): readonly unknown[] {
    return this.ledger
      .events({ type: 'host.enrolmentRefused' })
      .map(({ detail }) => detail['message']);
  }

  /** Everything but refusals: what a refusal must not change. */
  async everything() {
    const [hosts, enrollments, secrets] = await Promise.all([
      this.objects.list('Host'),
      this.objects.list('HostEnrollment'),
      this.objects.list('Secret'),
    ]);
    const events = this.ledger.events({ limit: 10_000 });
    return {
      hosts,
      enrollments,
      secrets,
      identities: this.ledger.identities(),
      events: events.filter(({ type }) => type !== 'host.enrolmentRefused'),
      closed: [...this.closed],
    };
  }

  [Symbol.dispose](): void {
    this.ledger.close();
    rmSync(this.#directory, { recursive: true });
  }
}
