/**
 * Writes the status of objects when it says something new, and the Events that go with it. Status is a
 * projection: nothing is decided on it, so it may come late and be written again.
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import { openBlocksOf } from '#controller/blocks/carry-out.ts';
import { signaturesOn } from '#controller/pcr/bring-signatures.ts';
import { signatureStatus } from '#controller/pcr/signature-status.ts';
import type { Context, CredentialRef } from '#controller/reconcile/context.ts';
import { decide } from '#controller/reconcile/decide.ts';
import { gather } from '#controller/reconcile/gather.ts';
import type { KindName, Kinds } from '#src/api/core.ts';
import type { Condition, Stored } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { credentialStatus } from './credential-status.ts';
import { hostStatus } from './host-status.ts';
import { coreEvent, eventsOf, type StatusChange } from './object-events.ts';
import { recordDenial } from './record-denial.ts';
import { rolloutStatus } from './rollout-status.ts';
import { versionStatus } from './version-status.ts';

const SUFFIX_BYTES = 8;

/** One look at the situation for the HostCredential, its rollouts and its versions. */
export async function writeCredentialStatus(context: Context, ref: CredentialRef): Promise<void> {
  const situation = gather(context, ref);
  if (situation === undefined) return;
  const decision = decide(situation);
  const { credential, versions, nowMs } = situation;
  const living = decision.rollouts.filter(({ rollout }) => !rollout.isHistory);
  const others = await Promise.all([
    ...versions.map(async (object) => {
      const status = versionStatus({ version: object, situation, decision });
      return await replaceWhenNew(context, 'CredentialVersion', { object, status });
    }),
    ...living.map(async (planned) => {
      const told = { object: planned.rollout.object, status: rolloutStatus(planned, nowMs) };
      return await replaceWhenNew(context, 'CredentialRollout', told);
    }),
  ]);
  // The HostCredential comes last: who waits for it finds the others up to date.
  const source = context.sources.get(credential.metadata.uid);
  const status = credentialStatus({ situation, decision, source });
  const own = await replaceWhenNew(context, 'HostCredential', { object: credential, status });
  await tell(context, [...others.flat(), ...own]);
}

export async function writeHostStatus(
  context: Context,
  { name }: { readonly name: string },
): Promise<{ readonly againAtMs?: number }> {
  const host = context.view.get('Host', { name });
  if (host === undefined) return {};
  const hostUid = host.metadata.uid;
  const nowMs = context.clock.nowMs();
  const settledMs = context.settledAtMs;
  const status = hostStatus({
    host,
    identity: context.ledger.identity(hostUid),
    isConnected: context.sessions().isConnected(hostUid),
    presence: context.presence.get(hostUid),
    isSettling: nowMs < settledMs,
    rows: context.ledger.states({ hostUid }),
    blocks: openBlocksOf(context.ledger, host),
    attestation: context.ledger.attestation(hostUid),
    evidence: context.attestations.evidence(hostUid),
    signatures: signaturesOn(context, host),
    nowMs,
  });
  await tell(context, await replaceWhenNew(context, 'Host', { object: host, status }));
  return nowMs < settledMs ? { againAtMs: settledMs } : {};
}

export async function writeSignatureStatus(
  context: Context,
  { name }: { readonly name: string },
): Promise<{ readonly againAtMs?: number }> {
  const signature = context.view.get('PCRSignature', { name });
  if (signature === undefined) return {};
  const status = signatureStatus({
    signature,
    hosts: context.view.all('Host'),
    stateOf: (hostUid) => context.signatureStates.get(hostUid),
    nowMs: context.clock.nowMs(),
  });
  await tell(context, await replaceWhenNew(context, 'PCRSignature', { object: signature, status }));
  return {};
}

type Told<K extends KindName> = {
  readonly object: Stored<Kinds[K]>;
  readonly status: NonNullable<Kinds[K]['status']>;
};

/** What changed: nothing, or one thing to tell. */
async function replaceWhenNew<K extends KindName>(
  context: Context,
  kind: K,
  { object, status }: Told<K>,
): Promise<readonly StatusChange[]> {
  if (isDeepStrictEqual(status, object.status)) return [];
  try {
    const next = { ...object, status } as Stored<Kinds[K]>;
    context.view.remember(kind, await context.objects.replaceStatus(kind, next));
  } catch (reason) {
    // Deleted meanwhile: nobody is left to tell.
    if (reason instanceof CredfleetError && reason.code === 'OBJECT_NOT_FOUND') return [];
    throw reason;
  }
  const [before, after] = [object.status, status].map(conditionsOf);
  return [{ kind, object, before, after: after ?? [] }];
}

async function tell(context: Context, changes: readonly StatusChange[]): Promise<void> {
  for (const change of changes) recordDenial(context, change);
  const events = changes.flatMap((change) =>
    eventsOf(change).map((condition) => {
      const suffix = Buffer.from(context.random.bytes(SUFFIX_BYTES)).toString('hex');
      return coreEvent({ ...change, condition, nowMs: context.clock.nowMs(), suffix });
    }),
  );
  await Promise.all(events.map((event) => context.objects.create('Event', event)));
}

function conditionsOf(status: unknown): readonly Condition[] | undefined {
  return (status as { readonly conditions?: readonly Condition[] } | undefined)?.conditions;
}
