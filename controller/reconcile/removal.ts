/**
 * deletionPolicy Remove: a finalizer keeps the HostCredential until every host that holds it has removed
 * it. Hosts that are away are told when they come back.
 * @module
 */
import type { HostCredential } from '#src/api/credential.ts';
import { API_GROUP, type Stored } from '#src/api/meta.ts';
import { dispatchedEvent, dispatchedRow, type DispatchInput } from '#src/rollout/dispatch.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { Context } from './context.ts';
import { versionsOf } from './gather.ts';

export const REMOVE_FINALIZER = `${API_GROUP}/remove-from-hosts`;
/** Break glass: gives up on hosts that will never answer; its value is the reason. */
const ABANDON_ANNOTATION = `${API_GROUP}/abandon-host-cleanup`;

/** The finalizer follows deletionPolicy while the object lives. */
export async function ensureFinalizer(
  context: Context,
  credential: Stored<HostCredential>,
): Promise<void> {
  const wanted = credential.spec.deletionPolicy === 'Remove';
  if (hasFinalizer(credential) === wanted) return;
  await setFinalizer(context, credential, wanted);
}

export async function removeFromHosts(
  context: Context,
  credential: Stored<HostCredential>,
): Promise<{ readonly againAtMs?: number }> {
  if (!hasFinalizer(credential)) return {};
  const { uid, namespace = '', name, annotations } = credential.metadata;
  const holders = context.ledger
    .states({ credentialUid: uid })
    .filter((row) => row.state !== 'Removed' || row.runningVersion > 0)
    // A Host made anew under the name is another one: it answers for itself only.
    .filter((row) => context.view.get('Host', { name: row.host })?.metadata.uid === row.hostUid);
  if (holders.length === 0 || annotations?.[ABANDON_ANNOTATION] !== undefined) {
    if (holders.length > 0) recordAbandoned(context, credential, holders.length);
    await setFinalizer(context, credential, false);
    return {};
  }
  dispatchRemoval(context, credential, holders);
  context.requests.status('HostCredential', { namespace, name });
  return {};
}

/** A delete is one version newer than anything that was ever sent. */
export function removalVersion(context: Context, credential: Stored<HostCredential>): number {
  return (versionsOf(context, credential).at(-1)?.spec.number ?? 0) + 1;
}

function dispatchRemoval(
  context: Context,
  credential: Stored<HostCredential>,
  holders: readonly HostCredentialState[],
): void {
  const { uid, namespace = '', name } = credential.metadata;
  const version = removalVersion(context, credential);
  const inputs = holders
    .filter((row) => row.targetVersion !== version)
    .map((row): DispatchInput => {
      return {
        credential: { uid, namespace, name },
        rollout: { uid, name: `${name}-removal`, attempt: 1 },
        version,
        host: row,
        row,
        nowMs: context.clock.nowMs(),
        why: 'Removal',
      };
    });
  if (inputs.length === 0) return;
  context.ledger.write({
    states: inputs.map(dispatchedRow),
    events: inputs.map(dispatchedEvent),
  });
  for (const { host } of inputs) context.sessions().markDirty(host.hostUid);
}

function recordAbandoned(
  { ledger, clock }: Context,
  { metadata }: Stored<HostCredential>,
  left: number,
): void {
  const { uid, namespace = '', name, annotations } = metadata;
  const reason = annotations?.[ABANDON_ANNOTATION] ?? '';
  ledger.write({
    events: [
      {
        timeMs: clock.nowMs(),
        type: 'intent.deleted',
        outcome: 'failure',
        actor: { kind: 'controller', id: 'controller' },
        subject: { namespace, hostCredential: name, uid },
        detail: { hostsLeft: left, reason },
      },
    ],
  });
}

function hasFinalizer({ metadata }: Stored<HostCredential>): boolean {
  return metadata.finalizers?.includes(REMOVE_FINALIZER) === true;
}

async function setFinalizer(
  { objects, view }: Context,
  credential: Stored<HostCredential>,
  wanted: boolean,
): Promise<void> {
  const others = (credential.metadata.finalizers ?? []).filter((name) => name !== REMOVE_FINALIZER);
  const finalizers = wanted ? [...others, REMOVE_FINALIZER] : others;
  const metadata = { ...credential.metadata, finalizers };
  const replaced = await objects.replace('HostCredential', { ...credential, metadata });
  // The last finalizer ends the object: then there is nothing to remember.
  if (credential.metadata.deletionTimestamp === undefined)
    view.remember('HostCredential', replaced);
}
