/**
 * One host on one stream, after its Hello: sends what it should hold, takes its answers and reports. Errors
 * end the session; the host comes back and everything un-acknowledged comes again.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { AgentMessage, Challenge, ControllerMessage, Hello } from '#src/wire/messages.ts';
import { PCR_SIGNATURES } from '#src/intent/capabilities.ts';
import { encodeControllerMessage } from '#src/wire/session-to-wire.ts';
import { raiseAlarm } from './alarm.ts';
import type { ByteStream } from './byte-stream.ts';
import { nextDelivery } from './deliver.ts';
import {
  INITIAL_PUSH_STATE,
  isAwaited,
  nextPushState,
  type PushEvent,
  type PushState,
} from './push-state.ts';
import { ReportInbox } from './report-inbox.ts';
import type { SessionContext } from './session-context.ts';

/** A host that got a push and neither accepts nor refuses it is stuck: a new session sends it again. */
const ACK_TIMEOUT_MS = 120_000;
/** After a refusal, or a failure on our side, before anything is sent again; doubled each time. */
const HOLD_MS = 5_000;
const HOLD_MAX_MS = 300_000;

export class HostSession {
  readonly identity: HostIdentity;
  readonly hello: Hello;
  readonly #context: SessionContext;
  readonly #stream: ByteStream;
  readonly #reports: ReportInbox;
  #push: PushState = INITIAL_PUSH_STATE;
  #acceptedSeq: number;
  #holds = 0;
  #trustEpoch: number;
  #isWelcomed = false;
  #mayPush = false;
  /** The PCR signatures that were sent last on this stream. */
  #signatures: string | undefined;
  readonly #pings = new Map<number, () => void>();
  #lastPing = 0;
  /** Asked before the Welcome. */
  #unasked: Challenge | undefined;

  constructor(
    context: SessionContext,
    stream: ByteStream,
    host: { readonly identity: HostIdentity; readonly hello: Hello },
  ) {
    this.#context = context;
    this.#stream = stream;
    this.identity = host.identity;
    this.hello = host.hello;
    this.#acceptedSeq = host.hello.hostSeq;
    this.#trustEpoch = host.hello.trustEpoch;
    this.#reports = new ReportInbox(context, {
      identity: host.identity,
      acknowledge: (seq) => this.send({ kind: 'reportAck', seq }),
      failed: (reason) => this.#fail(reason),
    });
  }

  /** Of the trust bundle that the host holds, or was sent on this stream. */
  get trustEpoch(): number {
    return this.#trustEpoch;
  }

  send(message: ControllerMessage): void {
    this.#stream.send(encodeControllerMessage(message));
    if (message.kind !== 'welcome') return;
    this.#isWelcomed = true;
    this.bringTrust();
    if (this.#unasked !== undefined) this.challenge(this.#unasked);
  }

  /** The Welcome is the first that an agent takes: what is asked before waits for it. */
  challenge(challenge: Challenge): void {
    this.#unasked = this.#isWelcomed ? undefined : challenge;
    if (this.#isWelcomed) this.send({ kind: 'challenge', challenge });
  }

  /** What the host has missed, before any push: it could not verify one. */
  bringTrust(): void {
    if (!this.#isWelcomed) return;
    const { keyring } = this.#context;
    const bundles = keyring.bundlesAfter(this.#trustEpoch);
    if (bundles === undefined) {
      const text = `host ${this.identity.hostName} is at trust bundle ${this.#trustEpoch}: too far behind ${keyring.bundle.epoch} to follow`;
      this.#stream.end(new CredfleetError('TRUST_UPDATE_REFUSED', text));
    } else if (bundles.length > 0) {
      this.send({ kind: 'trustUpdate', bundles });
      this.#trustEpoch = keyring.bundle.epoch;
    }
  }

  get bootId(): string {
    return this.hello.facts.bootId;
  }

  /** Where the host is, without its port. */
  get address(): string {
    return this.#stream.address;
  }

  /** False as well when the stream ends meanwhile. */
  async answers(withinMs: number): Promise<boolean> {
    this.#lastPing += 1;
    const nonce = this.#lastPing;
    const answered = new AbortController();
    this.#pings.set(nonce, () => answered.abort(new Error('alive')));
    this.send({ kind: 'ping', nonce });
    const waiting = AbortSignal.any([answered.signal, this.#stream.closed]);
    await this.#context.clock.sleep(withinMs, waiting).catch(() => undefined);
    this.#pings.delete(nonce);
    return answered.signal.aborted && !this.#stream.closed.aborted;
  }

  /** Not to a host that nothing is pushed to: this controller may be older than it. */
  bringSignatures(): void {
    if (!this.#mayPush || !this.hello.facts.capabilities.includes(PCR_SIGNATURES)) return;
    const signatures = this.#context.signaturesFor(this.identity.hostUid);
    const text = JSON.stringify(signatures);
    if (text === this.#signatures) return;
    this.#signatures = text;
    this.send({ kind: 'pcrSignatures', signatures });
  }

  /** Its certificate is not taken any more: the host asks for another. */
  refuse(reason: string): void {
    this.#stream.end(new CredfleetError('HOST_NOT_ADMITTED', reason));
  }

  /** Ends well: grpc-js drops what was sent before, unread, when a status is an error. */
  drain(reconnectAfterMs: number): void {
    this.send({ kind: 'drain', reconnectAfterMs });
    this.#stream.end();
  }

  end(reason: string): void {
    const { hostName } = this.identity;
    this.#stream.end(new CredfleetError('SESSION_CLOSED', `host ${hostName}: ${reason}`));
  }

  /** There may be something to send. */
  markDirty(): void {
    this.#tell({ kind: 'marked' });
  }

  /** After the Welcome; before, nothing is pushed. */
  startPushing(): void {
    this.#mayPush = true;
    this.bringSignatures();
    this.#tell({ kind: 'released' });
  }

  /**
   * One after the other, but for reports: they wait for each other.
   * @throws {CredfleetError} what ends the session.
   */
  async receive(message: AgentMessage): Promise<void> {
    if (message.kind === 'reports') return this.#reports.take(message.reports);
    await this.#reports.settled();
    return this.#take(message);
  }

  /** Resolves when nothing that was received is under way any more. */
  async settled(): Promise<void> {
    await this.#reports.settled();
  }

  async #take(message: Exclude<AgentMessage, { readonly kind: 'reports' }>): Promise<void> {
    switch (message.kind) {
      case 'hello':
        throw new CredfleetError('MESSAGE_INVALID', 'a second Hello on one stream');
      case 'ack':
        return this.#acknowledged(message.nonce);
      case 'nack':
        return this.#refused(message.nonce, message.refusal);
      case 'pong':
        return this.#pings.get(message.nonce)?.();
      case 'attestation':
        return this.#context.events.attested(this.identity, message.attestation);
      case 'pcrSignatureState':
        return this.#context.events.signed(this.identity, message.state);
      case 'facts':
        return this.#context.events.changed(this.identity, message.facts);
    }
  }

  #acknowledged(seq: number): void {
    if (!isAwaited(this.#push, seq)) return;
    this.#acceptedSeq = seq;
    this.#holds = 0;
    this.#tell({ kind: 'acknowledged', seq });
  }

  async #refused(
    pushSeq: number,
    refusal: Extract<AgentMessage, { readonly kind: 'nack' }>['refusal'],
  ): Promise<void> {
    if (refusal.code === 'TRUST_UPDATE_REFUSED') return this.#trustRefused(refusal.message);
    if (!isAwaited(this.#push, pushSeq)) return;
    const { hostName } = this.identity;
    this.#context.log.warn({ host: hostName, pushSeq, ...refusal }, 'host refused a push');
    this.#tell({ kind: 'refused', seq: pushSeq });
    await this.#context.events.refused(this.identity, { pushSeq, ...refusal });
    this.#background(async () => this.#hold());
  }

  /** It would refuse every push: a person has to look. */
  #trustRefused(message: string): void {
    raiseAlarm(this.#context, this.identity, { reason: 'TrustUpdateRefused', message });
    this.#stream.end(new CredfleetError('TRUST_UPDATE_REFUSED', message));
  }

  #tell(event: PushEvent): void {
    const { phase } = this.#push;
    this.#push = nextPushState(this.#push, event);
    const isOrder =
      this.#push.phase === 'sending' && (phase !== 'sending' || event.kind === 'nothing');
    if (isOrder) this.#background(async () => this.#deliver());
  }

  async #deliver(): Promise<void> {
    const { hostUid, hostName } = this.identity;
    try {
      const delivery = await nextDelivery(this.#context, hostUid, this.#acceptedSeq);
      if (delivery === undefined) return this.#tell({ kind: 'nothing' });
      const { seq, envelope, intentKey } = delivery;
      // Rotated meanwhile: the host was told already, and would refuse the old key.
      if (intentKey !== this.#context.keyring.intentKey) return await this.#deliver();
      this.#tell({ kind: 'sent', seq });
      this.send({ kind: 'push', nonce: seq, envelope });
      this.#background(async () => this.#endWhenUnanswered(seq));
    } catch (error) {
      this.#context.log.error({ host: hostName, err: error }, 'a push could not be made');
      this.#tell({ kind: 'failed' });
      await this.#hold();
    }
  }

  async #endWhenUnanswered(seq: number): Promise<void> {
    await this.#context.clock.sleep(ACK_TIMEOUT_MS, this.#stream.closed);
    if (isAwaited(this.#push, seq)) this.end(`push ${seq} was not answered in time`);
  }

  async #hold(): Promise<void> {
    const ms = Math.min(HOLD_MAX_MS, HOLD_MS * 2 ** this.#holds);
    this.#holds += 1;
    await this.#context.clock.sleep(ms, this.#stream.closed);
    this.#tell({ kind: 'released' });
  }

  /** Ends quietly with the stream: what a session leaves undone, the next one does. */
  #background(work: () => Promise<void>): void {
    work().catch((reason: unknown) => this.#fail(reason));
  }

  #fail(reason: unknown): void {
    if (this.#stream.closed.aborted) return;
    this.#stream.end(CredfleetError.from(reason, 'SESSION_CLOSED', 'serving the session'));
  }
}
