/**
 * ChangeFreeze: from then until then nothing is sent to hosts, except what is exempt.
 * @module
 */
import type { ApiObject, LabelSelector } from './meta.ts';

export type ChangeFreeze = ApiObject<ChangeFreezeSpec> & {
  readonly kind: 'ChangeFreeze';
  readonly spec: ChangeFreezeSpec;
};

export type ChangeFreezeSpec = {
  readonly reason: string;
  /** RFC 3339; from the moment it exists when absent. */
  readonly startTime?: string;
  /** RFC 3339; a freeze that nobody ends ends by itself. */
  readonly endTime: string;
  /** Absent: all hosts. */
  readonly hostSelector?: LabelSelector;
  /** Absent: all namespaces. */
  readonly namespaces?: readonly string[];
  readonly exemptions?: readonly {
    readonly namespace: string;
    /** Absent: all of the namespace. */
    readonly hostCredentialName?: string;
  }[];
};
