/**
 * What every reconciler works with; wired once in create-brain.ts.
 * @module
 */
import type { Attestations } from '#controller/attest/attestations.ts';
import type { ContentKeys } from '#controller/content/content-keys.ts';
import type { ContentStore } from '#controller/content/content-store.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { ObjectRef, ObjectSource } from '#controller/objects/objects.ts';
import type { Sessions } from '#controller/stream/ports.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { HostFacts } from '#src/intent/report.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import type { PcrSignatureState } from '#src/wire/messages.ts';
import type { PlanMemory } from './plan-memory.ts';
import type { ObjectView } from './object-view.ts';
import type { SourceReason } from './resolve-items.ts';

/** A HostCredential, by namespace and name. */
export type CredentialRef = { readonly namespace: string; readonly name: string };

/** Whose status is written on request; those of versions and rollouts go with their HostCredential. */
export type StatusKind = 'Host' | 'HostCredential' | 'PCRSignature';

/** Ask for work; asking twice is asking once. */
export interface Requests {
  /** Resolve its sources, make versions and rollouts. */
  credential(ref: CredentialRef): void;
  /** Decide who receives what now. */
  rollouts(ref: CredentialRef): void;
  /** Within about a second: nobody waits for it, but silence from now on must be noticed. */
  rolloutsLater(ref: CredentialRef): void;
  /** Write the status of a Host, or of a HostCredential with its versions and rollouts, soon. */
  status(kind: StatusKind, ref: ObjectRef): void;
  /** The same at once, when nothing is under way: who waits for the end waits for this. */
  statusNow(kind: 'HostCredential', ref: ObjectRef): void;
  /** Within about a second, so that the steps of one change are one write of each object. */
  statusLater(kind: StatusKind, ref: ObjectRef): void;
  /** Delete versions that are not needed any more, when no host is at work. */
  prune(ref: CredentialRef): void;
}

/** What the last look at a HostCredential's sources found; lost at restart and found again. */
export type SourceState =
  | { readonly kind: 'resolved' }
  | { readonly kind: 'unresolved'; readonly reason: SourceReason; readonly message: string };

/** What a host said about itself when it connected to this process. */
export type Presence = { readonly facts: HostFacts; readonly seenMs: number };

export type Context = {
  readonly objects: ObjectSource;
  readonly view: ObjectView;
  readonly ledger: Ledger;
  readonly keys: ContentKeys;
  readonly content: ContentStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly requests: Requests;
  /** Nobody is connected until the brain runs. */
  readonly sessions: () => Sessions;
  /** By UID of the HostCredential. */
  readonly sources: Map<string, SourceState>;
  /** By UID of the HostCredential: the last generation that the audit log was told of by this process. */
  readonly toldGenerations: Map<string, number>;
  /** By host UID. */
  readonly presence: Map<string, Presence>;
  /** By host UID: what it says in its present session of the PCR states that were signed for it. */
  readonly signatureStates: Map<string, PcrSignatureState>;
  /** What the TPMs of connected hosts have shown. */
  readonly attestations: Attestations;
  /** What the planner keeps. */
  readonly memory: PlanMemory;
  /** Until then hosts that are away may be on their way back to this controller, which has just started. */
  readonly settledAtMs: number;
};
