/**
 * What is counted as it happens: commits of the ledger, what hosts tell, and every audit event. No label has a value that
 * somebody outside chooses.
 * @module
 */
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { Context } from '#controller/reconcile/context.ts';
import type { HostEvents } from '#controller/stream/ports.ts';
import { ROLLOUT_TYPES } from '#src/api/rollout.ts';
import type { AuditEvent } from '#src/audit/event.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { HostReport } from '#src/intent/report.ts';
import { Counter, type Family, Histogram } from '#src/metrics/families.ts';

const COMMIT_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const APPLY_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900];
const ROLLOUT_SECONDS = [10, 60, 300, 900, 3_600, 14_400, 86_400, 259_200, 604_800];
const PAGE = 500;

/** What is read while events are counted. */
export type Followed = Pick<Context, 'ledger' | 'view' | 'clock'>;

/** What an event says of how an apply ended. */
const RESULTS: Readonly<Partial<Record<AuditEvent['type'], string>>> = {
  'host.version.healthy': 'healthy',
  'host.version.healthFailed': 'failed',
  'host.version.rolledBack': 'rolled_back',
  'host.version.refused': 'refused',
  'host.version.removed': 'removed',
};
const ROLLOUTS: Readonly<Partial<Record<AuditEvent['type'], string>>> = {
  'rollout.succeeded': 'succeeded',
  'rollout.failed': 'failed',
  'rollout.aborted': 'aborted',
  'rollout.superseded': 'superseded',
};
const ENROLMENTS: Readonly<Partial<Record<AuditEvent['type'], string>>> = {
  'host.enrolled': 'enrolled',
  'host.renewed': 'renewed',
  'host.enrolmentRefused': 'refused',
};

/** Each of them is worth an alert. */
const ALERTING = [
  'host.alarm',
  'host.version.sealLost',
  'host.version.driftDetected',
  'audit.sinkSkipped',
] as const satisfies readonly AuditEvent['type'][];

export class Counted {
  readonly #commits = new Histogram(
    'ledger_commit_duration_seconds',
    'Writing one transaction of the ledger durably',
    COMMIT_SECONDS,
  );
  readonly #commitFailures = new Counter('ledger_commit_failures_total', 'Transactions refused');
  readonly #applies = new Histogram(
    'host_apply_duration_seconds',
    'From dispatch of a version until a host reported the phase: push and seal end with Sealed',
    APPLY_SECONDS,
  );
  readonly #messages = new Counter('agent_messages_total', 'What hosts told');
  readonly #events = new Counter('audit_events_total', 'Audit events');
  readonly #results = new Counter('host_apply_total', 'How applying a version to a host ended');
  readonly #rollouts = new Counter('rollouts_total', 'Rollouts that ended');
  readonly #enrolments = new Counter('enrolments_total', 'Enrolments and renewals, and refusals');
  readonly #rolloutTimes = new Histogram(
    'rollout_duration_seconds',
    'From the start of a rollout until it was over',
    ROLLOUT_SECONDS,
  );
  /** Of the last event that was counted. */
  #seq = 0;
  checkpoint: { readonly seq: number; readonly timeMs: number } | undefined;

  /** What has not happened yet is 0: an increase from nothing is none to Prometheus. */
  constructor() {
    this.#commitFailures.add({}, 0);
    for (const type of ALERTING) this.#events.add({ type, outcome: 'failure' }, 0);
    for (const type of ALERTING) this.#events.add({ type, outcome: 'success' }, 0);
    for (const result of Object.values(RESULTS)) this.#results.add({ result }, 0);
    for (const type of ROLLOUT_TYPES) {
      for (const status of Object.values(ROLLOUTS)) this.#rollouts.add({ type, status }, 0);
    }
    for (const result of Object.values(ENROLMENTS)) this.#enrolments.add({ result }, 0);
  }

  readonly committed = (ms: number, isKept: boolean): void => {
    this.#commits.observe(ms / 1000);
    if (!isKept) this.#commitFailures.add();
  };

  /** Counting begins here. */
  startAt(ledger: Pick<Ledger, 'evidence' | 'events'>): void {
    this.#seq = ledger.evidence.head().size;
    const [last] = ledger.events({ type: 'audit.checkpoint', limit: 1 });
    if (last !== undefined) this.checkpoint = last;
  }

  /** Counts the audit events since the last time, page by page so that nobody waits for it. */
  async follow(followed: Followed): Promise<void> {
    for (;;) {
      const page = followed.ledger.events({ afterSeq: this.#seq, limit: PAGE });
      for (const event of page) this.#count(event, followed);
      if (page.length < PAGE) return;
      await followed.clock.sleep(1);
    }
  }

  #count(event: AuditEvent, followed: Followed): void {
    const { type, outcome, seq } = event;
    this.#seq = seq;
    this.#events.add({ type, outcome });
    const result = RESULTS[type];
    if (result !== undefined) this.#results.add({ result });
    const status = ROLLOUTS[type];
    if (status !== undefined) this.#ended(event, status, followed);
    const enrolment = ENROLMENTS[type];
    if (enrolment !== undefined) this.#enrolments.add({ result: enrolment });
    if (type === 'audit.checkpoint') this.checkpoint = event;
  }

  /** `unknown` when it was deleted before anybody asked. */
  #ended({ subject, timeMs }: AuditEvent, status: string, { view, ledger }: Followed): void {
    const { namespace = '', rollout: name = '' } = subject;
    const rollout = view.get('CredentialRollout', { namespace, name });
    const type = rollout?.spec.type ?? 'unknown';
    this.#rollouts.add({ type, status });
    const { startedAtMs, endedAtMs } = ledger.rollout(rollout?.metadata.uid ?? '') ?? {};
    // Another one may have its name by now.
    if (startedAtMs === undefined || endedAtMs !== timeMs) return;
    this.#rolloutTimes.observe((endedAtMs - startedAtMs) / 1000, { type, status });
  }

  /** The same, and counted. */
  hostEvents(events: HostEvents, ledger: Pick<Ledger, 'states'>, clock: Clock): HostEvents {
    return {
      ...events,
      connected: async (host, hello) => {
        this.#messages.add({ kind: 'hello' });
        await events.connected(host, hello);
      },
      refused: async (host, refusal) => {
        this.#messages.add({ kind: 'refusal' });
        await events.refused(host, refusal);
      },
      attested: async (host, attestation) => {
        this.#messages.add({ kind: 'attestation' });
        await events.attested(host, attestation);
      },
      reported: async (host, report, receipt) => {
        this.#messages.add({ kind: 'report' });
        this.#time(report, ledger, clock.nowMs());
        await events.reported(host, report, receipt);
      },
    };
  }

  /** Only of what was dispatched: a host that speaks of its own accord answers nothing. */
  #time({ hostUid, credential }: HostReport, ledger: Pick<Ledger, 'states'>, nowMs: number): void {
    const { uid: credentialUid, version, rolloutUid, phase } = credential;
    const [row] = ledger.states({ credentialUid, hostUid });
    if (row?.targetVersion !== version || row.rolloutUid !== rolloutUid) return;
    this.#applies.observe(Math.max(0, nowMs - row.dispatchedAtMs) / 1000, { phase });
  }

  families(): readonly Family[] {
    return [
      this.#commits,
      this.#commitFailures,
      this.#applies,
      this.#messages,
      this.#events,
      this.#results,
      this.#rollouts,
      this.#rolloutTimes,
      this.#enrolments,
    ].map((kept) => kept.family());
  }
}
