/**
 * Builders around envelopes: keys of a host and of a controller, a header, a wrapped envelope.
 * @module
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { softwareDecapsulator } from '#src/envelope/decapsulator.ts';
import type { EnvelopeHeader } from '#src/envelope/header.ts';
import type { OpenRequest } from '#src/envelope/open-envelope.ts';
import { wrapEnvelope } from '#src/envelope/wrap-envelope.ts';
import { ed25519Raw, spkiOf } from '#src/identity/public-key.ts';
import type { OpenedIntent } from '#src/intent/intent.ts';
import { openedIntentOf } from './intent.ts';

export const CLUSTER_UID = 'c0000000-0000-4000-8000-000000000001';
export const HOST_UID = 'b0000000-0000-4000-8000-000000000002';
export const ISSUED_AT_MS = 1_790_000_000_000;

export type EnvelopeKeys = { readonly kx: KeyObject; readonly intentKey: KeyObject };

export function envelopeKeys(): EnvelopeKeys {
  return {
    kx: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    intentKey: generateKeyPairSync('ed25519').privateKey,
  };
}

export function headerOf(change: Partial<EnvelopeHeader> = {}): EnvelopeHeader {
  return {
    clusterUid: CLUSTER_UID,
    hostUid: HOST_UID,
    identityEpoch: 1,
    kxEpoch: 1,
    hostSeq: 5,
    issuedAtMs: ISSUED_AT_MS,
    notAfterMs: ISSUED_AT_MS + 600_000,
    ...change,
  };
}

export async function wrapped(
  keys: EnvelopeKeys,
  intents: readonly OpenedIntent[] = [openedIntentOf()],
  change: Partial<EnvelopeHeader> = {},
): Promise<Uint8Array> {
  return wrapEnvelope({
    header: headerOf(change),
    kxPub: spkiOf(keys.kx),
    intents,
    intentKey: keys.intentKey,
  });
}

export function openRequestOf(
  keys: EnvelopeKeys,
  envelope: Uint8Array,
  expected: Partial<OpenRequest['expected']> = {},
): OpenRequest {
  return {
    envelope,
    expected: {
      clusterUid: CLUSTER_UID,
      hostUid: HOST_UID,
      identityEpoch: 1,
      kxEpoch: 1,
      acceptedSeq: 4,
      ...expected,
    },
    intentKeys: [ed25519Raw(keys.intentKey)],
    kx: softwareDecapsulator(keys.kx),
    nowMs: ISSUED_AT_MS,
  };
}
