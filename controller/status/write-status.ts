/**
 * Writes the status of one object when it says something new, and the Events that go with it. Status is
 * a projection: nothing is decided on it, so it may come late and be written again.
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import type { ObjectRef } from '#controller/objects/objects.ts';
import type { Context } from '#controller/reconcile/context.ts';
import { decide } from '#controller/reconcile/decide.ts';
import { gather } from '#controller/reconcile/gather.ts';
import type { KindName, Kinds } from '#src/api/core.ts';
import type { ApiObject, Condition, Stored } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { credentialStatus } from './credential-status.ts';
import { hostStatus } from './host-status.ts';
import { coreEvent, eventsOf, type StatusChange } from './object-events.ts';
import { rolloutStatus } from './rollout-status.ts';
import { versionStatus } from './version-status.ts';

/** Hosts reconnect with jitter after a restart of the controller. */
const SETTLING_MS = 20_000;
const SUFFIX_BYTES = 8;

type Build<K extends KindName> = (
  context: Context,
  object: Stored<Kinds[K]>,
) => Kinds[K]['status'] | undefined;

type Builders = { readonly [K in StatusKind]: Build<K> };
export type StatusKind = 'HostCredential' | 'CredentialRollout' | 'CredentialVersion' | 'Host';

const builders: Builders = {
  HostCredential: (context, credential) => {
    const described = describe(context, credential.metadata.namespace, credential.metadata.name);
    if (described === undefined) return undefined;
    const source = context.sources.get(credential.metadata.uid);
    return credentialStatus({ ...described, source });
  },
  CredentialRollout: (context, rollout) => {
    const { hostCredentialName } = rollout.spec;
    const described = describe(context, rollout.metadata.namespace, hostCredentialName);
    const planned = described?.decision.rollouts.find(
      (other) => other.rollout.object.metadata.uid === rollout.metadata.uid,
    );
    if (planned === undefined || planned.rollout.isHistory) return undefined;
    return rolloutStatus(planned, context.clock.nowMs());
  },
  CredentialVersion: (context, version) => {
    const { hostCredentialName } = version.spec;
    const described = describe(context, version.metadata.namespace, hostCredentialName);
    return described === undefined ? undefined : versionStatus({ version, ...described });
  },
  Host: (context, host) => {
    const hostUid = host.metadata.uid;
    const identity = context.ledger.identity(hostUid);
    const nowMs = context.clock.nowMs();
    return hostStatus({
      host,
      identity,
      isConnected: context.sessions().isConnected(hostUid),
      presence: context.presence.get(hostUid),
      isSettling: nowMs < context.startedAtMs + SETTLING_MS,
      rows: identity === undefined ? [] : context.ledger.states({ hostUid }),
      nowMs,
    });
  },
};

function describe(context: Context, namespace = '', name: string) {
  const situation = gather(context, { namespace, name });
  return situation === undefined ? undefined : { situation, decision: decide(situation) };
}

export async function writeStatus(
  context: Context,
  kind: StatusKind,
  ref: ObjectRef,
): Promise<{ readonly againAtMs?: number }> {
  const change = await replaceWhenNew(context, kind, ref);
  if (change !== undefined) await tell(context, change);
  const settledMs = context.startedAtMs + SETTLING_MS;
  const isUnsettled = kind === 'Host' && context.clock.nowMs() < settledMs;
  return isUnsettled ? { againAtMs: settledMs } : {};
}

async function tell(context: Context, change: StatusChange): Promise<void> {
  recordDenial(context, change);
  for (const condition of eventsOf(change)) {
    const suffix = Buffer.from(context.random.bytes(SUFFIX_BYTES)).toString('hex');
    const event = coreEvent({ ...change, condition, nowMs: context.clock.nowMs(), suffix });
    await context.objects.create('Event', event);
  }
}

/** Undefined: nothing new, or nothing there any more. */
async function replaceWhenNew(
  context: Context,
  kind: StatusKind,
  ref: ObjectRef,
): Promise<StatusChange | undefined> {
  const object = context.view.get(kind, ref);
  if (object === undefined) return undefined;
  // Kind and object belong together, which the compiler cannot follow through the table.
  const build = builders[kind] as (context: Context, object: Stored<ApiObject>) => unknown;
  const status = build(context, object);
  if (status === undefined || isDeepStrictEqual(status, object.status)) return undefined;
  try {
    const next = { ...object, status } as Stored<Kinds[StatusKind]>;
    context.view.remember(kind, await context.objects.replaceStatus(kind, next));
  } catch (reason) {
    if (reason instanceof CredfleetError && reason.code === 'OBJECT_NOT_FOUND') return undefined;
    throw reason;
  }
  const [before, after] = [object.status, status].map(conditionsOf);
  return { kind, object, before, after: after ?? [] };
}

function conditionsOf(status: unknown): readonly Condition[] | undefined {
  return (status as { readonly conditions?: readonly Condition[] } | undefined)?.conditions;
}

/** A refusal belongs into the audit log, once per reason. */
function recordDenial({ ledger, clock }: Context, { kind, object, before, after }: StatusChange) {
  const find = (conditions: readonly Condition[] | undefined) =>
    conditions?.find(({ type, status }) => type === 'TargetsAllowed' && status === 'False');
  const now = find(after);
  const isDenial = now !== undefined && now.reason !== 'NoHostsMatched';
  if (kind !== 'HostCredential' || !isDenial || find(before)?.reason === now.reason) return;
  const { namespace = '', name, uid } = object.metadata;
  ledger.write({
    events: [
      {
        timeMs: clock.nowMs(),
        type: 'access.denied',
        outcome: 'failure',
        actor: { kind: 'controller', id: 'controller' },
        subject: { namespace, hostCredential: name, uid },
        detail: { reason: now.reason, message: now.message },
      },
    ],
  });
}
