/**
 * How far a Reseal has come: done when every host that it asks has answered, also those that were away. Pure.
 * @module
 */
import { findCondition } from '#src/api/conditions.ts';
import type { CredentialRollout, RolloutState } from '#src/api/rollout.ts';

export type ResealProgress = {
  readonly kind: 'done' | 'stopped' | 'moving';
  readonly state: RolloutState;
  readonly updated: number;
  readonly total: number;
  /** One line for people. */
  readonly text: string;
};

/** A person, or a newer rollout, has the next word. */
const STOPPED: ReadonlySet<RolloutState> = new Set(['Paused', 'Failed', 'Aborted', 'Superseded']);

export function resealProgress(rollout: CredentialRollout): ResealProgress {
  const { state = 'Planned', hosts } = rollout.status ?? {};
  const { updated = 0, total = 0 } = hosts ?? {};
  const facts = { state, updated, total };
  if (STOPPED.has(state)) return { ...facts, kind: 'stopped', text: whyStopped(rollout, state) };
  const isDone = state === 'Succeeded' && updated >= total;
  const text = `${updated} of ${total} hosts have sealed it again`;
  if (isDone) return { ...facts, kind: 'done', text };
  return { ...facts, kind: 'moving', text: `${text}${waitingText(rollout)}` };
}

function whyStopped({ metadata, status }: CredentialRollout, state: RolloutState): string {
  const said = findCondition(status?.conditions, state)?.message;
  return `rollout ${metadata.name} is ${state}${said === undefined ? '' : `: ${said}`}`;
}

function waitingText({ status }: CredentialRollout): string {
  return status?.waitingFor === undefined ? '' : `; it waits for ${status.waitingFor}`;
}
