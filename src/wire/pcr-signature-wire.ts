/**
 * The PCR states that were signed for a host, and which of them it has, both ways.
 * @module
 */
import type { PcrSignature } from '#src/systemd/pcr-signature.ts';
import { bytes, integer, list, matching, text } from './field.ts';
import type { credfleet } from './gen/agent_pb.js';
import { HEX_256 } from './intent-from-wire.ts';
import type { PcrSignatureState } from './messages.ts';
import { REFUSAL_TEXT_MAX, refusalFromWire } from './refusal-wire.ts';

/** More of them nobody needs at once: systemd reads the file anew for each credential. */
export const PCR_SIGNATURES_MAX = 64;
const PEM_MAX = 4096;
const SIGNATURE = { max: 512 };
const MAX_PCRS = 24;

export function pcrSignaturesToWire(
  signatures: readonly PcrSignature[],
): credfleet.v1.PcrSignatures.$Properties {
  return {
    signatures: signatures.map(({ publicKeyPem, pcrs, policyDigest, signature }) => ({
      publicKey: publicKeyPem,
      pcrs: [...pcrs],
      policyDigest,
      signature: Buffer.from(signature, 'base64'),
    })),
  };
}

/** Whether they are signatures is not looked at. @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function pcrSignaturesFromWire(
  message: credfleet.v1.PcrSignatures,
): readonly PcrSignature[] {
  const field = 'pcrSignatures.signatures';
  return list(message.signatures, field, PCR_SIGNATURES_MAX).map((one) => ({
    publicKeyPem: text(one.publicKey, `${field}.publicKey`, { max: PEM_MAX }),
    pcrs: list(one.pcrs, `${field}.pcrs`, MAX_PCRS).map((pcr) =>
      integer(pcr, `${field}.pcrs`, { max: MAX_PCRS - 1 }),
    ),
    policyDigest: matching(one.policyDigest, `${field}.policyDigest`, HEX_256),
    signature: Buffer.from(bytes(one.signature, `${field}.signature`, SIGNATURE)).toString(
      'base64',
    ),
  }));
}

export function pcrSignatureStateToWire({
  installed,
  refusal,
}: PcrSignatureState): credfleet.v1.PcrSignatureState.$Properties {
  if (refusal === undefined) return { installed: [...installed] };
  const message = refusal.message.slice(0, REFUSAL_TEXT_MAX);
  return { installed: [...installed], code: refusal.code, message };
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function pcrSignatureStateFromWire(
  message: credfleet.v1.PcrSignatureState,
): PcrSignatureState {
  const field = 'pcrSignatureState.installed';
  const installed = list(message.installed, field, PCR_SIGNATURES_MAX).map((id) =>
    matching(id, field, HEX_256),
  );
  if (message.code === '') return { installed };
  return { installed, refusal: refusalFromWire(message, 'pcrSignatureState') };
}
