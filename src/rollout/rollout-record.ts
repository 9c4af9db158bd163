/**
 * How far one CredentialRollout has come: what the ledger keeps of it, in the transaction that also
 * holds its events. The status of the API object is a projection of this.
 * @module
 */
import type { RolloutState } from '#src/api/rollout.ts';

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
  /** Steps whose hosts are done. */
  readonly stepsDone: number;
  readonly startedAtMs?: number;
  readonly endedAtMs?: number;
};
