/**
 * One session, from Hello to its end: pushes become ACK or NACK, spooled reports go out in order and are
 * forgotten when acknowledged.
 * @module
 */
import type { ApplyEngine, ReportSpool } from '#agent/apply/ports.ts';
import type { PcrSignatures } from '#agent/pcr/pcr-signatures.ts';
import type { AgentIdentity } from '#agent/keys/agent-identity.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { HostFacts } from '#src/intent/report.ts';
import type { Logger } from '#src/log/logger.ts';
import {
  type AgentMessage,
  type ControllerMessage,
  type Hello,
  PROTOCOL,
  type Refusal,
  type SignedTrustBundle,
  type Welcome,
} from '#src/wire/messages.ts';
import { decodeControllerMessage } from '#src/wire/session-from-wire.ts';
import { encodeAgentMessage } from '#src/wire/session-to-wire.ts';
import { Attester, type Quote } from './attester.ts';
import type { ClientStream } from './client-stream.ts';
import { FactsTeller } from './facts-teller.ts';
import { ReportPump } from './report-pump.ts';

export type SessionParts = {
  readonly engine: ApplyEngine;
  readonly spool: ReportSpool;
  readonly facts: () => HostFacts;
  /** As FactsTeller's. */
  readonly followTpm: (listener: () => void) => () => void;
  /** Absent: this machine has no TPM. */
  readonly quote?: Quote;
  /** Returns why it was refused. */
  readonly acceptTrust: (bundles: readonly SignedTrustBundle[]) => Promise<Refusal | undefined>;
  /** Of PCR states. */
  readonly signatures: Pick<PcrSignatures, 'accept' | 'follow'>;
  /** Is told when the controller has welcomed this host, and when that is over. */
  readonly contact?: Contact;
  readonly clock: Clock;
  readonly log: Logger;
};

export type Contact = { began(): void; ended(): void };

export type SessionEnd = {
  /** From Welcome to the end. */
  readonly healthyMs: number;
  readonly reason:
    | { readonly kind: 'drained'; readonly reconnectAfterMs: number }
    | { readonly kind: 'ended'; readonly error: CredfleetError };
};

/** In the Nack of what is no push. */
const NO_PUSH = 0;
/** A connection on which no Welcome comes is given up, with its channel. */
const WELCOME_TIMEOUT_MS = 20_000;

/** Never rejects; the caller closes the stream. */
export async function runSession(
  parts: SessionParts,
  stream: ClientStream,
  identity: AgentIdentity,
): Promise<SessionEnd> {
  const { clock } = parts;
  const pump = new ReportPump(parts.spool, (reports) => send(stream, { kind: 'reports', reports }));
  const attester = attesterOf(parts, stream, identity);
  const unfollow = parts.signatures.follow((state) =>
    send(stream, { kind: 'pcrSignatureState', state }),
  );
  const over = new AbortController();
  let welcomedAtMs: number | undefined;
  const healthyMs = (): number => clock.nowMs() - (welcomedAtMs ?? clock.nowMs());
  try {
    const messages = stream.messages[Symbol.asyncIterator]();
    const hello = helloOf(parts, identity);
    send(stream, { kind: 'hello', hello });
    const welcome = await firstWelcome(parts, messages);
    checkWelcome(welcome, identity);
    welcomedAtMs = clock.nowMs();
    parts.contact?.began();
    if (welcome.takesFacts) void tellerOf(parts, stream, hello).run(over.signal);
    await pump.start(welcome);
    for (let next = await messages.next(); next.done !== true; next = await messages.next()) {
      const message = decodeControllerMessage(next.value);
      if (message.kind === 'drain') return { healthyMs: healthyMs(), reason: drained(message) };
      await receive(parts, { stream, pump, attester }, message);
    }
    throw new CredfleetError('SESSION_CLOSED', 'the controller ended the session');
  } catch (reason) {
    const error = CredfleetError.from(reason, 'SESSION_CLOSED', 'the session');
    return { healthyMs: healthyMs(), reason: { kind: 'ended', error } };
  } finally {
    over.abort(new Error('the session is over'));
    if (welcomedAtMs !== undefined) parts.contact?.ended();
    unfollow();
    pump.stop();
  }
}

function attesterOf(
  { quote, log }: SessionParts,
  stream: ClientStream,
  { hostUid, assurance }: AgentIdentity,
): Attester {
  return new Attester({
    hostUid,
    log,
    // The AK of a machine that enrolled in software is on no record.
    quote: assurance === 'TPM' ? quote : undefined,
    send: (attestation) => send(stream, { kind: 'attestation', attestation }),
  });
}

function tellerOf(parts: SessionParts, stream: ClientStream, hello: Hello): FactsTeller {
  const tell = (facts: HostFacts): void => send(stream, { kind: 'facts', facts });
  return new FactsTeller({ ...parts, send: tell }, hello.facts);
}

function drained({ reconnectAfterMs }: Extract<ControllerMessage, { readonly kind: 'drain' }>) {
  return { kind: 'drained', reconnectAfterMs } as const;
}

function helloOf({ engine, spool, facts }: SessionParts, identity: AgentIdentity): Hello {
  return {
    protocol: PROTOCOL,
    hostSeq: engine.hostSeq(),
    reportSeq: spool.lastSeq(),
    kxEpoch: identity.kxEpoch,
    identityEpoch: identity.identityEpoch,
    inventory: engine.inventory(),
    facts: facts(),
    trustEpoch: identity.trustEpoch,
  };
}

async function firstWelcome(
  { clock }: SessionParts,
  messages: AsyncIterator<Uint8Array>,
): Promise<Welcome> {
  const heard = new AbortController();
  const silence = clock.sleep(WELCOME_TIMEOUT_MS, heard.signal).then(() => {
    const text = `the controller said nothing within ${WELCOME_TIMEOUT_MS} ms`;
    throw new CredfleetError('CONTROLLER_UNREACHABLE', text);
  });
  try {
    const next = await Promise.race([messages.next(), silence]);
    if (next.done === true) throw new CredfleetError('SESSION_CLOSED', 'ended before Welcome');
    const message = decodeControllerMessage(next.value);
    if (message.kind === 'welcome') return message.welcome;
    throw new CredfleetError('MESSAGE_INVALID', 'the first message is not a Welcome');
  } finally {
    heard.abort(new Error('heard'));
  }
}

function checkWelcome({ hostUid }: Welcome, identity: AgentIdentity): void {
  if (hostUid === identity.hostUid) return;
  const text = `the controller welcomes host ${hostUid}, this is ${identity.hostUid}`;
  throw new CredfleetError('MESSAGE_INVALID', text);
}

type Answering = {
  readonly stream: ClientStream;
  readonly pump: ReportPump;
  readonly attester: Attester;
};

async function receive(
  parts: SessionParts,
  { stream, pump, attester }: Answering,
  message: Exclude<ControllerMessage, { readonly kind: 'drain' }>,
): Promise<void> {
  switch (message.kind) {
    case 'push':
      return send(stream, await answerPush(parts, message));
    case 'reportAck':
      return pump.acknowledged(message.seq);
    case 'challenge':
      // Not awaited: a TPM takes its time.
      void attester.answer(message.challenge);
      return undefined;
    case 'ping':
      return send(stream, { kind: 'pong', nonce: message.nonce });
    case 'conflict':
      // The session goes on: reports are taken, and pushes come when a person has decided.
      parts.log.warn({ code: 'PUSHES_HELD' }, message.message);
      return undefined;
    case 'pcrSignatures':
      return parts.signatures.accept(message.signatures);
    case 'trustUpdate': {
      const refusal = await parts.acceptTrust(message.bundles);
      // The controller ends the session; until then this host trusts what it did.
      return refusal && send(stream, { kind: 'nack', nonce: NO_PUSH, refusal });
    }
    case 'welcome':
      throw new CredfleetError('MESSAGE_INVALID', 'a second Welcome on one stream');
  }
}

async function answerPush(
  { engine, log }: SessionParts,
  { nonce, envelope }: Extract<ControllerMessage, { readonly kind: 'push' }>,
): Promise<AgentMessage> {
  try {
    await engine.accept(envelope);
    return { kind: 'ack', nonce };
  } catch (reason) {
    const { code, message } = CredfleetError.from(reason, 'COMMAND_FAILED', 'accepting a push');
    log.warn({ code, push: nonce }, message);
    return { kind: 'nack', nonce, refusal: { code, message } };
  }
}

function send(stream: ClientStream, message: AgentMessage): void {
  stream.send(encodeAgentMessage(message));
}
