/**
 * Whose turn it is among the Reseals of a HostCredential. They bring no version: the rollout that brought what hosts
 * hold stays the current one, and a Reseal has its turn when nothing else moves. Pure.
 * @module
 */
import type { CredentialVersion } from '#src/api/credential.ts';
import type { Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import { createdMs } from '#src/rollout/reseal.ts';
import type { RolloutRecord } from '#src/rollout/rollout-record.ts';

export type Found = {
  readonly object: Stored<CredentialRollout>;
  readonly version: Stored<CredentialVersion>;
  readonly record: Pick<RolloutRecord, 'state'> | undefined;
};

export type TurnsInput = {
  /** In the order of their requests. */
  readonly reseals: readonly Found[];
  /** The newest rollout that is no Reseal. */
  readonly last: Found | undefined;
  /** Number of the version that was proven on the fleet; 0: none. */
  readonly stableNumber: number;
};

export type ResealTurn =
  /** It sends now. */
  | { readonly kind: 'now' }
  | { readonly kind: 'after'; readonly object: Stored<CredentialRollout> }
  /** It sends nothing more; followed: hosts that were away answer one after another, and its status counts them. */
  | { readonly kind: 'over'; readonly isFollowed: boolean };

const OVER: ResealTurn = { kind: 'over', isFollowed: false };

/** In the order of the Reseals. */
export function resealTurns(input: TurnsInput): readonly ResealTurn[] {
  const waiting = input.reseals.filter((one) => !isOver(one) && isOfStable(one, input));
  const current = waiting.find(isMoving) ?? waiting.at(-1);
  return input.reseals.map((one) => turnOf(one, current, input));
}

function turnOf(one: Found, current: Found | undefined, input: TurnsInput): ResealTurn {
  const { last } = input;
  if (isOver(one)) return { kind: 'over', isFollowed: isOfStable(one, input) && isIncomplete(one) };
  if (last === undefined || isOver(last)) return turnAmong(one, current, input);
  return mayFollow(one, last, input) ? { kind: 'after', object: last.object } : OVER;
}

/** What an older one did not come to is caught up. */
function turnAmong(one: Found, current: Found | undefined, input: TurnsInput): ResealTurn {
  if (one === current) return { kind: 'now' };
  if (current === undefined || !isOfStable(one, input)) return OVER;
  const { reseals } = input;
  if (reseals.indexOf(one) < reseals.indexOf(current)) return OVER;
  return { kind: 'after', object: current.object };
}

/** Whoever comes later brings a version, and with it a new seal. */
function mayFollow(one: Found, last: Found, input: TurnsInput): boolean {
  if (createdMs(last.object) > createdMs(one.object)) return false;
  return isOfStable(one, input) || one.version.spec.number === last.version.spec.number;
}

/** Nothing else is held by the fleet, and nothing else may be sent to it. */
function isOfStable({ version: { spec } }: Found, { stableNumber }: TurnsInput): boolean {
  return spec.number === stableNumber && spec.removes === undefined;
}

function isOver({ record }: Found): boolean {
  return isTerminal(record?.state);
}

function isMoving({ record }: Found): boolean {
  return record === undefined || record.state === 'Progressing';
}

function isIncomplete({ object: { status }, record }: Found): boolean {
  const { updated = 0, total = 0 } = status?.hosts ?? {};
  return record?.state === 'Succeeded' && (status?.state !== 'Succeeded' || updated < total);
}
