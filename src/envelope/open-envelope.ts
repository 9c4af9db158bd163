/**
 * Opens an envelope on the host it was made for. Each check comes before anything that costs or reveals
 * more: signature, then host and epochs, then sequence, then time, then the host's key.
 * @module
 */
import { verify } from 'node:crypto';
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import { ed25519Key } from '#src/identity/public-key.ts';
import { signingKeyId } from '#src/identity/receipt.ts';
import type { OpenedIntent } from '#src/intent/intent.ts';
import { decodeEnvelope, type EnvelopeParts } from '#src/wire/envelope-wire.ts';
import { contextInfo, signedBytes } from './binding.ts';
import type { Decapsulator } from './decapsulator.ts';
import { decodeHeader, type EnvelopeHeader } from './header.ts';
import { openFrom, type Recipient } from './hpke.ts';
import { checkLimits } from './limits.ts';
import { openIntents } from './open-intents.ts';

export type OpenRequest = {
  /** The Envelope message as received. */
  readonly envelope: Uint8Array;
  readonly expected: {
    readonly clusterUid: string;
    readonly hostUid: string;
    readonly identityEpoch: number;
    readonly kxEpoch: number;
    /** Highest host sequence accepted so far. */
    readonly acceptedSeq: number;
  };
  /** Ed25519, raw: those that this host trusts. */
  readonly intentKeys: readonly Uint8Array[];
  readonly kx: Decapsulator;
  readonly nowMs: number;
};

export type OpenedEnvelope = {
  readonly header: EnvelopeHeader;
  /** The caller disposes them; see disposeIntents. */
  readonly intents: readonly OpenedIntent[];
};

/**
 * What an envelope says of itself; nothing of it is proved.
 * @throws {CredfleetError} ENVELOPE_MALFORMED
 */
export function headerOfEnvelope(envelope: Uint8Array): EnvelopeHeader {
  return parseHeader(parse(envelope)).header;
}

/**
 * Uses the host's key once, however many items there are.
 * @throws {CredfleetError} one of the ENVELOPE_… codes, or TPM_… of the key; nothing opened stays in memory then.
 */
export async function openEnvelope(request: OpenRequest): Promise<OpenedEnvelope> {
  const parts = parse(request.envelope);
  const decoded = parseHeader(parts);
  checkSignature(parts, request.intentKeys);
  checkHeader(decoded.header, request);
  const count = parts.intents.reduce((sum, { ciphertexts }) => sum + ciphertexts.length, 0);
  if (count !== decoded.count) refuse('ENVELOPE_MALFORMED', 'its header counts other items');
  using recipient = await decapsulate(parts, request.kx);
  using opened = openIntents(recipient, parts);
  checkLimits(opened.intents);
  return { header: decoded.header, intents: opened.release() };
}

function parse(envelope: Uint8Array): EnvelopeParts {
  try {
    return decodeEnvelope(envelope);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : 'unreadable';
    throw new CredfleetError('ENVELOPE_MALFORMED', `the envelope is refused: ${detail}`, { cause });
  }
}

function parseHeader({ header }: EnvelopeParts) {
  return decodeHeader(header) ?? refuse('ENVELOPE_MALFORMED', 'its header is not "cf-env/1"');
}

function checkSignature(parts: EnvelopeParts, intentKeys: readonly Uint8Array[]): void {
  const raw = intentKeys.find((key) => signingKeyId(key) === parts.intentKeyId);
  if (raw === undefined) {
    refuse('ENVELOPE_SIGNATURE_INVALID', 'it names an intent key that this host does not trust');
  }
  if (!verify(null, signedBytes(parts), ed25519Key(raw), parts.signature)) {
    refuse('ENVELOPE_SIGNATURE_INVALID', 'its signature is not by the intent key it names');
  }
}

function checkHeader(header: EnvelopeHeader, { expected, nowMs }: OpenRequest): void {
  const { clusterUid, hostUid, identityEpoch, kxEpoch, acceptedSeq } = expected;
  if (header.hostUid !== hostUid || header.clusterUid !== clusterUid) {
    refuse('ENVELOPE_WRONG_HOST', `it is for host ${header.hostUid} of ${header.clusterUid}`);
  }
  if (header.identityEpoch !== identityEpoch || header.kxEpoch !== kxEpoch) {
    const text = `it is for identity epoch ${header.identityEpoch} and key epoch ${header.kxEpoch}`;
    refuse('ENVELOPE_WRONG_HOST', `${text}, this host is at ${identityEpoch} and ${kxEpoch}`);
  }
  if (header.hostSeq <= acceptedSeq) {
    refuse('ENVELOPE_REPLAYED', `sequence ${header.hostSeq} is not above ${acceptedSeq}`);
  }
  if (nowMs > header.notAfterMs) {
    const lateMs = nowMs - header.notAfterMs;
    refuse('ENVELOPE_EXPIRED', `it ended ${lateMs} ms ago by this host's clock; check the clock`);
  }
}

async function decapsulate(parts: EnvelopeParts, kx: Decapsulator): Promise<Recipient> {
  try {
    return await openFrom(parts.enc, kx, contextInfo(parts.header));
  } catch (cause) {
    // A TPM that is busy or away is not an envelope that never opens.
    if (cause instanceof CredfleetError) throw cause;
    const text = "the envelope does not open with this host's key";
    throw new CredfleetError('ENVELOPE_UNOPENABLE', text, { cause });
  }
}

function refuse(code: ErrorCode, why: string): never {
  throw new CredfleetError(code, `the envelope is refused: ${why}`);
}
