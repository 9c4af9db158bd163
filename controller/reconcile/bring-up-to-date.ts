/**
 * Makes sure that the newest version has this content and that a rollout exists for it.
 * @module
 */
import { timingSafeEqual } from 'node:crypto';
import { keyId } from '#controller/content/content-keys.ts';
import { versionName } from '#controller/content/content-store.ts';
import type { CredentialVersion, HostCredential } from '#src/api/credential.ts';
import { API_VERSION, type Stored } from '#src/api/meta.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import { formatTime, parseTime } from '#src/api/time.ts';
import { itemDigest, versionDigest } from '#src/envelope/digest.ts';
import type { OpenedItem } from '#src/intent/intent.ts';
import { isBroughtBy, isFromSources } from '#src/rollout/brought-by.ts';
import type { Context } from './context.ts';
import { revokedOf, versionsOf } from './gather.ts';
import { deliveryFingerprint } from './intent-defaults.ts';
import { policyOf } from './policy-of.ts';
import {
  DELIVERY_ANNOTATION,
  makeVersion,
  nextNumber,
  ownerOf,
  type VersionContent,
} from './make-version.ts';
import type { Resolved } from './resolve-items.ts';

type Result = { readonly againAtMs?: number };

export async function bringUpToDate(
  context: Context,
  credential: Stored<HostCredential>,
  resolved: Resolved,
): Promise<Result> {
  const versions = versionsOf(context, credential);
  // What a rollback brought back is not what the sources say: they are compared with what they said last.
  const newest = versions.findLast((version) => isFromSources(version));
  const content = describe(context, credential, resolved);
  const numbers = revokedOf(context, credential, versions);
  const revoked = versions.find(
    ({ spec }) => numbers.has(spec.number) && hasSameDigest(spec, content),
  );
  if (revoked !== undefined) {
    tellRevoked(context, credential, revoked);
    return {};
  }
  const isCurrent =
    newest !== undefined &&
    !wasCutShort(context, versions, newest) &&
    isDeliveredAlike(credential, newest) &&
    endsAlike(newest, content, resolved) &&
    (await isSame(context, newest, { content, resolved }));
  if (isCurrent) {
    await ensureRollout(context, credential, newest);
    return {};
  }
  const earliestMs = earliestNext(context, credential, newest);
  if (context.clock.nowMs() < earliestMs) return { againAtMs: earliestMs };

  const number = nextNumber(versions);
  const name = versionName({ credential: credential.metadata.name, version: number });
  const rollout = updateTo(credential, name);
  await makeVersion(context, credential, { number, content, items: resolved.items, rollout });
  return {};
}

function hasSameDigest(a: VersionContent, b: VersionContent): boolean {
  return a.digestKeyID === b.digestKeyID && a.digest === b.digest;
}

/** The sources still say what must not reach a host: nothing is made of it until they say something else. */
function tellRevoked(
  { sources, requests }: Context,
  { metadata: { uid, namespace = '', name } }: Stored<HostCredential>,
  { spec }: Stored<CredentialVersion>,
): void {
  const message = `the sources say what was revoked with version ${spec.number}: change the Secret`;
  sources.set(uid, { kind: 'unresolved', reason: 'ContentRevoked', message });
  requests.status('HostCredential', { namespace, name });
}

/** A revocation of something else came in between: the update is made anew, since its number is too low now. */
function wasCutShort(
  { view, ledger }: Context,
  versions: readonly Stored<CredentialVersion>[],
  newest: Stored<CredentialVersion>,
): boolean {
  const rollouts = view.all('CredentialRollout', newest.metadata.namespace);
  const later = versions.filter(({ spec }) => spec.number > newest.spec.number);
  const isRevocation = later.some((version) =>
    rollouts.some((rollout) => rollout.spec.type === 'Revoke' && isBroughtBy(rollout, version)),
  );
  if (!isRevocation) return false;
  const own = rollouts.filter((rollout) => isBroughtBy(rollout, newest));
  const records = own.map(({ metadata }) => ledger.rollout(metadata.uid));
  // One that failed, was aborted or is proven was not cut short.
  return (
    records.length > 0 &&
    records.every((record) => record?.state === 'Superseded' && record.failedHosts === 0)
  );
}

function describe(
  { keys }: Context,
  { metadata }: Stored<HostCredential>,
  { items, sources, end }: Resolved,
): VersionContent {
  using key = keys.digestKey(metadata.uid);
  const described = items.map(({ name, content }) => ({
    name,
    digest: itemDigest(key.reveal(), name, content.reveal()),
    sizeBytes: content.sizeBytes,
  }));
  const digest = versionDigest(key.reveal(), described);
  const notAfter = end === undefined ? {} : { notAfter: formatTime(end.endMs) };
  return { items: described, digest, digestKeyID: keyId(key), sources, ...notAfter };
}

/** Another annotation is a version of its own; one of an earlier release does not say when its certificates end. */
function endsAlike(
  { spec }: Stored<CredentialVersion>,
  { notAfter }: VersionContent,
  { end }: Resolved,
): boolean {
  if (spec.notAfter === undefined && end?.isStated !== true) return true;
  return spec.notAfter === notAfter;
}

/** The same content in another place, or sealed otherwise, is a version of its own: hosts must act. */
function isDeliveredAlike(
  { spec }: Stored<HostCredential>,
  { metadata }: Stored<CredentialVersion>,
): boolean {
  const before = metadata.annotations?.[DELIVERY_ANNOTATION];
  return before === undefined || before === deliveryFingerprint(spec);
}

/** After a change of the digest key digests say nothing: then the bytes are compared. */
async function isSame(
  context: Context,
  { spec, metadata: { namespace = '' } }: Stored<CredentialVersion>,
  now: { readonly content: VersionContent; readonly resolved: Resolved },
): Promise<boolean> {
  if (spec.digestKeyID === now.content.digestKeyID) return spec.digest === now.content.digest;
  const ref = { namespace, credential: spec.hostCredentialName, version: spec.number };
  using opened = new DisposableStack();
  const old = await context.content.open(
    ref,
    spec.items.map((item) => item.name),
  );
  for (const { content } of old) opened.use(content);
  return hasSameItems(old, now.resolved.items);
}

function hasSameItems(before: readonly OpenedItem[], after: readonly OpenedItem[]): boolean {
  if (before.length !== after.length) return false;
  const byName = new Map(before.map((item) => [item.name, item.content.reveal()] as const));
  return after.every(({ name, content }) => {
    const old = byName.get(name);
    const bytes = content.reveal();
    return old !== undefined && old.length === bytes.length && timingSafeEqual(old, bytes);
  });
}

/** minIntervalSeconds lets a flapping source settle. */
function earliestNext(
  { view }: Context,
  { spec }: Stored<HostCredential>,
  newest: Stored<CredentialVersion> | undefined,
): number {
  if (newest === undefined) return 0;
  const find = (name: string) => view.get('RolloutPolicy', { name });
  const { policy } = policyOf({ choice: spec.rollout, find });
  return (parseTime(newest.metadata.creationTimestamp) ?? 0) + policy.minIntervalMs;
}

/** A controller that died in between made only the version. */
async function ensureRollout(
  { view, objects }: Context,
  credential: Stored<HostCredential>,
  { metadata: { namespace, name } }: Stored<CredentialVersion>,
): Promise<void> {
  const rollouts = view.all('CredentialRollout', namespace);
  if (rollouts.some(({ spec }) => spec.versionName === name)) return;
  const rollout = await objects.create('CredentialRollout', updateTo(credential, name));
  view.remember('CredentialRollout', rollout);
}

function updateTo(credential: Stored<HostCredential>, version: string): CredentialRollout {
  const { namespace = '', name } = credential.metadata;
  return {
    apiVersion: API_VERSION,
    kind: 'CredentialRollout',
    metadata: { namespace, name: `${version}-a1`, ownerReferences: [ownerOf(credential)] },
    spec: {
      hostCredentialName: name,
      versionName: version,
      type: 'Update',
      attempt: 1,
      desiredState: credential.spec.rollout?.mode === 'Manual' ? 'Paused' : 'Running',
    },
  };
}
