/**
 * What a host refuses before it stores anything: the checks of a push that need no look at the host.
 * @module
 */
import { createHash } from 'node:crypto';
import { refusalOf, type AllowList } from '#agent/allow/allow-list.ts';
import type { StoreName } from '#agent/install/credstore.ts';
import { sharesNames, storeOf } from '#agent/install/store-of.ts';
import { hasItemDigest, versionDigest } from '#src/envelope/digest.ts';
import type { ErrorCode } from '#src/errors/credfleet-error.ts';
import type { Intent, OpenedIntent } from '#src/intent/intent.ts';
import { problemOfCredentialName, problemOfSizes } from '#src/systemd/credential-name.ts';
import { USER_UNITS_SINCE } from '#src/systemd/user.ts';
import { problemOfDelivery } from './check-delivery.ts';
import type { AcceptedIntent, CredentialRecord, HeldVersion } from './journal-records.ts';
import type { JournalState } from './journal-state.ts';

export type PushInput = {
  readonly intents: readonly OpenedIntent[];
  readonly state: JournalState;
  readonly allow: AllowList;
  readonly systemdVersion: number;
  /** Units can fetch credentials from this agent. */
  readonly isProviding: boolean;
};
export type Refusal = { readonly code: ErrorCode; readonly message: string };

/** Becomes the name of a folder. */
const UID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/u;
const UNIT = /^[A-Za-z0-9:_.@\\-]{1,255}\.(?:service|socket|target)$/u;

const AT_BOOT: ReadonlySet<Intent['delivery']['type']> = new Set(['Machine', 'Boot']);

/** Undefined when all of it may be accepted. */
export function refusalOfPush(input: PushInput): Refusal | undefined {
  const uids = input.intents.map(({ intent }) => intent.uid);
  if (new Set(uids).size !== uids.length) {
    return malformed('the push carries two intents of one HostCredential');
  }
  for (const opened of input.intents) {
    const refusal = refusalOfIntent(opened, input);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** What the journal keeps of an intent. */
export function acceptedIntent({ intent, digestKey }: OpenedIntent): AcceptedIntent {
  const { uid, namespace, name, version, operation, rolloutUid, attempt } = intent;
  const digest = versionDigest(digestKey.reveal(), intent.items);
  const spec = specHash(intent);
  const { revoked, sealRequest } = intent;
  const accepted = { uid, namespace, name, version, digest, spec, operation, rolloutUid, attempt };
  return {
    ...accepted,
    ...(revoked === undefined ? {} : { revoked }),
    ...(sealRequest === undefined ? {} : { sealRequest }),
  };
}

function refusalOfIntent(opened: OpenedIntent, input: PushInput): Refusal | undefined {
  const { intent } = opened;
  const checks: readonly (() => Refusal | undefined)[] = [
    () => refusalOfShape(intent),
    () => refusalOfDelivery(intent, input),
    () => refusalOfContent(opened),
    () => refusalOfNames(intent),
    () => refusalOfSizes(opened, input.systemdVersion),
    () =>
      refusalOf(input.allow, {
        credentials: intent.items.map(({ name }) => name),
        units: touchedUnits(intent),
      }),
    () => refusalOfVersion(opened, input.state),
    () => refusalOfOwner(intent, input.state),
  ];
  for (const check of checks) {
    const refusal = check();
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** A probe may run a unit, too. */
function touchedUnits({ activation, health }: Intent): readonly string[] {
  const probes = health.probes.flatMap((probe) => (probe.kind === 'unit' ? [probe.name] : []));
  return [...activation.units.map(({ name }) => name), ...probes];
}

function refusalOfShape(intent: Intent): Refusal | undefined {
  const what = title(intent);
  if (!UID.test(intent.uid)) return malformed(`${what} has no usable UID`);
  const unit = intent.activation.units.find(({ name }) => !UNIT.test(name));
  return unit === undefined
    ? undefined
    : malformed(`${what} names '${unit.name.slice(0, 64)}', which is no service, socket or target`);
}

function refusalOfDelivery(
  intent: Intent,
  { isProviding, systemdVersion }: PushInput,
): Refusal | undefined {
  const { type } = intent.delivery;
  if (type === 'User' && intent.operation === 'put' && systemdVersion < USER_UNITS_SINCE) {
    const message = `${title(intent)}: systemd ${systemdVersion} opens no encrypted credential for units of a user; ${USER_UNITS_SINCE} does`;
    return { code: 'SYSTEMD_TOO_OLD', message };
  }
  const problem = problemOfDelivery(intent, isProviding);
  if (problem === undefined) return undefined;
  return { code: 'DELIVERY_UNSUPPORTED', message: `${title(intent)}: ${problem}` };
}

function refusalOfContent({ intent, items, digestKey }: OpenedIntent): Refusal | undefined {
  if (intent.operation === 'delete') return undefined;
  const what = title(intent);
  if (items.length === 0 || items.length !== intent.items.length) {
    return malformed(`${what} promises ${intent.items.length} items and carries ${items.length}`);
  }
  const wrong = intent.items.find((declared, at) => {
    const item = items[at];
    if (item?.name !== declared.name) return true;
    return !hasItemDigest(digestKey.reveal(), { ...declared, content: item.content.reveal() });
  });
  return wrong === undefined
    ? undefined
    : malformed(`${what}: the content of '${wrong.name}' is not the one it declares`);
}

function refusalOfNames(intent: Intent): Refusal | undefined {
  const names = intent.items.map(({ name }) => name);
  if (new Set(names).size !== names.length) return malformed(`${title(intent)} has a name twice`);
  // What is there by now may be removed whatever it is called.
  if (intent.operation === 'delete') return undefined;
  for (const name of names) {
    const problem = problemOfCredentialName(name);
    // Handed to a boot, of a container or of the host, they are for systemd: that is what they were made for.
    const isForSystemd = problem?.kind === 'reserved' && AT_BOOT.has(intent.delivery.type);
    if (problem === undefined || isForSystemd) continue;
    const code =
      problem.kind === 'reserved' ? 'CREDENTIAL_NAME_RESERVED' : 'CREDENTIAL_NAME_INVALID';
    return { code, message: `${title(intent)}: ${problem.message}` };
  }
  return undefined;
}

function refusalOfSizes({ intent, items }: OpenedIntent, version: number): Refusal | undefined {
  const sized = items.map(({ name, content }) => ({ name, sizeBytes: content.sizeBytes }));
  const problem = problemOfSizes(sized, version);
  if (problem === undefined) return undefined;
  return { code: 'CREDENTIAL_TOO_LARGE', message: `${title(intent)}: ${problem}` };
}

function refusalOfVersion({ intent, digestKey }: OpenedIntent, state: JournalState) {
  const known = state.credentials.get(intent.uid);
  if (known === undefined || intent.version > known.version) return undefined;
  const digest = versionDigest(digestKey.reveal(), intent.items);
  if (intent.version === known.version && digest === known.digest) return undefined;
  const message =
    intent.version === known.version
      ? `${title(intent)} has another content than the version ${known.version} this host accepted`
      : `${title(intent)} is older than version ${known.version}, which this host accepted`;
  return { code: 'VERSION_NOT_NEWER', message } as const;
}

/** Two HostCredentials must not write one file in turns. */
function refusalOfOwner(intent: Intent, state: JournalState): Refusal | undefined {
  const others = [...state.credentials.values()].filter((other) => !isSame(other, intent));
  for (const { name } of intent.items) {
    const owner = others.find(({ held }) => isIn(held, storeOf(intent.delivery), name));
    if (owner === undefined) continue;
    const message = `${title(intent)}: '${name}' on this host belongs to ${owner.namespace}/${owner.name}`;
    return { code: 'CREDENTIAL_NAME_CONFLICT', message };
  }
  return undefined;
}

function isIn(held: HeldVersion | undefined, store: StoreName, name: string): boolean {
  if (held === undefined || !sharesNames(held.store, store)) return false;
  return held.items.some((item) => item.name === name);
}

function isSame(record: CredentialRecord, intent: Intent): boolean {
  return (
    record.uid === intent.uid ||
    (record.namespace === intent.namespace && record.name === intent.name)
  );
}

/** Everything that decides what is installed and which units are touched, in a fixed order. */
function specHash({ items, delivery, sealing, activation }: Intent): string {
  const parts = [
    items.map(({ name, digest }) => [name, digest]),
    [
      delivery.type,
      delivery.store,
      delivery.dropIn,
      ...(delivery.drift === undefined ? [] : [1]),
      ...(delivery.machine === undefined ? [] : [delivery.machine]),
      ...(delivery.boot === undefined && delivery.user === undefined ? [] : [storeOf(delivery)]),
    ],
    [
      sealing.key,
      sealing.tpm2Pcrs,
      sealing.ttlSeconds ?? 0,
      ...(sealing.signed === undefined ? [] : [sealing.signed.publicKeyPem, sealing.signed.pcrs]),
    ],
    [activation.units.map(({ name, action }) => [name, action]), activation.autoDetect],
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

export function title({ namespace, name, version }: Intent): string {
  return `${namespace}/${name} version ${version}`;
}

function malformed(message: string): Refusal {
  return { code: 'ENVELOPE_MALFORMED', message };
}
