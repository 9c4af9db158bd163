/**
 * Gathers from the ledger what every machine that was ever sent a version said of it, and of others with the same
 * content: a value that came back under a new number is not gone.
 * @module
 */
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { Context } from '#controller/reconcile/context.ts';
import type { AuditEvent } from '#src/audit/event.ts';
import type { VersionInterval } from '#src/rollout/host-state.ts';
import type { GoneRequest, GoneRow } from '#src/wire/history-messages.ts';
import { afterReboot, judgeGone, type Verdict } from './gone.ts';
import { requireVersionKept } from './pruned.ts';
import { requireHost, requireVersion } from './question.ts';
import { walkEvents } from './walk-events.ts';

type Known = Pick<Context, 'ledger' | 'view' | 'clock'>;

/** After a removal, until it booted. */
const CONNECTIONS_MAX = 10_000;

/** By UID of the HostCredential: a name may have had several. */
type SameContent = {
  readonly of: (credentialUid: string) => ReadonlySet<number>;
  readonly all: ReadonlySet<number>;
  /** The event of its making is there, and so is all that hosts said of it. */
  readonly isKnown: boolean;
};

/** Those that are not gone first. Others are served meanwhile. @throws {CredfleetError} OBJECT_NOT_FOUND */
export async function* versionGone(context: Known, request: GoneRequest): AsyncGenerator<GoneRow> {
  const { ledger } = context;
  const { host } = request;
  requireVersion(context, request);
  if (host !== '') requireHost(context, host);
  const versions = await sameContent(context, request);
  if (!versions.isKnown) {
    const { namespace, credential, version } = request;
    requireVersionKept(context, `version ${version} of ${namespace}/${credential} was made before`);
  }
  const rows = (await machinesOf(context, request, versions))
    .filter((machine) => host === '' || machine.names.has(host))
    .flatMap((machine) => {
      const verdict = verdictOf(ledger, machine, versions.of(machine.credentialUid));
      return verdict === undefined ? [] : [rowOf(machine, verdict)];
    });
  yield* rows.toSorted(byNeed);
}

async function sameContent(
  context: Known,
  { namespace, credential, version }: GoneRequest,
): Promise<SameContent> {
  const filter = { namespace, credential, type: 'version.created' };
  const made: AuditEvent[] = [];
  for await (const event of walkEvents(context, filter)) made.push(event);
  const sets = new Map<string, ReadonlySet<number>>();
  for (const { subject, detail } of made) {
    const { uid = '' } = subject;
    if (subject.version !== version) continue;
    const same = made.filter(
      (other) =>
        other.subject.uid === uid && other.detail['contentDigest'] === detail['contentDigest'],
    );
    sets.set(uid, new Set(same.map((other) => other.subject.version ?? version)));
  }
  const alone = new Set([version]);
  const all = new Set([version]);
  for (const set of sets.values()) for (const number of set) all.add(number);
  return { of: (credentialUid) => sets.get(credentialUid) ?? alone, all, isKnown: sets.size > 0 };
}

/** What is recorded of one HostCredential on one machine, under every UID and name that it had. */
class Machine {
  readonly credentialUid: string;
  readonly names = new Set<string>();
  readonly hostUids = new Set<string>();
  /** By sequence number. */
  readonly events = new Map<number, AuditEvent>();
  readonly intervals: VersionInterval[] = [];

  constructor(credentialUid: string) {
    this.credentialUid = credentialUid;
  }
}

async function machinesOf(
  context: Known,
  request: GoneRequest,
  versions: SameContent,
): Promise<readonly Machine[]> {
  const { ledger } = context;
  const { namespace, credential } = request;
  const identities = new Map(
    ledger.identities().map(({ hostUid, identityHash }) => [hostUid, identityHash]),
  );
  const machines = new Map<string, Machine>();
  const machineOf = (credentialUid: string, host: string, hostUid: string): Machine => {
    const key = JSON.stringify([credentialUid, identities.get(hostUid) ?? hostUid]);
    const machine = machines.get(key) ?? new Machine(credentialUid);
    machine.names.add(host);
    machine.hostUids.add(hostUid);
    machines.set(key, machine);
    return machine;
  };
  for (const version of versions.all) {
    for (const interval of ledger.intervals({ namespace, credential, version, afterId: 0 })) {
      const { credentialUid, host, hostUid } = interval;
      if (!versions.of(credentialUid).has(version)) continue;
      machineOf(credentialUid, host, hostUid).intervals.push(interval);
    }
  }
  for await (const event of toldOf(context, request, versions)) {
    const { uid = '', host = '', hostUID = '' } = event.subject;
    machineOf(uid, host, hostUID).events.set(event.seq, event);
  }
  return [...machines.values()];
}

/** What was said of these versions, and each removal: that has a number of its own. */
async function* toldOf(
  context: Known,
  { namespace, credential }: GoneRequest,
  versions: SameContent,
): AsyncGenerator<AuditEvent> {
  const named = { namespace, credential };
  for (const version of versions.all) {
    yield* walkEvents(context, { ...named, version, type: 'host.version.' });
  }
  yield* walkEvents(context, { ...named, type: 'host.version.removed' });
}

function verdictOf(
  ledger: Ledger,
  { events, intervals, hostUids, names }: Machine,
  versions: ReadonlySet<number>,
): Verdict | undefined {
  const inOrder = [...events.values()].toSorted((a, b) => a.seq - b.seq);
  const verdict = judgeGone({ events: inOrder, intervals, versions });
  if (verdict?.state !== 'Removed') return verdict;
  const afterSeq = verdict.because[0]?.seq ?? 0;
  const later = [...names]
    .flatMap((host) =>
      ledger.events({ host, type: 'host.connected', afterSeq, limit: CONNECTIONS_MAX }),
    )
    .filter(({ subject }) => hostUids.has(subject.hostUID ?? ''));
  return afterReboot(verdict, later);
}

function rowOf({ names, hostUids, credentialUid }: Machine, verdict: Verdict): GoneRow {
  const { state, version, sinceMs, because } = verdict;
  return {
    host: [...names].at(-1) ?? '',
    hostUid: [...hostUids].at(-1) ?? '',
    credentialUid,
    version,
    state,
    sinceMs,
    evidence: because.map(({ seq }) => seq),
    receipts: because.filter(({ receipt }) => receipt !== undefined).map(({ seq }) => seq),
  };
}

function byNeed(a: GoneRow, b: GoneRow): number {
  const order = { Held: 0, Unknown: 1, Replaced: 2, Removed: 3, Gone: 4 };
  return order[a.state] - order[b.state] || (a.host < b.host ? -1 : 1);
}
