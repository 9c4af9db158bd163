/**
 * A controller's enrolment in this process, without ports: its decisions are real, its ledger is a file, its objects
 * are in memory. Machines talk to it message by message, so that a test can change any of them.
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { X509Certificate } from 'node:crypto';
import type { EnrollContext } from '#controller/enroll/enroll-context.ts';
import { enrollHost } from '#controller/enroll/enroll-host.ts';
import type { Exchange } from '#controller/enroll/exchange.ts';
import { RateLimiter } from '#controller/enroll/rate-limit.ts';
import { renewHost } from '#controller/enroll/renew-host.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import type { HostSpec } from '#src/api/host.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { type JoinToken, parseJoinToken } from '#src/identity/join-token.ts';
import { newJoinToken } from '#src/identity/join-token-secret.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { decodeEnrollResponse } from '#src/wire/enrollment-from-wire.ts';
import type { EnrollProof, EnrollResponse, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { encodeEnrollRequest } from '#src/wire/enrollment-to-wire.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';
import type { Conversation, Machine } from '#test/gen/machine.ts';

/** What a test changes of what a machine says. */
export type Tampering = {
  readonly token?: JoinToken;
  readonly start?: (start: EnrollStart) => EnrollStart;
  /** Of M1 as sent; the machine believes what it said itself. */
  readonly startBytes?: (bytes: Uint8Array) => Uint8Array;
  readonly proof?: (proof: EnrollProof, conversation: Conversation) => EnrollProof;
  /** Undefined when the machine ends instead. */
  readonly proofBytes?: (bytes: Uint8Array) => Uint8Array | undefined;
  /** Between M2 and M3. */
  readonly meanwhile?: () => Promise<void> | void;
};

const LIMIT = { burst: 1_000_000, refillMs: 1, maxAddresses: 10 };

export class EnrolmentOffice implements Disposable {
  readonly clock = new FakeClock(1_790_000_000_000);
  readonly objects = new FakeObjects(this.clock);
  readonly closed: string[] = [];
  readonly ledger: Ledger;
  readonly context: EnrollContext;
  readonly #directory: string;

  static async open(ekRoots: readonly X509Certificate[] = []): Promise<EnrolmentOffice> {
    const clock = new FakeClock(1_790_000_000_000);
    return new EnrolmentOffice(await keyringOf(clock), ekRoots);
  }

  private constructor(keyring: Keyring, ekRoots: readonly X509Certificate[]) {
    const { clock, objects } = this;
    this.#directory = mkdtempSync(join(tmpdir(), 'credfleet-enrol-'));
    this.ledger = openSqliteLedger(join(this.#directory, 'ledger.db'));
    this.context = {
      objects,
      ledger: this.ledger,
      keyring,
      issuer: issuerOf(keyring, clock),
      clock,
      random: systemRandom,
      log: new FakeLog().logger,
      pendingRetry: () => 5_000,
      identityLimiter: new RateLimiter(LIMIT),
      ekRoots,
      closeSession: (hostUid) => this.closed.push(hostUid),
    };
  }

  /** A Host made beforehand; its UID. */
  async host(name: string, spec: HostSpec): Promise<string> {
    const object = { apiVersion: API_VERSION, kind: 'Host', metadata: { name }, spec } as const;
    const { metadata } = await this.objects.create('Host', object);
    return metadata.uid;
  }

  async changeHost(name: string, change: HostSpec): Promise<void> {
    const host = await this.objects.get('Host', { name });
    if (host === undefined) throw new Error(`no Host ${name}`);
    await this.objects.replace('Host', { ...host, spec: { ...host.spec, ...change } });
  }

  async token(hostName: string): Promise<JoinToken> {
    const made = newJoinToken({ hostName, nowMs: this.clock.nowMs() }, systemRandom);
    await this.objects.create('Secret', made.secret);
    const token = parseJoinToken(made.token);
    if (token === undefined) throw new Error('no token');
    return token;
  }

  /** M4, or undefined when the machine gave up before. */
  async enrol(
    machine: Machine,
    hostName: string,
    tampering: Tampering = {},
  ): Promise<EnrollResponse> {
    const run = async (exchange: Exchange) => enrollHost(this.context, exchange);
    return this.#talk(run, machine, { hostName, tampering });
  }

  async renew(
    machine: Machine,
    hostUid: string,
    tampering: Tampering = {},
  ): Promise<EnrollResponse> {
    const identity = this.ledger.identity(hostUid);
    if (identity === undefined) throw new Error(`no identity of ${hostUid}`);
    const run = async (exchange: Exchange) => renewHost(this.context, exchange, identity);
    return this.#talk(run, machine, { hostName: identity.hostName, tampering });
  }

  /** Causes of refusals, as the audit log has them. */
  causes(): readonly string[] {
    const events = this.ledger.events({ type: 'host.enrolmentRefused' });
    return events.map(({ detail }) => String(detail['message']));
  }

  async #talk(
    run: (exchange: Exchange) => Promise<void>,
    machine: Machine,
    { hostName, tampering }: { readonly hostName: string; readonly tampering: Tampering },
  ): Promise<EnrollResponse> {
    const { token, start: changeStart, startBytes: changeBytes } = tampering;
    const said = await machine.start(hostName, token);
    const startBytes = encodeEnrollRequest({ kind: 'start', start: changeStart?.(said) ?? said });
    const answers: Uint8Array[] = [];
    let turn = 0;
    await run({
      address: '192.0.2.7',
      send: (message) => answers.push(message),
      receive: async () => {
        turn += 1;
        if (turn === 1) return changeBytes?.(startBytes) ?? startBytes;
        return this.#proof(
          machine,
          { startBytes, challengeBytes: answers[0] ?? said.ekPub },
          tampering,
        );
      },
    });
    return decodeEnrollResponse(answers.at(-1) ?? new Uint8Array());
  }

  async #proof(
    machine: Machine,
    spoken: Pick<Conversation, 'startBytes' | 'challengeBytes'>,
    tampering: Tampering,
  ): Promise<Uint8Array | undefined> {
    const answer = decodeEnrollResponse(spoken.challengeBytes);
    if (answer.kind !== 'challenge') throw new Error(`M2 is ${answer.kind}`);
    const conversation = { ...spoken, challenge: answer.challenge };
    const honest = await machine.prove(conversation);
    await tampering.meanwhile?.();
    const proof = tampering.proof?.(honest, conversation) ?? honest;
    const bytes = encodeEnrollRequest({ kind: 'proof', proof });
    return tampering.proofBytes === undefined ? bytes : tampering.proofBytes(bytes);
  }

  [Symbol.dispose](): void {
    this.ledger.close();
    rmSync(this.#directory, { recursive: true });
  }
}
