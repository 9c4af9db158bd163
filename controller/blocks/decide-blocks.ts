/**
 * What a person decided on a Host, against the blocks on record: whom to deny, what to lift. Pure.
 * @module
 */
import type { HostBlock } from '#controller/ledger/host-block.ts';
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { Host } from '#src/api/host.ts';

export type DecisionInput = {
  readonly host: Host;
  /** Undefined: it never enrolled. */
  readonly identity: HostIdentity | undefined;
  /** Open, of this Host or of the machine that it is pinned to. */
  readonly blocks: readonly HostBlock[];
};

export type BlockDecision = {
  /** Identities to deny from now on. */
  readonly deny: readonly string[];
  readonly lift: readonly HostBlock[];
};

export function decideBlocks({ host, identity, blocks }: DecisionInput): BlockDecision {
  const isRevoked = host.spec.revoked === true;
  const denied = blocks.filter(({ kind }) => kind === 'Revoked');
  const hashes = isRevoked ? hashesOf(host, identity) : [];
  const wanted = new Set(host.spec.liftedBlocks ?? []);
  return {
    deny: hashes.filter((hash) => denied.every(({ identityHash }) => identityHash !== hash)),
    // A revocation ends with two words: no more revoked, and this very block lifted.
    lift: blocks.filter(({ id, kind }) => wanted.has(id) && !(isRevoked && kind === 'Revoked')),
  };
}

/** Every identity that this Host stands for. */
export function hashesOf(
  { spec }: Pick<Host, 'spec'>,
  identity: HostIdentity | undefined,
): readonly string[] {
  const all = [spec.ekHash, spec.identityKeyHash, identity?.identityHash];
  return [...new Set(all.filter((hash) => hash !== undefined))];
}
