/**
 * Folds journal records into what this host holds and has still to do. Pure; the same records give
 * the same state, also when a record comes twice.
 * @module
 */
import type {
  AcceptedIntent,
  Cause,
  CredentialRecord,
  InstallPlan,
  JournalRecord,
  PendingKey,
} from './journal-records.ts';

/** Accepted and not finished, in the order of acceptance. */
export type Pending = {
  /** Below 0: accepted under an earlier host UID; its envelope opens no more. */
  readonly hostSeq: number;
  readonly envelopeDigest: string;
  readonly intent: AcceptedIntent;
  readonly plan?: InstallPlan;
  readonly rollback?: Cause;
};

export type JournalState = {
  /** Whose pushes `hostSeq` counts; '' in a new journal. */
  readonly hostUid: string;
  readonly hostSeq: number;
  readonly credentials: ReadonlyMap<string, CredentialRecord>;
  readonly pending: readonly Pending[];
};

export const EMPTY_STATE: JournalState = {
  hostUid: '',
  hostSeq: 0,
  credentials: new Map(),
  pending: [],
};

type Of<K extends JournalRecord['kind']> = JournalRecord & { readonly kind: K };

export function foldRecord(state: JournalState, record: JournalRecord): JournalState {
  switch (record.kind) {
    case 'accepted':
      return accept(state, record);
    case 'installing':
      return changePending(state, record, (pending) => ({ ...pending, plan: record.plan }));
    case 'rollingBack':
      return changePending(state, record, (pending) => ({ ...pending, rollback: record.cause }));
    case 'finished':
      return finish(state, record);
    case 'superseded':
      return { ...state, pending: withoutPending(state, record) };
    case 'trouble':
      return withTrouble(state, record);
    case 'host':
      return becomeHost(state, record.hostUid);
    case 'hostSeq':
      return { ...state, hostSeq: Math.max(state.hostSeq, record.hostSeq) };
    case 'credential':
      return withCredential(state, record.credential);
  }
}

/** The fewest records that give this state. */
export function recordsOf(state: JournalState): readonly JournalRecord[] {
  return [
    { kind: 'host', hostUid: state.hostUid },
    { kind: 'hostSeq', hostSeq: state.hostSeq },
    ...[...state.credentials.values()].map((credential): JournalRecord => ({
      kind: 'credential',
      credential,
    })),
    ...state.pending.flatMap(recordsOfPending),
  ];
}

function recordsOfPending(pending: Pending): readonly JournalRecord[] {
  const { hostSeq, envelopeDigest, intent, plan, rollback } = pending;
  const key = keyOfPending(pending);
  return [
    { kind: 'accepted', hostSeq, envelopeDigest, intents: [intent] },
    ...(plan === undefined ? [] : [{ kind: 'installing', ...key, plan } as const]),
    ...(rollback === undefined ? [] : [{ kind: 'rollingBack', ...key, cause: rollback } as const]),
  ];
}

function withTrouble(state: JournalState, record: Of<'trouble'>): JournalState {
  const known = state.credentials.get(record.uid);
  if (known === undefined) return state;
  const { trouble: _before, ...rest } = known;
  if (record.lost !== undefined) return withCredential(state, withoutHeld(rest, record));
  const { trouble } = record;
  return withCredential(state, trouble === null ? rest : { ...rest, trouble });
}

/** Its files are still ours: they are overwritten when it comes again. */
function withoutHeld(known: CredentialRecord, { lost, trouble }: Of<'trouble'>): CredentialRecord {
  const { held, previous: _opensNoMore, ...rest } = known;
  if (held === undefined || trouble === null) return known;
  const items = held.items.map((item) =>
    Object.assign({}, item, { sealedDigest: lost?.found[item.name] ?? item.sealedDigest }),
  );
  return { ...rest, phase: 'Failed', attempted: { ...held, items }, lost: trouble.occasion };
}

/**
 * Under another UID the count starts again. What this machine holds stays: the files are ours whatever it is
 * called. What was begun has to be ended, and nobody's rollout hears of it any more.
 */
function becomeHost(state: JournalState, hostUid: string): JournalState {
  if (state.hostUid === '' || state.hostUid === hostUid) return { ...state, hostUid };
  const begun = state.pending.filter(({ plan }) => plan !== undefined);
  const pending = begun.map((one, at) => {
    const intent = { ...one.intent, rolloutUid: '' };
    return Object.assign({}, one, { hostSeq: -1 - at, intent });
  });
  return { ...state, hostUid, hostSeq: 0, pending };
}

function accept(state: JournalState, record: Of<'accepted'>): JournalState {
  const { hostSeq, envelopeDigest, intents } = record;
  const start = { ...state, hostSeq: Math.max(state.hostSeq, hostSeq) };
  return intents.reduce((before, intent) => {
    const adopted = adopt(before, intent);
    const known = adopted.credentials.get(intent.uid);
    const { uid, namespace, name, version, digest } = intent;
    const credential: CredentialRecord = {
      phase: 'Sealed',
      units: [],
      brokenUnits: [],
      ...known,
      uid,
      namespace,
      name,
      // Compaction writes what is unfinished behind what is known: that may be newer.
      ...(known !== undefined && known.version > version ? newestOf(known) : { version, digest }),
    };
    const pending = [
      ...withoutPending(adopted, { uid, version, hostSeq }),
      { hostSeq, envelopeDigest, intent } satisfies Pending,
    ];
    return { ...withCredential(adopted, credential), pending };
  }, start);
}

function newestOf({ version, digest }: CredentialRecord) {
  return { version, digest };
}

/**
 * A HostCredential that was deleted and made again has a new UID but the same files: what its
 * predecessor installed becomes its version 0, so that a rollback finds it.
 */
function adopt(state: JournalState, intent: AcceptedIntent): JournalState {
  if (state.credentials.has(intent.uid)) return state;
  const predecessor = [...state.credentials.values()].find(
    ({ namespace, name }) => namespace === intent.namespace && name === intent.name,
  );
  if (predecessor === undefined) return state;
  const credentials = new Map(state.credentials);
  credentials.delete(predecessor.uid);
  const { previous: _, held, ...rest } = predecessor;
  const heir = { ...rest, uid: intent.uid, version: 0 };
  credentials.set(
    intent.uid,
    held === undefined ? heir : { ...heir, held: { ...held, version: 0 } },
  );
  return { ...state, credentials };
}

function finish(state: JournalState, record: Of<'finished'>): JournalState {
  const pending = state.pending.find((one) => isFor(one, record));
  const known = state.credentials.get(record.uid);
  if (pending === undefined || known === undefined) return state;
  const { phase, units, brokenUnits } = record;
  const plan = pending.plan;
  const after: CredentialRecord = { ...known, phase, units, brokenUnits };
  const versions = plan === undefined ? after : withVersions(after, plan, record.holds);
  const credential = withoutRevoked(versions, pending.intent.revoked);
  return { ...withCredential(state, credential), pending: withoutPending(state, record) };
}

/** What a rollback must not put back is not known any more; what is held stays until something takes its place. */
function withoutRevoked(
  credential: CredentialRecord,
  revoked: readonly number[] = [],
): CredentialRecord {
  const { previous, ...rest } = credential;
  return previous !== undefined && revoked.includes(previous.version) ? rest : credential;
}

function withVersions(
  credential: CredentialRecord,
  { next, before }: InstallPlan,
  holds: 'next' | 'before',
): CredentialRecord {
  const { held, previous, attempted: _, lost, trouble: _over, ...rest } = credential;
  if (next === null) return rest;
  if (holds === 'before') {
    const known = defined({ held: before ?? undefined, previous, lost });
    return { ...rest, ...known, attempted: next };
  }
  // The same version again, differently sealed or delivered, has no previous version of its own.
  const retained = held?.version === next.version ? previous : (before ?? undefined);
  return { ...rest, held: next, ...defined({ previous: retained }) };
}

function defined<T extends Record<string, unknown>>(fields: T) {
  type Defined = { [K in keyof T]?: Exclude<T[K], undefined> };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Defined;
}

export function keyOfPending({ hostSeq, intent: { uid, version } }: Pending): PendingKey {
  return { uid, version, hostSeq };
}

function isFor({ hostSeq, intent }: Pending, key: PendingKey): boolean {
  return intent.uid === key.uid && intent.version === key.version && hostSeq === key.hostSeq;
}

function withoutPending(state: JournalState, key: PendingKey): readonly Pending[] {
  return state.pending.filter((pending) => !isFor(pending, key));
}

function changePending(
  state: JournalState,
  key: PendingKey,
  change: (pending: Pending) => Pending,
): JournalState {
  const pending = state.pending.map((one) => (isFor(one, key) ? change(one) : one));
  return { ...state, pending };
}

function withCredential(state: JournalState, credential: CredentialRecord): JournalState {
  return { ...state, credentials: new Map(state.credentials).set(credential.uid, credential) };
}
