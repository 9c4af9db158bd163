/**
 * Where the host stream meets the rest of the controller: what the stream tells (HostEvents), what it
 * asks for (IntentsFor) and what it offers (Sessions).
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { ErrorCode } from '#src/errors/credfleet-error.ts';
import type { OpenedIntent } from '#src/intent/intent.ts';
import type { HostFacts, HostReport, InventoryItem } from '#src/intent/report.ts';
import type { Receipt } from '#src/rollout/report-event.ts';
import type { PcrSignature } from '#src/systemd/pcr-signature.ts';
import type { Attestation, Challenge, PcrSignatureState } from '#src/wire/messages.ts';

export type HostHello = {
  readonly hostSeq: number;
  readonly reportSeq: number;
  readonly inventory: readonly InventoryItem[];
  readonly facts: HostFacts;
};

export type NumberedReceipt = Receipt & {
  /** The number of the report before it, as far as that came. */
  readonly afterSeq: number;
};

/** Each call resolves when what it says is durable; the stream answers the host only then. */
export interface HostEvents {
  connected(host: HostIdentity, hello: HostHello): Promise<void>;
  /** What Hello said changed. */
  changed(host: HostIdentity, facts: HostFacts): Promise<void>;
  disconnected(host: HostIdentity): Promise<void>;
  /** The host refused a push (NACK): it keeps what it had. */
  refused(
    host: HostIdentity,
    refusal: { readonly pushSeq: number; readonly code: ErrorCode; readonly message: string },
  ): Promise<void>;
  /** What keeps this host from being pushed to has changed. */
  held(host: HostIdentity): void;
  /** The answer to a challenge, or what pretends to be one. */
  attested(host: HostIdentity, attestation: Attestation): Promise<void>;
  /** Which signed PCR states it has. */
  signed(host: HostIdentity, state: PcrSignatureState): Promise<void>;
  /**
   * Signature and sequence were checked. What nobody waits for may wait for what other hosts report. Nothing of it is kept
   * when the report before it is not.
   */
  reported(host: HostIdentity, report: HostReport, receipt: NumberedReceipt): Promise<void>;
  /** The host said more, or is gone: what it said before need not wait any more. */
  more(host: HostIdentity): void;
}

/** What the host should be sent now: its rows in state Dispatched that were not accepted yet. Plaintext: dispose it. */
export type IntentsFor = (hostUid: string, acceptedSeq: number) => Promise<readonly OpenedIntent[]>;

/** The PCR states that were signed for the host: all that it shall have. */
export type SignaturesFor = (hostUid: string) => readonly PcrSignature[];

export interface Sessions {
  isConnected(hostUid: string): boolean;
  connectedHostUids(): ReadonlySet<string>;
  /** There may be something to send; calls collapse while a push is un-acknowledged. */
  markDirty(hostUid: string): void;
  /** Sends it on the present session, if there is one, once the host was welcomed. */
  challenge(hostUid: string, challenge: Challenge): void;
  /** Others may have been signed for it; sent when they are others than it was sent last. */
  bringSignatures(hostUid: string): void;
  /** Of the trust bundle that the host holds, as far as is known; 0 when it was not here since the start. */
  trustEpochOf(hostUid: string): number;
  /** Ends the session now, for instance when the host is revoked. */
  close(hostUid: string, reason: string): void;
  /** Called when a host connects or disconnects. Returns a function that stops it. */
  onChange(listener: (hostUid: string) => void): () => void;
}
