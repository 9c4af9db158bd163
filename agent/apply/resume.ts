/**
 * From the journal and the store to the first step not yet done, so that a crash is harmless and a
 * restart of the agent restarts no unit.
 * @module
 */
import type { Cause, InstallPlan } from './journal-records.ts';
import type { Pending } from './journal-state.ts';

export type ResumeStep =
  | { readonly kind: 'remove' }
  | { readonly kind: 'settled' }
  | { readonly kind: 'prepare' }
  | { readonly kind: 'activate'; readonly plan: InstallPlan }
  | { readonly kind: 'rollBack'; readonly plan: InstallPlan; readonly cause: Cause };

export type ResumeInput = {
  readonly pending: Pending;
  /** The host holds exactly this version already and has proven it. */
  readonly settled: boolean;
  /** SHA-256 of the files in the store now, hex, by name. */
  readonly onDisk: ReadonlyMap<string, string>;
};

export function nextStep({ pending, settled, onDisk }: ResumeInput): ResumeStep {
  const { plan, rollback } = pending;
  if (pending.intent.operation === 'delete') return { kind: 'remove' };
  if (plan === undefined) return settled ? { kind: 'settled' } : { kind: 'prepare' };
  if (rollback !== undefined) return { kind: 'rollBack', plan, cause: rollback };
  // Half of the files means that the rest was never renamed: their content is only in the envelope.
  const whole = plan.next?.items.every((item) => onDisk.get(item.name) === item.sealedDigest);
  return whole === true ? { kind: 'activate', plan } : { kind: 'prepare' };
}
