/**
 * Whether the credentials that a person waits for have arrived.
 * @module
 */
import type { CredentialOverview } from './overview.ts';

export type WaitStep =
  | { readonly kind: 'arrived' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'wait' };

/** Rollouts in these states need a person. */
const STOPPED: ReadonlySet<string> = new Set(['Paused', 'Failed', 'Aborted']);

/** Arrived: each is Ready and Converged in its present generation, with no rollout under way. */
export function decideWait(rows: readonly CredentialOverview[]): WaitStep {
  const stopped = rows.find((row) => row.current && hasStopped(row));
  if (stopped !== undefined) {
    return { kind: 'failed', reason: `${stopped.namespace}/${stopped.name}: ${stopped.state}` };
  }
  return rows.length > 0 && rows.every(hasArrived) ? { kind: 'arrived' } : { kind: 'wait' };
}

/** Also when a rollout ended over failed hosts: nothing more happens by itself. */
function hasStopped({ rollout, hosts }: CredentialOverview): boolean {
  return rollout === null ? hosts.failed > 0 : STOPPED.has(rollout.state);
}

function hasArrived(row: CredentialOverview): boolean {
  const isTrue = row.ready.status === 'True' && row.converged.status === 'True';
  return row.current && isTrue && (row.rollout === null || row.rollout.state === 'Succeeded');
}
