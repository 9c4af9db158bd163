/**
 * What the planner keeps in memory, so that a plan costs what changed and not what there is: rows, frozen plans and
 * identities as the ledger has them, kept up by its writes, and a counter of changes after which targets are looked for
 * anew. Nothing is decided by it that would not be decided without.
 * @module
 */
import type { HostIdentity, Ledger, LedgerWrite } from '#controller/ledger/ledger.ts';
import type { ObjectSource } from '#controller/objects/objects.ts';
import type { Sessions } from '#controller/stream/ports.ts';
import type { KindName } from '#src/api/core.ts';
import { ChangeLog } from '#src/rollout/change-log.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { FrozenPlan } from '#src/rollout/rollout-record.ts';
import { RowIndex } from '#src/rollout/row-index.ts';
import { KeptPlan } from './kept-plan.ts';
import { KeptTargets } from './kept-targets.ts';

/** What a target is decided on. */
const TARGET_KINDS = ['Host', 'HostAccessPolicy', 'HostCredential', 'Namespace'] as const;
/** Of the HostCredentials that were planned last; some 1,000 bytes each. */
const ROWS_KEPT = 2_000_000;
const CHANGES_KEPT = 4_096;
const NOBODY: ReadonlySet<string> = new Set();

export type KnownIdentity = Pick<HostIdentity, 'hostUid' | 'assurance'>;

export class PlanMemory {
  readonly targets = new KeptTargets();
  /** Hosts that came, went or were held, or whose TPMs were locked out. */
  readonly sessionChanges = new ChangeLog(CHANGES_KEPT);
  readonly #ledger: Ledger;
  /** By UID of the HostCredential; the one that was used last comes last. */
  readonly #kept = new Map<string, KeptPlan>();
  /** By UID of the rollout; undefined: it has not started. */
  readonly #plans = new Map<string, FrozenPlan | undefined>();
  #identities: Map<string, KnownIdentity> | undefined;
  #targetsEpoch = 0;
  #sessions: Sessions | undefined;
  #stopSessions = (): void => undefined;
  readonly #texts = new Map<string, string>();

  constructor({ ledger, objects }: { readonly ledger: Ledger; readonly objects: ObjectSource }) {
    this.#ledger = ledger;
    ledger.onWrite((change) => this.#written(change));
    for (const kind of TARGET_KINDS) this.#follow(objects, kind);
    objects.cache('HostCredential').onChange(({ kind, object }) => {
      if (kind === 'deleted') this.forget(object.metadata.uid);
    });
    objects.cache('CredentialRollout').onChange(({ kind, object }) => {
      if (kind === 'deleted') this.#plans.delete(object.metadata.uid);
    });
  }

  /** Grows with each change after which somebody else may be a target, or get it. */
  get targetsEpoch(): number {
    return this.#targetsEpoch;
  }

  /** Whose sessions are asked; another one is told of everything anew. */
  useSessions(sessions: Sessions): void {
    if (this.#sessions === sessions) return;
    this.#stopSessions();
    this.#sessions = sessions;
    this.#targetsEpoch += 1;
    this.#stopSessions = sessions.onChange((hostUid) => this.sessionChanges.add(hostUid));
  }

  of(credentialUid: string): KeptPlan {
    const kept = this.#kept.get(credentialUid) ?? this.#load(credentialUid);
    this.#kept.delete(credentialUid);
    this.#kept.set(credentialUid, kept);
    return kept;
  }

  /** UIDs of hosts; none of a HostCredential that nobody planned. */
  atWork(credentialUid: string): ReadonlySet<string> {
    return this.#kept.get(credentialUid)?.rows.inFlightUids ?? NOBODY;
  }

  identity(hostUid: string): KnownIdentity | undefined {
    this.#identities ??= new Map(
      this.#ledger.identities().map((identity) => [identity.hostUid, knownOf(identity)] as const),
    );
    return this.#identities.get(hostUid);
  }

  /** A plan is written once, when its rollout starts. */
  plan(rolloutUid: string): FrozenPlan | undefined {
    if (!this.#plans.has(rolloutUid)) this.#keepPlan(rolloutUid, this.#ledger.plan(rolloutUid));
    return this.#plans.get(rolloutUid);
  }

  forget(credentialUid: string): void {
    this.#kept.delete(credentialUid);
    this.targets.forget(credentialUid);
  }

  #keepPlan(rolloutUid: string, plan: FrozenPlan | undefined): void {
    const hostUids = plan?.hostUids.map((hostUid) => this.#text(hostUid)) ?? [];
    this.#plans.set(rolloutUid, plan === undefined ? undefined : { ...plan, hostUids });
  }

  #load(credentialUid: string): KeptPlan {
    const rows = this.#ledger.states({ credentialUid });
    const kept = new KeptPlan(new RowIndex(rows.map((row) => this.#shared(row))));
    this.#kept.set(credentialUid, kept);
    this.#makeRoom();
    return kept;
  }

  /** Those that nobody planned for the longest time go first. */
  #makeRoom(): void {
    let total = [...this.#kept.values()].reduce((sum, { rows }) => sum + rows.size, 0);
    for (const [uid, { rows }] of this.#kept) {
      if (total <= ROWS_KEPT || this.#kept.size === 1) return;
      this.#kept.delete(uid);
      total -= rows.size;
    }
  }

  #written({ states = [], plans = [], identities = [], blocks = [] }: LedgerWrite): void {
    for (const row of states) this.#kept.get(row.credentialUid)?.rows.set(this.#shared(row));
    for (const plan of plans) this.#keepPlan(plan.rolloutUid, plan);
    for (const identity of identities) this.#identified(identity);
    if (blocks.length > 0) this.#targetsEpoch += 1;
  }

  #identified(identity: HostIdentity): void {
    const known = this.#identities?.get(identity.hostUid);
    this.#identities?.set(identity.hostUid, knownOf(identity));
    // A renewed certificate is no news to the planner.
    if (known?.assurance !== identity.assurance) this.#targetsEpoch += 1;
  }

  /** Changes of status concern nobody. */
  #follow(objects: ObjectSource, kind: KindName): void {
    const cache = objects.cache(kind);
    const seen = new Map(cache.all().map(({ metadata }) => [metadata.uid, markOf(metadata)]));
    cache.onChange(({ kind: change, object: { metadata } }) => {
      const mark = markOf(metadata);
      if (change !== 'deleted' && seen.get(metadata.uid) === mark) return;
      if (change === 'deleted') seen.delete(metadata.uid);
      else seen.set(metadata.uid, mark);
      this.#targetsEpoch += 1;
    });
  }

  /** Names are the same in thousands of rows: one copy of each is kept. */
  #shared(row: HostCredentialState): HostCredentialState {
    return {
      ...row,
      hostUid: this.#text(row.hostUid),
      host: this.#text(row.host),
      credentialUid: this.#text(row.credentialUid),
      namespace: this.#text(row.namespace),
      credential: this.#text(row.credential),
      rolloutUid: this.#text(row.rolloutUid),
      state: this.#text(row.state) as HostCredentialState['state'],
    };
  }

  #text(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }
}

function knownOf({ hostUid, assurance }: HostIdentity): KnownIdentity {
  return { hostUid, assurance };
}

type Meta = {
  readonly generation?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly deletionTimestamp?: string;
  readonly resourceVersion: string;
};

/** Core kinds have no generation: each change of theirs counts. */
function markOf({ generation, labels, deletionTimestamp, resourceVersion }: Meta): string {
  return JSON.stringify([generation ?? resourceVersion, labels, deletionTimestamp]);
}
