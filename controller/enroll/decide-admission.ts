/**
 * What becomes of a machine that proved its identity key and asks to be host NAME. Pure.
 * @module
 */
import type { Host, HostSpec } from '#src/api/host.ts';
import type { TokenVerdict } from './decide-token.ts';

export type Admission =
  /** The Host is pinned to this key and approved. */
  | { readonly kind: 'issue' }
  | { readonly kind: 'pending' }
  /** Nobody holds this name yet: create or pin the Host, then decide again. */
  | { readonly kind: 'pin' }
  | { readonly kind: 'refuse'; readonly cause: string; readonly isConflict: boolean };

export type AdmissionInput = {
  readonly host: Host | undefined;
  /** SHA-256 of the identity key, hex. */
  readonly identityHash: string;
  readonly token: TokenVerdict;
};

export function decideAdmission({ host, identityHash, token }: AdmissionInput): Admission {
  const spec = host?.spec ?? {};
  const shut = shutOut(spec);
  if (shut !== undefined) return { kind: 'refuse', cause: shut, isConflict: false };
  if (isOtherIdentity(spec, identityHash)) {
    const cause = 'another machine holds this name: its pinned key is another one';
    return { kind: 'refuse', cause, isConflict: true };
  }
  if (spec.identityKeyHash === identityHash) {
    return { kind: spec.approval === 'Approved' ? 'issue' : 'pending' };
  }
  if (token.kind === 'valid') return { kind: 'pin' };
  return { kind: 'refuse', cause: token.cause, isConflict: false };
}

/** Why a Host gets no certificate whatever it proves; undefined when it may. */
export function shutOut(spec: HostSpec): string | undefined {
  if (spec.revoked === true) return 'the host is revoked';
  if (spec.decommission === true) return 'the host is decommissioned';
  if (spec.approval === 'Denied') return 'the host was denied';
  return undefined;
}

/** A name pinned to a TPM is never given to a software key. */
function isOtherIdentity(spec: HostSpec, identityHash: string): boolean {
  if (spec.ekHash !== undefined) return true;
  return spec.identityKeyHash !== undefined && spec.identityKeyHash !== identityHash;
}
