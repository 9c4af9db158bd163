/**
 * The keys that a machine proved against those on record of its host: what may go on as before, and what begins
 * anew. Pure.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { isEqual } from '#src/tpm/bytes.ts';
import type { Claim } from './claim.ts';

export type KeyChange =
  /** Nothing is on record, or a person has pinned another machine since. */
  | 'first'
  | 'same'
  /** A later KX key; everything else is on record. */
  | 'rotated'
  /** The same machine, installed anew or restored from an older state. */
  | 'other';

export function compareKeys(old: HostIdentity | undefined, claim: Claim): KeyChange {
  if (old?.identityHash !== claim.identityHash) return 'first';
  if (!isSameInstallation(old, claim)) return 'other';
  const { kxEpoch } = claim.start;
  const isSameKx = isEqual(old.kxPub, claim.kxPub);
  if (isSameKx && kxEpoch === old.kxEpoch) return 'same';
  return !isSameKx && kxEpoch > old.kxEpoch ? 'rotated' : 'other';
}

/** The key that signs reports is made once per installation; the AK changes with nothing but our template. */
function isSameInstallation(old: HostIdentity, claim: Claim): boolean {
  return isEqual(old.receiptKey, claim.start.receiptKey) && isSameAk(old, claim);
}

/** A renewal is by the AK on record, or by none where none is. */
function isSameAk({ akPub }: HostIdentity, claim: Claim): boolean {
  if (claim.assurance === 'Software') return akPub === undefined;
  return akPub !== undefined && isEqual(akPub, claim.start.akPub);
}
