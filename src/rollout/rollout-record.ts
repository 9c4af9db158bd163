/**
 * How far one CredentialRollout has come: what the ledger keeps of it, in the transaction that also
 * holds its events. The status of the API object is a projection of this.
 * @module
 */
import type { RolloutState } from '#src/api/rollout.ts';
import type { EffectivePolicy } from './policy.ts';

export type RolloutRecord = {
  readonly rolloutUid: string;
  /** Name of the CredentialRollout. */
  readonly rollout: string;
  readonly credentialUid: string;
  readonly namespace: string;
  readonly credential: string;
  readonly version: number;
  readonly state: RolloutState;
  /** CamelCase: the reason of its conditions. */
  readonly reason: string;
  /** One sentence for people. */
  readonly message: string;
  /** Steps that are behind us: their hosts are done and their gate has opened. */
  readonly stepsDone: number;
  /** When the state last changed; hosts that move on to another version are forgotten later. */
  readonly failedHosts: number;
  readonly movableSinceMs?: number;
  readonly stalledGeneration?: number;
  readonly startedAtMs?: number;
  readonly endedAtMs?: number;
  /** Of a Reseal: the number of its request, given once. */
  readonly sealRequest?: number;
};

/** What a rollout was planned with; written once, when it starts. */
export type FrozenPlan = {
  readonly rolloutUid: string;
  /** In the order of delivery. */
  readonly hostUids: readonly string[];
  readonly policy: EffectivePolicy;
};
