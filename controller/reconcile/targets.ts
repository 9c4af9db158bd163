/**
 * The hosts of a HostCredential: those that its targets name, those among them that it may have, and why
 * not the others. A host takes part once it is approved and enrolled.
 * @module
 */
import { decideRelease } from '#controller/attest/decide-release.ts';
import type { Evidence } from '#controller/attest/evidence.ts';
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { HostCredential } from '#src/api/credential.ts';
import { approvalOf } from '#src/api/host-identity.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { sealingKey } from '#src/api/sealing-key.ts';
import type { TpmSeen } from '#src/intent/report.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import type { ReleaseGate } from '#src/rollout/release-gate.ts';
import {
  demandsFor,
  denialFor,
  unsupportedDelivery,
  unsupportedSealing,
  type AccessHost,
  type AccessInput,
  type Denial,
} from './access.ts';
import { incapable } from './host-capability.ts';
import { lockoutGate } from './lockout-gate.ts';
import { isTargeted } from './is-targeted.ts';
import { conflictOn } from './name-conflict.ts';

type Identity = Pick<HostIdentity, 'hostUid' | 'assurance'>;
export type DeniedHost = Denial & { readonly host: string };

export type Targeting = {
  /** Host objects that the targets name and that are approved. */
  readonly matched: number;
  /** Matched, allowed, enrolled. */
  readonly hosts: readonly TargetHost[];
  /** Matched, but never enrolled: whether it may have it is not known yet. */
  readonly unenrolled: readonly string[];
  readonly denied: readonly DeniedHost[];
  /** Matched, but nothing is pushed to them until a person decides; absent: none. */
  readonly held?: readonly string[];
};

export type TargetInput = AccessInput & {
  readonly hosts: readonly Stored<Host>[];
  readonly identityOf: (host: Stored<Host>) => Identity | undefined;
  readonly isConnected: (hostUid: string) => boolean;
  /** Hosts with an open block. */
  readonly heldUids: ReadonlySet<string>;
  /** What the host has shown in its present session. */
  readonly evidenceOf: (hostUid: string) => Evidence | undefined;
  /** What it said of its TPM last. */
  readonly tpmOf: (hostUid: string) => TpmSeen | undefined;
  /** It refused this for the lockout of its TPM. */
  readonly wasPutOff: (hostUid: string) => boolean;
  readonly nowMs: number;
  /** Every HostCredential there is: two of them must not put the same name on one host. */
  readonly allCredentials: readonly Stored<HostCredential>[];
};

export function mayHoldCredentials({ spec }: Host): boolean {
  return approvalOf(spec) === 'Approved' && spec.revoked !== true && spec.decommission !== true;
}

export function findTargets(input: TargetInput): Targeting {
  const matched = input.hosts.filter(
    (host) => mayHoldCredentials(host) && isTargeted(input.credential.spec.targets, host),
  );
  const hosts: TargetHost[] = [];
  const unenrolled: string[] = [];
  const denied: DeniedHost[] = [];
  for (const host of matched) {
    const { name } = host.metadata;
    const identity = input.identityOf(host);
    const denial = identity === undefined ? undefined : denialOn(host, input);
    if (denial !== undefined) denied.push({ host: name, ...denial });
    else if (identity === undefined) unenrolled.push(name);
    else hosts.push(targetHost(host, identity, input));
  }
  const held = matched.filter((host) => input.heldUids.has(host.metadata.uid));
  const all = { matched: matched.length, hosts, unenrolled, denied };
  return held.length === 0 ? all : { ...all, held: held.map(({ metadata }) => metadata.name) };
}

/** Also asked just before content is opened for a host: a grant may have gone meanwhile. */
export function denialOn(host: Stored<Host>, input: TargetInput): Denial | undefined {
  const asked = accessHost(host, input);
  const isGranted = (credential: Stored<HostCredential>) =>
    denialFor({ ...input, credential }, asked) === undefined;
  return (
    unsupportedDelivery(input.credential) ??
    incapable(host, input.credential) ??
    denialFor(input, asked) ??
    unsupportedSealing(input.credential, host) ??
    conflictOn(host, { ...input, isGranted })
  );
}

/** Also asked just before content is opened: a quote may have become too old, or a policy another one. */
export function gateOn(host: Stored<Host>, input: TargetInput): ReleaseGate | undefined {
  const { uid } = host.metadata;
  const locked = lockoutGate({
    seen: input.tpmOf(uid),
    needsTpm: sealingKey(input.credential.spec) !== 'Host',
    wasPutOff: input.wasPutOff(uid),
  });
  if (locked !== undefined) return locked;
  return decideRelease({
    demands: demandsFor(input, accessHost(host, input)),
    evidence: input.evidenceOf(uid),
    nowMs: input.nowMs,
  });
}

function accessHost(host: Stored<Host>, input: TargetInput): AccessHost {
  const { name, labels = {} } = host.metadata;
  // What enrolment recorded, not what anybody wrote into status.
  return { host: name, labels, assurance: input.identityOf(host)?.assurance ?? 'Software' };
}

/** Whether it is a target or not. */
export function targetHost(host: Stored<Host>, identity: Identity, input: TargetInput): TargetHost {
  const gate = gateOn(host, input);
  return {
    hostUid: identity.hostUid,
    host: host.metadata.name,
    labels: host.metadata.labels ?? {},
    connected: input.isConnected(identity.hostUid),
    paused: host.spec.paused === true,
    ...(gate === undefined ? {} : { gate }),
  };
}
