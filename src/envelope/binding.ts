/**
 * What an envelope's ciphertexts and signature are bound to; see docs of the layout in header.ts. Both ends
 * compute these bytes themselves, none of them travels.
 * @module
 */
import { hash } from 'node:crypto';
import { type Field, lengthPrefixed } from '#src/identity/length-prefixed.ts';
import type { Intent } from '#src/intent/intent.ts';
import type { EnvelopeParts } from '#src/wire/envelope-wire.ts';
import { ENVELOPE_TAG } from './header.ts';

const SIGNATURE_TAG = 'cf-env-sig/1';

export type Bound = {
  readonly header: Uint8Array;
  readonly spec: Uint8Array;
  readonly intent: Intent;
};

/** HPKE's `info`: the keys themselves depend on the header. */
export function contextInfo(header: Uint8Array): Uint8Array {
  return lengthPrefixed([ENVELOPE_TAG, sha256(header)]);
}

/**
 * One per ciphertext of the intent, `index` counting through the whole envelope: an item cannot move to another
 * place, name, version or profile.
 */
export function itemAad({ header, spec, intent }: Bound, index: number, item: string): Uint8Array {
  return lengthPrefixed([
    sha256(header),
    index,
    intent.uid,
    intent.version,
    item,
    intent.operation,
    sealingProfile(intent),
    sha256(spec),
  ]);
}

/** "HostAndTPM2/0,7/3600": key, PCRs, seconds to live (0 = no end). */
function sealingProfile({ sealing }: Intent): string {
  return `${sealing.key}/${sealing.tpm2Pcrs.join(',')}/${sealing.ttlSeconds ?? 0}`;
}

/**
 * Header, encapsulated key, each whole spec and each ciphertext. That fixes every AAD, as they are made of header,
 * specs and positions only, and lets a host check the signature before it parses a spec.
 */
export function signedBytes(parts: Pick<EnvelopeParts, 'header' | 'enc' | 'intents'>): Uint8Array {
  const fields: Field[] = [SIGNATURE_TAG, parts.header, parts.enc, parts.intents.length];
  for (const { spec, ciphertexts } of parts.intents) {
    fields.push(spec, ciphertexts.length, ...ciphertexts);
  }
  return lengthPrefixed(fields);
}

/** The names under which an intent's ciphertexts are sealed: a delete has one, empty, without a name. */
export function ciphertextNames(intent: Intent): readonly string[] {
  return intent.operation === 'delete' ? [''] : intent.items.map(({ name }) => name);
}

function sha256(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}
