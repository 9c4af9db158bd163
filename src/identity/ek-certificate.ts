/**
 * Is this endorsement key a manufacturer's? Its certificate must be of exactly this key and chain to a root that a
 * person pinned; nothing is fetched, and revocation lists are not asked. (TCG EK Credential Profile 2.5.) Pure.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { firstDer } from './der-reader.ts';
import { spkiHash, spkiOf } from './public-key.ts';
import { type TpmModel, tpmModelOf } from './tpm-model.ts';

export type EkVerdict =
  | { readonly state: 'Trusted'; readonly tpm: TpmModel }
  | { readonly state: 'Untrusted' | 'None'; readonly cause: string };

export type EkCertificateInput = {
  /** DER, as the host sent them: of this key, of others, of authorities between; padding may follow. */
  readonly certificates: readonly Uint8Array[];
  /** Proved by the TPM. */
  readonly ekHash: string;
  /** Pinned: each ends a chain, also one that is no root. */
  readonly roots: readonly X509Certificate[];
  readonly nowMs: number;
};

/** tcg-kp-EKCertificate. */
const EK_PURPOSE = '2.23.133.8.1';
/** Authorities between the certificate and what is pinned, and the pinned one. */
const MAX_ISSUERS = 4;
/** Of nothing that is signed with these follows anything. */
const WEAK_HASH = /md[245]|sha-?1(?![0-9])/iu;

export function verifyEkCertificate(input: EkCertificateInput): EkVerdict {
  const { certificates, ekHash, roots, nowMs } = input;
  const shown = certificates.flatMap((bytes) => readCertificate(bytes) ?? []);
  const own = shown.find((certificate) => keyHashOf(certificate) === ekHash);
  if (own === undefined) {
    return certificates.length === 0
      ? { state: 'None', cause: 'it has no EK certificate' }
      : { state: 'Untrusted', cause: 'none of its certificates is of its endorsement key' };
  }
  const cause = refuseLeaf(own, nowMs) ?? refuseChain(own, { shown, roots, nowMs });
  if (cause !== undefined) return { state: 'Untrusted', cause };
  return { state: 'Trusted', tpm: tpmModelOf(own.raw) };
}

/** All certificates of a PEM text; undefined when one cannot be read, or there is none. */
export function parsePemCertificates(pem: string): readonly X509Certificate[] | undefined {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu) ?? [];
  const begun = pem.match(/-----BEGIN/gu)?.length ?? 0;
  if (blocks.length === 0 || blocks.length !== begun) return undefined;
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}

/** The first DER value: an NV index may be larger than what is in it. */
function readCertificate(bytes: Uint8Array): X509Certificate | undefined {
  const der = firstDer(bytes);
  if (der === undefined) return undefined;
  try {
    return new X509Certificate(der.whole);
  } catch {
    return undefined;
  }
}

/** Undefined for a key that OpenSSL does not know. */
function keyHashOf(certificate: X509Certificate): string | undefined {
  try {
    return spkiHash(spkiOf(certificate.publicKey));
  } catch {
    return undefined;
  }
}

function refuseLeaf(own: X509Certificate, nowMs: number): string | undefined {
  if (own.ca) return 'its EK certificate is an authority';
  // Node's `keyUsage` is the extended key usage.
  const purposes = (own.keyUsage as readonly string[] | undefined) ?? [];
  if (!purposes.includes(EK_PURPOSE)) return 'its EK certificate is for another purpose';
  return isInTime(own, nowMs) ? undefined : 'its EK certificate is expired or not valid yet';
}

type Known = {
  readonly shown: readonly X509Certificate[];
  readonly roots: readonly X509Certificate[];
  readonly nowMs: number;
};

function refuseChain(own: X509Certificate, { shown, roots, nowMs }: Known): string | undefined {
  const between = shown.filter((certificate) => certificate.ca && isInTime(certificate, nowMs));
  let current = own;
  for (let depth = 0; depth < MAX_ISSUERS; depth += 1) {
    // Who pinned a root answers for its dates.
    if (roots.some((root) => isIssuedBy(current, root))) return undefined;
    const next = between.find((issuer) => issuer !== current && isIssuedBy(current, issuer));
    if (next === undefined) break;
    current = next;
  }
  return 'its EK certificate does not chain to a pinned root';
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  if (!issuer.ca || !certificate.checkIssued(issuer)) return false;
  if (WEAK_HASH.test(certificate.signatureAlgorithm ?? '')) return false;
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function isInTime({ validFromDate, validToDate }: X509Certificate, nowMs: number): boolean {
  return validFromDate.getTime() <= nowMs && nowMs <= validToDate.getTime();
}
