/**
 * From changes of objects to keys: which HostCredentials may have to be looked at again. Changes of
 * status alone are our own echo and concern nobody.
 * @module
 */
import type { ObjectRef } from '#controller/objects/objects.ts';
import { bringSignatures } from '#controller/pcr/bring-signatures.ts';
import type { CredentialVersion, HostCredential } from '#src/api/credential.ts';
import type { KindName } from '#src/api/core.ts';
import type { Host } from '#src/api/host.ts';
import type { CredentialRollout } from '#src/api/rollout.ts';
import type { ApiObject, Stored } from '#src/api/meta.ts';
import { isAbout } from '#src/rollout/brought-by.ts';
import type { Context, CredentialRef } from './context.ts';
import { secretNames } from './resolve-items.ts';
import { isTargeted } from './is-targeted.ts';

/** Every kind that decisions are made from. */
export const WATCHED_KINDS = [
  'HostCredential',
  'CredentialVersion',
  'CredentialRollout',
  'RolloutPolicy',
  'ChangeFreeze',
  'Host',
  'HostAccessPolicy',
  'PCRSignature',
  'Namespace',
  'Secret',
] as const satisfies readonly KindName[];

type WatchedKind = (typeof WATCHED_KINDS)[number];
type Change = { readonly object: Stored<ApiObject>; readonly isDeleted: boolean };
type React = (context: Context, change: Change) => void;

const reactions: { readonly [K in WatchedKind]: React } = {
  HostCredential: (context, { object }) => {
    const credential = object as Stored<HostCredential>;
    context.requests.credential(refOf(credential));
    // It may have taken or freed a credential name, or share a unit's budget.
    const names = new Set(credential.spec.items.map((item) => item.name));
    for (const other of context.view.all('HostCredential')) {
      if (other.spec.items.some((item) => names.has(item.name))) lookAgain(context, other);
    }
  },
  CredentialVersion: (context, { object, isDeleted }) => {
    const { hostCredentialName } = object.spec as { readonly hostCredentialName: string };
    const ref = { namespace: object.metadata.namespace ?? '', name: hostCredentialName };
    if (isDeleted) context.requests.credential(ref);
    // A new one is of no use before its rollout.
    else if (isInRollout(context, object)) context.requests.rollouts(ref);
  },
  CredentialRollout: (context, { object, isDeleted }) => {
    const { hostCredentialName } = object.spec as { readonly hostCredentialName: string };
    const ref = { namespace: object.metadata.namespace ?? '', name: hostCredentialName };
    // All but an update wait for a version to be made.
    const { type } = object.spec as CredentialRollout['spec'];
    if (isDeleted || type !== 'Update') context.requests.credential(ref);
    else context.requests.rollouts(ref);
  },
  RolloutPolicy: (context, { object }) => {
    for (const credential of context.view.all('HostCredential')) {
      if (credential.spec.rollout?.policyName !== object.metadata.name) continue;
      context.requests.credential(refOf(credential));
    }
  },
  ChangeFreeze: (context) => {
    for (const credential of context.view.all('HostCredential')) lookAgain(context, credential);
  },
  Host: (context, { object, isDeleted }) => reactToHost(context, object as Stored<Host>, isDeleted),
  HostAccessPolicy: (context) => {
    for (const credential of context.view.all('HostCredential')) lookAgain(context, credential);
    sendWithheld(context);
  },
  PCRSignature: (context, { object: { metadata }, isDeleted }) => {
    bringSignatures(context);
    if (!isDeleted) context.requests.status('PCRSignature', { name: metadata.name });
  },
  Namespace: (context, { object }) => {
    const credentials = context.view.all('HostCredential', object.metadata.name);
    for (const credential of credentials) lookAgain(context, credential);
    if (credentials.length > 0) sendWithheld(context);
  },
  Secret: (context, { object }) => {
    const { namespace, name } = object.metadata;
    for (const credential of context.view.all('HostCredential', namespace)) {
      if (secretNames(credential.spec).includes(name)) {
        context.requests.credential(refOf(credential));
      }
    }
  },
};

/** Follows every kind; returns a function that stops it. */
export function watchObjects(context: Context): () => void {
  const stops = WATCHED_KINDS.map((kind) => watchKind(context, kind));
  return () => {
    for (const stop of stops) stop();
  };
}

function watchKind(context: Context, kind: WatchedKind): () => void {
  const cache = context.objects.cache(kind);
  const seen = new Map(cache.all().map((object) => [object.metadata.uid, markOf(kind, object)]));
  return cache.onChange((change) => {
    const { object } = change;
    const isDeleted = change.kind === 'deleted';
    const { uid } = object.metadata;
    const mark = markOf(kind, object);
    if (!isDeleted && seen.get(uid) === mark) return;
    if (isDeleted) seen.delete(uid);
    else seen.set(uid, mark);
    reactions[kind](context, { object, isDeleted });
  });
}

/** What a decision could depend on; not status. */
function markOf(kind: WatchedKind, { metadata }: Stored<ApiObject>): string {
  // Core kinds have no generation: every change of a Secret counts.
  if (kind === 'Secret') return metadata.resourceVersion;
  const { generation, labels, annotations, deletionTimestamp } = metadata;
  return JSON.stringify([generation, labels, annotations, deletionTimestamp]);
}

function isInRollout({ view }: Context, object: Stored<ApiObject>): boolean {
  const version = object as Stored<CredentialVersion>;
  const rollouts = view.all('CredentialRollout', version.metadata.namespace);
  return rollouts.some((rollout) => isAbout(rollout, version));
}

function reactToHost(context: Context, host: Stored<Host>, isDeleted: boolean): void {
  const { name, uid } = host.metadata;
  // It may have been paused until now. The stream itself ends the session of one that is revoked.
  if (!isDeleted) context.sessions().markDirty(uid);
  if (!isDeleted) context.sessions().bringSignatures(uid);
  for (const { metadata } of context.view.all('PCRSignature')) {
    context.requests.statusLater('PCRSignature', { name: metadata.name });
  }
  for (const credential of context.view.all('HostCredential')) lookAgain(context, credential);
  if (!isDeleted) context.requests.status('Host', { name });
}

/** A host came, went, or is held: those that target it. */
export function reactToSession(context: Context, hostUid: string): void {
  const identity = context.ledger.identity(hostUid);
  if (identity === undefined) return;
  const host = context.view.get('Host', { name: identity.hostName });
  if (host === undefined) return;
  // It may be no target any more, and hold something all the same.
  const held = new Set(context.ledger.states({ hostUid }).map((row) => row.credentialUid));
  for (const credential of context.view.all('HostCredential')) {
    const isConcerned =
      held.has(credential.metadata.uid) || isTargeted(credential.spec.targets, host);
    if (isConcerned) lookAgain(context, credential);
  }
  context.requests.status('Host', { name: identity.hostName });
}

/** Intents that were held back, for instance for want of a grant, are asked for again. */
export function sendWithheld(context: Context): void {
  for (const hostUid of context.sessions().connectedHostUids()) {
    context.sessions().markDirty(hostUid);
  }
}

function lookAgain({ requests }: Context, credential: Stored<HostCredential>): void {
  requests.rollouts(refOf(credential));
}

function refOf({ metadata }: { readonly metadata: ObjectRef }): CredentialRef {
  return { namespace: metadata.namespace ?? '', name: metadata.name };
}
