/**
 * What becomes of a machine that proved its identity and asks to be host NAME. Pure.
 * @module
 */
import { approvalOf, pinnedIdentity } from '#src/api/host-identity.ts';
import type { Assurance, Host, HostSpec } from '#src/api/host.ts';
import type { KeyChange } from './compare-keys.ts';
import type { TokenVerdict } from './decide-token.ts';

export type Admission =
  /** The Host is pinned to this machine and approved. */
  | { readonly kind: 'issue' }
  /** A person has to say yes; to `installation` again where the machine was installed anew. */
  | { readonly kind: 'pending'; readonly installation?: string }
  /** Nobody holds this name, and nothing else is in the way: what does its join token say? */
  | { readonly kind: 'askToken' }
  /** Create or pin the Host, then decide again. */
  | { readonly kind: 'pin' }
  | { readonly kind: 'refuse'; readonly cause: string; readonly conflictOn?: string };

export type AdmissionInput = {
  readonly hostName: string;
  /** The Host of this name. */
  readonly host: Host | undefined;
  readonly assurance: Assurance;
  /** ekHash or identityKeyHash, hex: proved. */
  readonly identityHash: string;
  /** Revoked, whatever became of its Host. */
  readonly isDenied: boolean;
  /** Names of all Hosts of this machine. */
  readonly hostsOfMachine: readonly string[];
  readonly keys: KeyChange;
  /** See installationOf. */
  readonly installation: string;
  /** An EK certificate that chains to a pinned root. */
  readonly isCertified: boolean;
  readonly hasToken: boolean;
  /** Undefined until it was asked for. */
  readonly token: TokenVerdict | undefined;
};

export function decideAdmission(input: AdmissionInput): Admission {
  const spec = input.host?.spec ?? {};
  const shut = input.isDenied ? 'the machine is revoked' : shutOut(spec);
  if (shut !== undefined) return { kind: 'refuse', cause: shut };
  const other = input.hostsOfMachine.find((name) => name !== input.hostName);
  if (other !== undefined) {
    return { kind: 'refuse', cause: `this machine is host ${other} already`, conflictOn: other };
  }
  const pinned = pinnedIdentity(spec);
  if (pinned === undefined) return decideFree(spec, input);
  return pinned === input.identityHash && isPinnedAs(spec, input.assurance)
    ? decidePinned(spec, input)
    : {
        kind: 'refuse',
        cause: 'another machine holds this name: it is pinned to another identity',
        conflictOn: input.hostName,
      };
}

/** Why a Host gets no certificate whatever it proves; undefined when it may. */
export function shutOut(spec: HostSpec): string | undefined {
  if (spec.revoked === true) return 'the host is revoked';
  if (spec.decommission === true) return 'the host is decommissioned';
  if (spec.approval === 'Denied') return 'the host was denied';
  return undefined;
}

/** An endorsement key is no software key, whatever its hash. */
function isPinnedAs({ ekHash }: HostSpec, assurance: Assurance): boolean {
  return (ekHash !== undefined) === (assurance === 'TPM');
}

function decidePinned(spec: HostSpec, { keys, installation }: AdmissionInput): Admission {
  if (approvalOf(spec) !== 'Approved') return { kind: 'pending' };
  const mayReturn = spec.reenroll === 'Auto' || spec.approvedInstallation === installation;
  return keys === 'other' && !mayReturn ? { kind: 'pending', installation } : { kind: 'issue' };
}

/** A certificate says that a TPM is genuine, not that it is ours: it gets in nobody that a person did not see. */
function decideFree(spec: HostSpec, input: AdmissionInput): Admission {
  const { token, hasToken, isCertified } = input;
  if (token?.kind === 'valid') return { kind: 'pin' };
  if (token?.kind === 'refused') return { kind: 'refuse', cause: token.cause };
  if (!hasToken && isCertified && approvalOf(spec) === 'Pending') return { kind: 'pin' };
  return { kind: 'askToken' };
}
