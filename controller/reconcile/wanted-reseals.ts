/**
 * Which Reseals ask something of hosts that hold a version, and which hosts can be asked: looked up when it is planned
 * and again when it is sent.
 * @module
 */
import type { CredentialVersion } from '#src/api/credential.ts';
import type { Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { RESEAL } from '#src/intent/capabilities.ts';
import { isTerminal } from '#src/rollout/plan.ts';
import { isResealOf, isWanted, requestOf } from '#src/rollout/reseal.ts';
import type { Context } from './context.ts';
import { recordOf } from './gather-rollouts.ts';

export type WantedReseal = {
  readonly object: Stored<CredentialRollout>;
  readonly request: number;
  /** Hosts that it has not reached catch up. */
  readonly isOver: boolean;
};

export function wantedReseals(
  { view, ledger }: Pick<Context, 'view' | 'ledger'>,
  version: Stored<CredentialVersion>,
): readonly WantedReseal[] {
  return view
    .all('CredentialRollout', version.metadata.namespace)
    .filter((object) => isResealOf(object, version))
    .flatMap((object) => {
      const record = recordOf({ ledger }, object, version);
      if (!isWanted(record?.state)) return [];
      const request = requestOf({ object, record });
      return [{ object, request, isOver: isTerminal(record?.state) }];
    });
}

/** An agent that does not know the field refuses the whole intent. */
export function knowsReseal({ presence }: Pick<Context, 'presence'>, hostUid: string): boolean {
  return presence.get(hostUid)?.facts.capabilities.includes(RESEAL) === true;
}
