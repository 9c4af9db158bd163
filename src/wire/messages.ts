/**
 * What the session's messages say, in our own words: one union per direction. The bytes are in
 * session-from-wire.ts and session-to-wire.ts.
 * @module
 */
import type { ErrorCode } from '#src/errors/credfleet-error.ts';
import type { HostFacts, InventoryItem } from '#src/intent/report.ts';
import type { PcrSignature } from '#src/systemd/pcr-signature.ts';

/** The protocol number of sessions and of enrolment; others are refused with PROTOCOL_UNSUPPORTED. */
export const PROTOCOL = 1;

/** Largest message on any stream, both ways. */
export const MESSAGE_MAX_BYTES = 4 * 1024 * 1024;

export type Hello = {
  readonly protocol: number;
  readonly hostSeq: number;
  readonly reportSeq: number;
  readonly kxEpoch: number;
  readonly identityEpoch: number;
  readonly inventory: readonly InventoryItem[];
  readonly facts: HostFacts;
  /** Epoch of the trust bundle this host holds. */
  readonly trustEpoch: number;
};

/** `body` is a serialised HostReport, `signature` the host's Ed25519 receipt over it. */
export type SignedReport = {
  readonly seq: number;
  readonly body: Uint8Array;
  readonly signature: Uint8Array;
};

/** In one message: of the largest they fill half of it. */
export const REPORTS_MAX = 8;

export type Refusal = { readonly code: ErrorCode; readonly message: string };

export type AgentMessage =
  | { readonly kind: 'hello'; readonly hello: Hello }
  | { readonly kind: 'ack'; readonly nonce: number }
  | { readonly kind: 'nack'; readonly nonce: number; readonly refusal: Refusal }
  /** In the order of their numbers. */
  | { readonly kind: 'reports'; readonly reports: readonly SignedReport[] }
  | { readonly kind: 'attestation'; readonly attestation: Attestation }
  | { readonly kind: 'pong'; readonly nonce: number }
  | { readonly kind: 'pcrSignatureState'; readonly state: PcrSignatureState }
  /** What Hello said, again: something of it changed. */
  | { readonly kind: 'facts'; readonly facts: HostFacts };

export type Welcome = {
  readonly hostUid: string;
  readonly timeMs: number;
  /** Reports up to here are recorded. */
  readonly reportSeq: number;
  /** The controller is told of facts that change. */
  readonly takesFacts: boolean;
  /** Several reports may come in one message, REPORTS_MAX at most. */
  readonly takesReports: boolean;
};

/** What hosts trust from `epoch` on: CA certificates (DER) and intent keys (Ed25519, raw), each the present and the next. */
export type TrustBundle = {
  readonly clusterUid: string;
  readonly epoch: number;
  readonly caCertificates: readonly Uint8Array[];
  readonly intentKeys: readonly Uint8Array[];
};

/** `body` is a serialised TrustBundle, signed by an intent key of the bundle before it. */
export type SignedTrustBundle = {
  readonly body: Uint8Array;
  readonly intentKeyId: string;
  readonly signature: Uint8Array;
};

/** Asks for a fresh quote of these PCRs (SHA-256 bank, ascending). */
export type Challenge = {
  readonly id: number;
  readonly nonce: Uint8Array;
  readonly pcrSelection: readonly number[];
};

export type Attestation = { readonly id: number } & (
  | {
      readonly kind: 'quoted';
      readonly quoteAttest: Uint8Array;
      readonly quoteSignature: Uint8Array;
      /** In the order of the selection. */
      readonly pcrValues: readonly Uint8Array[];
    }
  | { readonly kind: 'failed'; readonly refusal: Refusal }
);

export type PcrSignatureState = {
  /** Ids (pcrSignatureId) of what systemd finds on the host. */
  readonly installed: readonly string[];
  /** Why it is not what was sent. */
  readonly refusal?: Refusal;
};

export type ControllerMessage =
  | { readonly kind: 'welcome'; readonly welcome: Welcome }
  | { readonly kind: 'push'; readonly nonce: number; readonly envelope: Uint8Array }
  | { readonly kind: 'reportAck'; readonly seq: number }
  | { readonly kind: 'drain'; readonly reconnectAfterMs: number }
  | { readonly kind: 'trustUpdate'; readonly bundles: readonly SignedTrustBundle[] }
  | { readonly kind: 'challenge'; readonly challenge: Challenge }
  | { readonly kind: 'conflict'; readonly message: string }
  | { readonly kind: 'ping'; readonly nonce: number }
  /** All that the host shall have. */
  | { readonly kind: 'pcrSignatures'; readonly signatures: readonly PcrSignature[] };
