/**
 * Gathers from the ledger what every machine that was ever sent a version said of it, and of others with the same
 * content: a value that came back under a new number is not gone.
 * @module
 */
import type { EventFilter, Ledger } from '#controller/ledger/ledger.ts';
import type { Context } from '#controller/reconcile/context.ts';
import type { AuditEvent } from '#src/audit/event.ts';
import type { VersionInterval } from '#src/rollout/host-state.ts';
import type { GoneRequest, GoneRow } from '#src/wire/history-messages.ts';
import { afterReboot, judgeGone, type Verdict } from './gone.ts';
import { requireHost, requireVersion } from './question.ts';

const PAGE = 10_000;

/** By UID of the HostCredential: a name may have had several. */
type SameContent = (credentialUid: string) => ReadonlySet<number>;

/** Those that are not gone first. @throws {CredfleetError} OBJECT_NOT_FOUND */
export function versionGone(
  context: Pick<Context, 'ledger' | 'view'>,
  request: GoneRequest,
): readonly GoneRow[] {
  const { ledger } = context;
  const { host } = request;
  requireVersion(context, request);
  if (host !== '') requireHost(context, host);
  const versionsOf = sameContent(ledger, request);
  return [...machinesOf(ledger, request)]
    .filter((machine) => host === '' || machine.names.has(host))
    .flatMap((machine) => {
      const verdict = verdictOf(ledger, machine, versionsOf(machine.credentialUid));
      return verdict === undefined ? [] : [rowOf(machine, verdict)];
    })
    .toSorted(byNeed);
}

function sameContent(ledger: Ledger, { namespace, credential, version }: GoneRequest): SameContent {
  const made = [...allEvents(ledger, { namespace, credential, type: 'version.created' })];
  return (credentialUid) => {
    const own = made.filter(({ subject }) => subject.uid === credentialUid);
    const digest = own.find(({ subject }) => subject.version === version)?.detail['contentDigest'];
    const same = own.filter(
      ({ detail }) => digest !== undefined && detail['contentDigest'] === digest,
    );
    return new Set([version, ...same.map(({ subject }) => subject.version ?? version)]);
  };
}

/** What is recorded of one HostCredential on one machine, under every UID and name that it had. */
class Machine {
  readonly credentialUid: string;
  readonly names = new Set<string>();
  readonly hostUids = new Set<string>();
  readonly events: AuditEvent[] = [];
  readonly intervals: VersionInterval[] = [];

  constructor(credentialUid: string) {
    this.credentialUid = credentialUid;
  }
}

function machinesOf(ledger: Ledger, { namespace, credential }: GoneRequest): Iterable<Machine> {
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
  for (const interval of ledger.intervals({ namespace, credential })) {
    machineOf(interval.credentialUid, interval.host, interval.hostUid).intervals.push(interval);
  }
  for (const event of allEvents(ledger, { namespace, credential, type: 'host.version.' })) {
    const { uid = '', host = '', hostUID = '' } = event.subject;
    machineOf(uid, host, hostUID).events.push(event);
  }
  return machines.values();
}

function verdictOf(
  ledger: Ledger,
  { events, hostUids, names, ...machine }: Machine,
  versions: ReadonlySet<number>,
): Verdict | undefined {
  const intervals = machine.intervals.filter(({ version }) => versions.has(version));
  const verdict = judgeGone({ events, intervals, versions });
  if (verdict?.state !== 'Removed') return verdict;
  const afterSeq = verdict.because[0]?.seq ?? 0;
  const later = [...names]
    .flatMap((host) => ledger.events({ host, type: 'host.connected', afterSeq, limit: PAGE }))
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

function* allEvents(ledger: Ledger, filter: EventFilter): Generator<AuditEvent> {
  for (let afterSeq = 0; ;) {
    const page = ledger.events({ ...filter, afterSeq, limit: PAGE });
    yield* page;
    if (page.length < PAGE) return;
    afterSeq = page.at(-1)?.seq ?? afterSeq;
  }
}

function byNeed(a: GoneRow, b: GoneRow): number {
  const order = { Held: 0, Unknown: 1, Replaced: 2, Removed: 3, Gone: 4 };
  return order[a.state] - order[b.state] || (a.host < b.host ? -1 : 1);
}
