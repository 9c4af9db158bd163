/**
 * Which of the targeted hosts a HostCredential may reach: default deny, one HostAccessPolicy must allow
 * the whole of it on that host. What a policy leaves out it does not grant.
 * @module
 */
import type { Demand } from '#controller/attest/decide-release.ts';
import { sealingKey } from '#src/api/sealing-key.ts';
import { activatedUnits } from '#src/api/activated-units.ts';
import type { DeliveryType, HostCredential, SealingKey } from '#src/api/credential.ts';
import type { Host, HostAccessPolicy, HostAccessPolicySpec } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { matchesAnyGlob, matchesSelector } from '#src/api/selector.ts';
import { missingCapability } from '#src/intent/capabilities.ts';
import { parsePcrKey } from '#src/systemd/pcr-key.ts';

type Labels = Readonly<Record<string, string>>;

export type AccessHost = {
  readonly host: string;
  readonly labels: Labels;
  readonly assurance: 'TPM' | 'Software';
};

export type AccessReason =
  | 'NoAccessPolicy'
  | 'UnitNotAllowed'
  | 'SealingTooWeak'
  | 'SealingUnsupported'
  | 'NameConflict'
  | 'DeliveryUnsupported'
  | 'SystemdTooOld'
  | 'NoHostsMatched';

export type Denial = { readonly reason: AccessReason; readonly message: string };

export type AccessInput = {
  readonly credential: Stored<HostCredential>;
  readonly namespaceLabels: (namespace: string) => Labels;
  readonly policies: readonly Stored<HostAccessPolicy>[];
};

/** How strong a sealing profile is; more is stronger. */
const STRENGTH: Readonly<Record<SealingKey, number>> = {
  Host: 0,
  TPM2: 1,
  TPM2Initrd: 1,
  HostAndTPM2: 2,
};
/** A policy that says nothing of sealing still demands a TPM. */
const DEFAULT_MINIMUM: SealingKey = 'TPM2';

const DELIVERED: ReadonlySet<DeliveryType> = new Set([
  'Service',
  'Socket',
  'Machine',
  'Boot',
  'User',
]);

/** What no policy can allow, since nothing here can deliver it. */
export function unsupportedDelivery({ spec }: HostCredential): Denial | undefined {
  const unknown = unsupportedPart(spec);
  if (unknown === undefined) return undefined;
  return {
    reason: 'DeliveryUnsupported',
    message: `${unknown} is not implemented: use what this version documents`,
  };
}

function unsupportedPart({ delivery }: HostCredential['spec']): string | undefined {
  const { type, store = 'Persistent' } = delivery;
  if (!DELIVERED.has(type)) return `delivery type ${type}`;
  // Everything else lies in stores of the agent's own.
  if (type !== 'Service' && store !== 'Persistent')
    return `delivery store ${store} of type ${type}`;
  return undefined;
}

/** What no host can seal to, or this one cannot, by what it says of itself. */
export function unsupportedSealing(
  { spec }: HostCredential,
  { status }: Pick<Host, 'status'>,
): Denial | undefined {
  const key = sealingKey(spec);
  const { tpm2PublicKey } = spec.sealing ?? {};
  const pcrKey = tpm2PublicKey === undefined ? undefined : parsePcrKey(tpm2PublicKey);
  if (pcrKey?.ok === false) {
    const problem = pcrKey.problems.join('; ');
    return deny('SealingUnsupported', `sealing.tpm2PublicKey: ${problem}`);
  }
  const { capabilities } = status ?? {};
  // One that was never connected has not said what it can.
  if (capabilities === undefined) return undefined;
  const missing = missingCapability(capabilities, { key, isSigned: pcrKey !== undefined });
  if (missing === undefined) return undefined;
  return deny('SealingUnsupported', `the host lacks ${missing} (status.capabilities)`);
}

/** Undefined: allowed. Otherwise what stands against it under the policy that comes closest. */
export function denialFor(input: AccessInput, host: AccessHost): Denial | undefined {
  const near = input.policies.filter(({ spec }) => coversPlace(spec, input, host));
  if (near.length === 0) {
    const { namespace = '' } = input.credential.metadata;
    return {
      reason: 'NoAccessPolicy',
      message: `no HostAccessPolicy lets namespace ${namespace} reach this host`,
    };
  }
  const denials = near.map((policy) => denialUnder(policy, input.credential, host));
  // Any policy that allows everything is enough; among refusals the last check failed is the closest.
  if (denials.includes(undefined)) return undefined;
  return denials
    .filter((denial) => denial !== undefined)
    .toSorted((a, b) => b.depth - a.depth)
    .map(({ reason, message }) => ({ reason, message }))[0];
}

/**
 * What the policies that allow it demand of the host's TPM before it is sent: any one of them is enough. Empty
 * when one demands nothing, and when none allows it.
 */
export function demandsFor(input: AccessInput, host: AccessHost): readonly Demand[] {
  if (input.policies.every(({ spec }) => spec.attestation === undefined)) return [];
  const allowing = input.policies.filter(
    (policy) =>
      coversPlace(policy.spec, input, host) &&
      denialUnder(policy, input.credential, host) === undefined,
  );
  const demands = allowing.flatMap(({ metadata, spec: { attestation } }) =>
    attestation === undefined ? [] : [{ ...attestation, policy: metadata.name }],
  );
  return demands.length === allowing.length ? demands : [];
}

function coversPlace(spec: HostAccessPolicySpec, input: AccessInput, host: AccessHost): boolean {
  const { namespace = '' } = input.credential.metadata;
  const byName = spec.namespaces?.includes(namespace) === true;
  const byLabels =
    spec.namespaceSelector !== undefined &&
    matchesSelector(spec.namespaceSelector, input.namespaceLabels(namespace));
  const { hostSelector } = spec;
  return (
    (byName || byLabels) && hostSelector !== undefined && matchesSelector(hostSelector, host.labels)
  );
}

type Check = (
  spec: HostAccessPolicySpec,
  credential: HostCredential,
  host: AccessHost,
) => Denial | undefined;

/** In the order in which they are told: what is wrong with the place before what is wrong with the content. */
const checks: readonly Check[] = [
  checkAssurance,
  checkDelivery,
  checkNames,
  checkUnits,
  checkSealing,
];

function denialUnder(
  policy: Stored<HostAccessPolicy>,
  credential: HostCredential,
  host: AccessHost,
): (Denial & { readonly depth: number }) | undefined {
  for (const [depth, check] of checks.entries()) {
    const denial = check(policy.spec, credential, host);
    if (denial === undefined) continue;
    const message = `HostAccessPolicy ${policy.metadata.name}: ${denial.message}`;
    return { reason: denial.reason, message, depth };
  }
  return undefined;
}

function checkAssurance(
  spec: HostAccessPolicySpec,
  _credential: HostCredential,
  host: AccessHost,
): Denial | undefined {
  if (host.assurance === 'TPM') return undefined;
  if (spec.attestation !== undefined) {
    return deny('NoAccessPolicy', 'the host has no TPM identity, and attestation is demanded');
  }
  if (spec.assurance === 'Any') return undefined;
  return deny('NoAccessPolicy', 'the host has no TPM identity, and assurance is not Any');
}

function checkDelivery(
  spec: HostAccessPolicySpec,
  { spec: { delivery } }: HostCredential,
): Denial | undefined {
  const types = spec.deliveryTypes ?? ['Service'];
  if (types.includes(delivery.type)) return undefined;
  return deny('NoAccessPolicy', `deliveryTypes has no ${delivery.type}`);
}

function checkNames(
  spec: HostAccessPolicySpec,
  { spec: { items } }: HostCredential,
): Denial | undefined {
  const globs = spec.credentialNames ?? [];
  const refused = items.find((item) => !matchesAnyGlob(globs, item.name));
  if (refused === undefined) return undefined;
  return deny('NoAccessPolicy', `credentialNames has nothing that matches ${refused.name}`);
}

function checkUnits(
  spec: HostAccessPolicySpec,
  { spec: wanted }: HostCredential,
): Denial | undefined {
  const globs = spec.units ?? [];
  // A probe may run a unit.
  const probes = wanted.health?.probes?.flatMap(({ unit }) => unit ?? []) ?? [];
  const units = [...activatedUnits(wanted), ...probes];
  const refused = units.find((unit) => !matchesAnyGlob(globs, unit.name));
  if (refused === undefined) return undefined;
  return deny('UnitNotAllowed', `units has nothing that matches ${refused.name}`);
}

function checkSealing(spec: HostAccessPolicySpec, credential: HostCredential): Denial | undefined {
  const minimum = spec.minimumSealing ?? DEFAULT_MINIMUM;
  const key = sealingKey(credential.spec);
  if (STRENGTH[key] >= STRENGTH[minimum]) return undefined;
  return deny('SealingTooWeak', `sealing ${key} is weaker than ${minimum}`);
}

function deny(reason: AccessReason, message: string): Denial {
  return { reason, message };
}
