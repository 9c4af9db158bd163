/**
 * Makes the controller's keys: all of them once, then one CA or intent key per rotation.
 * @module
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Clock } from '#src/clock/clock.ts';
import {
  certificateSerial,
  type CertificateSubject,
  SERIAL_RANDOM_BYTES,
  signCertificate,
} from '#src/identity/certificate.ts';
import { spkiOf } from '#src/identity/public-key.ts';
import type { Random } from '#src/random/random.ts';

export type KeySources = { readonly clock: Clock; readonly random: Random };

export type Ca = { readonly certificate: Uint8Array; readonly key: KeyObject };

const TEN_YEARS_MS = 10 * 365 * 86_400_000;
/** A CA that is made as the next one waits for years before it signs anything. */
export const CA_LIFE_MS = { present: TEN_YEARS_MS, next: 2 * TEN_YEARS_MS } as const;

export function makeCa(clusterUid: string, lifeMs: number, { clock, random }: KeySources): Ca {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const nowMs = clock.nowMs();
  const subject = caSubject(clusterUid);
  const profile = {
    usage: 'ca',
    subject,
    serial: certificateSerial(nowMs, random.bytes(SERIAL_RANDOM_BYTES)),
    notBeforeMs: nowMs - 60_000,
    notAfterMs: nowMs + lifeMs,
    spki: spkiOf(privateKey),
  } as const;
  return { certificate: signCertificate(profile, { subject, key: privateKey }), key: privateKey };
}

/** A CA's own name, and so the issuer of every certificate; all CAs of a cluster have it. */
export function caSubject(clusterUid: string): CertificateSubject {
  return { commonName: `credfleet ${clusterUid}` };
}

export function makeIntentKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}
