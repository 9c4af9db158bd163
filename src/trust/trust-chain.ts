/**
 * The chain of trust bundles: each is signed by an intent key of the one before it, so that a host goes on from what
 * it trusts, however long it was away. Pure; both sides and their tests use it.
 * @module
 */
import { createPublicKey, type KeyObject, sign, verify, X509Certificate } from 'node:crypto';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { ed25519Raw, ed25519Spki } from '#src/identity/public-key.ts';
import { signingKeyId } from '#src/identity/receipt.ts';
import type { SignedTrustBundle, TrustBundle } from '#src/wire/messages.ts';
import { decodeTrustBundle, encodeTrustBundle } from '#src/wire/trust-wire.ts';

const TAG = Buffer.from('cf-trust/1', 'utf8');

/** @param intentKey private, one of the bundle before; of the first bundle, its own. */
export function signTrustBundle(bundle: TrustBundle, intentKey: KeyObject): SignedTrustBundle {
  const body = encodeTrustBundle(bundle);
  return {
    body,
    intentKeyId: signingKeyId(ed25519Raw(intentKey)),
    signature: new Uint8Array(sign(null, Buffer.concat([TAG, body]), intentKey)),
  };
}

/**
 * What is trusted after these bundles, in their order; `held` itself when there are none.
 * @throws {CredfleetError} TRUST_UPDATE_REFUSED; nothing of an update is trusted then.
 */
export function followTrust(held: TrustBundle, bundles: readonly SignedTrustBundle[]): TrustBundle {
  return bundles.reduce(nextTrust, held);
}

function nextTrust(held: TrustBundle, signed: SignedTrustBundle): TrustBundle {
  checkSignature(held, signed);
  const bundle = decoded(signed.body);
  if (bundle.clusterUid !== held.clusterUid) {
    refuse(`it is of cluster ${bundle.clusterUid}, not of ${held.clusterUid}`);
  }
  if (bundle.epoch !== held.epoch + 1) {
    refuse(`its epoch is ${bundle.epoch}, the one held is ${held.epoch}`);
  }
  if (!bundle.caCertificates.every(isCa)) refuse('one of its CA certificates is none');
  return bundle;
}

function checkSignature(
  { intentKeys, epoch }: TrustBundle,
  { body, intentKeyId, signature }: SignedTrustBundle,
): void {
  const raw = intentKeys.find((key) => signingKeyId(key) === intentKeyId);
  if (raw === undefined) refuse(`it is signed by no intent key of the bundle ${epoch}`);
  const key = createPublicKey({ key: ed25519Spki(raw), format: 'der', type: 'spki' });
  if (!verify(null, Buffer.concat([TAG, body]), key, signature)) {
    refuse('its signature is not by the intent key it names');
  }
}

function decoded(body: Uint8Array): TrustBundle {
  try {
    return decodeTrustBundle(body);
  } catch (reason) {
    return refuse(reason instanceof Error ? reason.message : 'it is unreadable');
  }
}

function isCa(certificate: Uint8Array): boolean {
  try {
    return new X509Certificate(certificate).ca;
  } catch {
    return false;
  }
}

function refuse(why: string): never {
  throw new CredfleetError('TRUST_UPDATE_REFUSED', `the trust bundle is refused: ${why}`);
}
