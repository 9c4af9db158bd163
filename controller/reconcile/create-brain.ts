/**
 * Wires the controller's brain: what the stream asks and tells, and the loop that turns changes into
 * deliveries. Its whole state is in the API objects and the ledger.
 * @module
 */
import { Attestations } from '#controller/attest/attestations.ts';
import type { ContentKeys } from '#controller/content/content-keys.ts';
import { createContentStore } from '#controller/content/content-store.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { Reconciles } from '#controller/metrics/reconciles.ts';
import type { ObjectSource } from '#controller/objects/objects.ts';
import {
  writeCredentialStatus,
  writeHostStatus,
  writeSignatureStatus,
} from '#controller/status/write-status.ts';
import type { HostEvents, IntentsFor, Sessions, SignaturesFor } from '#controller/stream/ports.ts';
import { signatureOf } from '#src/api/pcr-signature.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import { together } from '#src/sync/together.ts';
import { createIntentsFor } from './compile-intents.ts';
import type { Context, CredentialRef, Requests } from './context.ts';
import { createHostEvents } from './host-events.ts';
import { ObjectView } from './object-view.ts';
import { PlanMemory } from './plan-memory.ts';
import { pruneVersions } from './prune-versions.ts';
import { type QueueMeter, WorkQueue, type Work, type WorkResult } from './queue.ts';
import { reconcileCredential } from './reconcile-credential.ts';
import { reconcileRollouts } from './reconcile-rollout.ts';
import { bringSignatures, signaturesOf } from '#controller/pcr/bring-signatures.ts';
import { reactToSession, sendWithheld, WATCHED_KINDS, watchObjects } from './watch-objects.ts';

export type BrainOptions = {
  readonly objects: ObjectSource;
  readonly ledger: Ledger;
  /** The Keyring, or the part of it that versions need. */
  readonly keys: ContentKeys;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** How long after a start hosts that are away are waited for; default 20,000. */
  readonly settlingMs?: number;
};

export interface Brain {
  /** For the stream server. */
  readonly hostEvents: HostEvents;
  readonly intentsFor: IntentsFor;
  readonly signaturesFor: SignaturesFor;
  /** What queries read; see controller/query. */
  readonly context: Context;
  readonly reconciles: Reconciles;
  /** Follows objects and sessions until the signal aborts. Call it once. */
  run(sessions: Sessions, signal: AbortSignal): Promise<void>;
}

/** Agents come back with jitter after a restart of the controller. */
const SETTLING_MS = 20_000;
/** Status is written this long after the first change, with everything that came meanwhile. */
const STATUS_DELAY_MS = 250;
const LATER_MS = 1_000;
/** What is written later is written at these moments, so that objects of one change are written together. */
const BEAT_MS = 250;
/** No credential is looked at more often; what hosts report meanwhile is one pass. */
const PASS_EVERY_MS = 50;
/** What keys begin with. */
const WORK = ['credential', 'rollouts'] as const;
const STATUS_WORK = ['Host', 'HostCredential', 'PCRSignature', 'prune'] as const;

export function createBrain(options: BrainOptions): Brain {
  let sessions: Sessions = NO_SESSIONS;
  const reconciles = new Reconciles();
  const meter = reconciles.meter('reconcile', WORK);
  const work = queueFor({ ...options, meter }, (key) => reconcile(context, key));
  const statusMeter = reconciles.meter('status', STATUS_WORK);
  const statuses = queueFor({ ...options, meter: statusMeter }, (key) =>
    reconcileStatus(context, key),
  );
  const context: Context = {
    ...options,
    view: new ObjectView(options.objects),
    memory: new PlanMemory(options),
    content: createContentStore(options),
    sessions: () => sessions,
    sources: new Map(),
    toldGenerations: new Map(),
    presence: new Map(),
    signatureStates: new Map(),
    attestations: new Attestations(options.random),
    settledAtMs: options.clock.nowMs() + (options.settlingMs ?? SETTLING_MS),
    requests: createRequests(work, statuses, options.clock),
  };

  const run = async (live: Sessions, signal: AbortSignal): Promise<void> => {
    sessions = live;
    if (!(await isSynced(options, signal))) return;
    const stops = [
      watchObjects(context),
      live.onChange((hostUid) => reactToSession(context, hostUid)),
    ];
    lookAtEverything(context);
    try {
      await together(signal, [async (end) => work.run(end), async (end) => statuses.run(end)]);
    } finally {
      for (const stop of stops) stop();
      sessions = NO_SESSIONS;
    }
  };

  return {
    hostEvents: createHostEvents(context),
    intentsFor: createIntentsFor(context),
    signaturesFor: (hostUid) => signaturesOf(context, hostUid).map(signatureOf),
    context,
    reconciles,
    run,
  };
}

/** False when it is to end before everything was read. */
async function isSynced({ objects }: BrainOptions, signal: AbortSignal): Promise<boolean> {
  try {
    await Promise.all(WATCHED_KINDS.map((kind) => objects.cache(kind).synced));
    return true;
  } catch (reason) {
    if (signal.aborted) return false;
    throw reason;
  }
}

function queueFor(
  { clock, random, log, meter }: BrainOptions & { readonly meter: QueueMeter },
  work: Work,
): WorkQueue {
  return new WorkQueue({
    clock,
    random,
    work,
    meter,
    onFailure: (key, { code, message }, againInMs) => {
      log.warn({ key, code, reason: message, againInMs }, 'reconcile failed');
    },
  });
}

function createRequests(work: WorkQueue, statuses: WorkQueue, clock: Clock): Requests {
  const laterMs = () => Math.ceil((clock.nowMs() + LATER_MS) / BEAT_MS) * BEAT_MS;
  return {
    credential: (ref) => work.add(keyOf('credential', ref)),
    rollouts: (ref) => work.add(keyOf('rollouts', ref)),
    rolloutsLater: (ref) => work.addAfter(keyOf('rollouts', ref), LATER_MS),
    status: (kind, { namespace = '', name }) => {
      statuses.addAfter(keyOf(kind, { namespace, name }), STATUS_DELAY_MS);
    },
    statusNow: (kind, { namespace = '', name }) => statuses.add(keyOf(kind, { namespace, name })),
    statusLater: (kind, { namespace = '', name }) => {
      statuses.addAt(keyOf(kind, { namespace, name }), laterMs());
    },
    prune: (ref) => statuses.addAfter(keyOf('prune', ref), LATER_MS),
  };
}

async function reconcileStatus(context: Context, key: string): Promise<WorkResult> {
  const { kind, namespace, name } = parseKey(key);
  if (kind === 'Host') return writeHostStatus(context, { name });
  if (kind === 'PCRSignature') return writeSignatureStatus(context, { name });
  if (kind === 'prune') return pruneVersions(context, { namespace, name });
  await writeCredentialStatus(context, { namespace, name });
  return { restMs: STATUS_DELAY_MS };
}

async function reconcile(context: Context, key: string): Promise<WorkResult> {
  const { kind, ...ref } = parseKey(key);
  if (kind === 'credential') return reconcileCredential(context, ref);
  const { clock } = context;
  const startMs = clock.nowMs();
  const result = reconcileRollouts(context, ref);
  // With thousands of hosts a pass takes a while and a report comes every few milliseconds: at most half of
  // the time goes into passes, and each takes in all that came since the last.
  return { ...result, restMs: Math.max(PASS_EVERY_MS, clock.nowMs() - startMs) };
}

function lookAtEverything(context: Context): void {
  const { view, requests } = context;
  for (const { metadata } of view.all('HostCredential')) {
    requests.credential({ namespace: metadata.namespace ?? '', name: metadata.name });
  }
  for (const { spec, metadata } of view.all('CredentialVersion')) {
    // Its HostCredential may have been deleted while nobody looked.
    requests.credential({ namespace: metadata.namespace ?? '', name: spec.hostCredentialName });
  }
  for (const { metadata } of view.all('Host')) requests.status('Host', { name: metadata.name });
  for (const { metadata } of view.all('PCRSignature')) {
    requests.status('PCRSignature', { name: metadata.name });
  }
  // Hosts that connected before the caches were filled were told that there is nothing for them.
  sendWithheld(context);
  bringSignatures(context);
}

function keyOf(kind: string, { namespace, name }: CredentialRef): string {
  return `${kind}/${namespace}/${name}`;
}

function parseKey(key: string): CredentialRef & { readonly kind: string } {
  const [kind = '', namespace = '', name = ''] = key.split('/');
  return { kind, namespace, name };
}

const NO_SESSIONS: Sessions = {
  isConnected: () => false,
  connectedHostUids: () => new Set(),
  markDirty: () => undefined,
  challenge: () => undefined,
  bringSignatures: () => undefined,
  trustEpochOf: () => 0,
  close: () => undefined,
  onChange: () => () => undefined,
};
