/**
 * What enrolment's four messages say, in our own words.
 * @module
 */
import type { Assurance } from '#src/api/host.ts';

/**
 * M1. Keys are SubjectPublicKeyInfo (DER) unless a field says otherwise; empty = not there. A host with a TPM fills
 * ekPub, akPub and kxTpmPub (TPMT_PUBLIC), a software host kxPub and identityPub.
 */
export type EnrollStart = {
  readonly protocol: number;
  readonly nonceAgent: Uint8Array;
  readonly ekPub: Uint8Array;
  readonly ekCerts: readonly Uint8Array[];
  readonly akPub: Uint8Array;
  readonly kxPub: Uint8Array;
  readonly kxEpoch: number;
  readonly tlsSpki: Uint8Array;
  /** Ed25519, raw. */
  readonly receiptKey: Uint8Array;
  readonly identityPub: Uint8Array;
  readonly hostName: string;
  readonly bootId: string;
  readonly facts: Readonly<Record<string, string>>;
  /** Public id of a join token; '' = none. */
  readonly tokenId: string;
  readonly tokenMac: Uint8Array;
  readonly kxTpmPub: Uint8Array;
  /** Renewal only; '' in an enrolment. */
  readonly hostUid: string;
};

/** M3. */
export type EnrollProof = {
  readonly transcriptMac: Uint8Array;
  readonly certifyAttest: Uint8Array;
  readonly certifySignature: Uint8Array;
  readonly quoteAttest: Uint8Array;
  readonly quoteSignature: Uint8Array;
  readonly pcrValues: readonly Uint8Array[];
  /** ECDSA P-256/SHA-256, IEEE P1363, over the transcript. */
  readonly identitySignature: Uint8Array;
  readonly csr: Uint8Array;
};

export type EnrollRequest =
  | { readonly kind: 'start'; readonly start: EnrollStart }
  | { readonly kind: 'proof'; readonly proof: EnrollProof };

/** M2. */
export type EnrollChallenge = {
  readonly nonceController: Uint8Array;
  readonly credentialBlob: Uint8Array;
  readonly encSecret: Uint8Array;
  readonly pcrSelection: readonly number[];
  readonly deadlineMs: number;
};

/** M4 of an admitted host. Certificates are DER. */
export type EnrollIssued = {
  readonly hostUid: string;
  readonly certificate: Uint8Array;
  readonly caCertificates: readonly Uint8Array[];
  /** Ed25519, raw. */
  readonly intentKeys: readonly Uint8Array[];
  readonly identityEpoch: number;
  readonly clusterUid: string;
  readonly assurance: Assurance;
  /** Epoch of the trust bundle that caCertificates and intentKeys are of. */
  readonly trustEpoch: number;
};

export type EnrollResponse =
  | { readonly kind: 'challenge'; readonly challenge: EnrollChallenge }
  | { readonly kind: 'issued'; readonly issued: EnrollIssued }
  | { readonly kind: 'pending'; readonly retryAfterMs: number; readonly message: string }
  | { readonly kind: 'denied'; readonly message: string };
