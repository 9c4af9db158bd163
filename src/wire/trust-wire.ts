/**
 * Trust bundles, both ways. A bundle is signed over its bytes, so there is one encoding: another one, or an unknown
 * field, is refused.
 * @module
 */
import { bytes, decodeMessage, integer, list, matching, refuseField, text } from './field.ts';
import { credfleet } from './gen/agent_pb.js';
import type { SignedTrustBundle, TrustBundle } from './messages.ts';

const wire = credfleet.v1;
const BUNDLE_MAX_BYTES = 65_536;
/** A host that was away for more changes than this cannot follow. */
export const MAX_BUNDLES = 64;
const MAX_KEYS = 4;
const KEY_ID = /^[0-9a-f]{16}$/u;

export function encodeTrustBundle(bundle: TrustBundle): Uint8Array {
  const caCertificates = [...bundle.caCertificates];
  const intentKeys = [...bundle.intentKeys];
  return wire.TrustBundle.encode({ ...bundle, caCertificates, intentKeys }).finish();
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function decodeTrustBundle(encoded: Uint8Array): TrustBundle {
  const limit = { name: 'trustBundle', maxBytes: BUNDLE_MAX_BYTES };
  const message: credfleet.v1.TrustBundle = decodeMessage(wire.TrustBundle, encoded, limit);
  const cas = list(message.caCertificates, 'trustBundle.caCertificates', MAX_KEYS);
  const keys = list(message.intentKeys, 'trustBundle.intentKeys', MAX_KEYS);
  if (cas.length === 0) refuseField('trustBundle.caCertificates', 'is empty');
  if (keys.length === 0) refuseField('trustBundle.intentKeys', 'is empty');
  const bundle = {
    clusterUid: text(message.clusterUid, 'trustBundle.clusterUid', { max: 64 }),
    epoch: integer(message.epoch, 'trustBundle.epoch', { min: 1 }),
    caCertificates: cas.map((ca) => bytes(ca, 'trustBundle.caCertificates', { max: 8192 })),
    intentKeys: keys.map((key) => bytes(key, 'trustBundle.intentKeys', { exact: 32 })),
  };
  if (Buffer.compare(encodeTrustBundle(bundle), encoded) !== 0) {
    refuseField('trustBundle', 'is not in its one encoding');
  }
  return bundle;
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function signedBundlesFromWire(
  messages: readonly credfleet.v1.SignedTrustBundle[],
): readonly SignedTrustBundle[] {
  return list(messages, 'trustUpdate.bundles', MAX_BUNDLES).map((message) => ({
    body: bytes(message.body, 'trustUpdate.bundles.body', { max: BUNDLE_MAX_BYTES }),
    intentKeyId: matching(message.intentKeyId, 'trustUpdate.bundles.intentKeyId', KEY_ID),
    signature: bytes(message.signature, 'trustUpdate.bundles.signature', { exact: 64 }),
  }));
}
