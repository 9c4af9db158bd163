/**
 * The audit log in numbers: how much there is, what a checkpoint covers, what retention does. Pure.
 * @module
 */
import type { SinkNumbers } from '#controller/audit/sinks/sinks.ts';
import { Counter, type Family, gauge, type Labels, type Sample } from '#src/metrics/families.ts';

export type AuditNow = {
  readonly size: number;
  /** That is in the ledger. */
  readonly firstSeq: number;
  readonly checkpoint: { readonly seq: number; readonly timeMs: number } | undefined;
  readonly retention: { readonly problem: string | undefined; readonly failures: number };
  readonly sinks: readonly SinkNumbers[];
};

export function auditFamilies({
  size,
  firstSeq,
  checkpoint,
  retention,
  sinks,
}: AuditNow): Family[] {
  return [
    gauge('audit_log_events', 'Events in the audit log', [one(size)]),
    gauge('audit_pruned_events', 'Events that only the archive has', [one(firstSeq - 1)]),
    gauge('audit_checkpoint_lag_events', 'Events that no signed checkpoint covers', [
      one(size - (checkpoint?.seq ?? 0)),
    ]),
    gauge(
      'audit_checkpoint_timestamp_seconds',
      'When the last checkpoint was signed',
      checkpoint === undefined ? [] : [one(checkpoint.timeMs / 1000)],
    ),
    gauge('audit_retention_failing', 'Archiving or pruning did not work the last time', [
      one(retention.problem === undefined ? 0 : 1),
    ]),
    counter('audit_retention_failures_total', 'Passes of the retention that failed', [
      one(retention.failures),
    ]),
    gauge(
      'audit_sink_lag_events',
      'Events that a sink has not taken',
      sinks.map(({ name, lagEvents }) => one(lagEvents, { sink: name })),
    ),
    gauge(
      'audit_sink_behind',
      'A sink is too far behind, or took nothing for five minutes',
      sinks.map(({ name, isBehind }) => one(isBehind ? 1 : 0, { sink: name })),
    ),
    counter(
      'audit_sink_failures_total',
      'Batches that a sink did not take',
      sinks.map(({ name, failures }) => one(failures, { sink: name })),
    ),
  ];
}

function counter(name: string, help: string, samples: readonly Sample[]): Family {
  const kept = new Counter(name, help);
  for (const { labels, value } of samples) kept.add(labels, value);
  return kept.family();
}

function one(value: number, labels: Labels = {}): Sample {
  return { labels, value };
}
