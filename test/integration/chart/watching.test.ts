/**
 * Alerts and dashboard of the chart: what they ask for is there, and each alert says what to do.
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AgentMetrics } from '#agent/metrics/agent-metrics.ts';
import { ApiRequests } from '#controller/metrics/api-requests.ts';
import { Counted } from '#controller/metrics/counted.ts';
import { gaugesOf } from '#controller/metrics/gauges.ts';
import { RestRequests } from '#controller/metrics/rest-requests.ts';
import { Reconciles } from '#controller/metrics/reconciles.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { CHART, only, renderChart } from './helm.ts';

type Rule = {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook_url: string };
};

/** Every family that a controller or an agent shows, with what Prometheus makes of a histogram. */
const names: ReadonlySet<string> = new Set(
  [
    ...gaugesOf({
      nowMs: 0,
      version: '',
      hosts: [],
      connectedHostUids: new Set(),
      tpms: [],
      credentials: [],
      rollouts: [],
      liveRollouts: [],
      freezes: [],
      blocks: [],
      certificateEnds: [],
      caEndMs: 0,
      unresolvedSources: 0,
      audit: {
        size: 0,
        firstSeq: 1,
        checkpoint: undefined,
        retention: { problem: undefined, failures: 0 },
        sinks: [],
      },
    }),
    ...new Counted().families(),
    ...new Reconciles().families(),
    ...new ApiRequests().families(),
    ...new RestRequests().families(),
    ...new AgentMetrics({ clock: systemClock, version: '', tpmSeen: () => undefined }).families(),
  ].flatMap(({ name, type }) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  ),
);

function namedIn(expr: string): readonly string[] {
  return Array.from(expr.matchAll(/\bcredfleet_[a-z_]+/gu), ([name]) => name);
}

describe('alerts', () => {
  const rendered = renderChart({
    set: ['prometheusRule.enabled=true', 'prometheusRule.labels.release=prometheus'],
  });
  const rule = only(rendered, 'PrometheusRule');
  const { groups } = rule['spec'] as { groups: readonly { readonly rules: readonly Rule[] }[] };
  const rules = groups.flatMap((group) => group.rules);
  const runbooks = readFileSync(join(CHART, '../../docs/alerts.md'), 'utf8');
  const sections = Array.from(runbooks.matchAll(/^## (\w+)$/gmu), ([, name = '']) => name);

  test('are off unless the values say so', () => {
    expect(renderChart().some(({ kind }) => kind === 'PrometheusRule')).toBe(false);
    expect(rule.metadata.labels).toMatchObject({ release: 'prometheus' });
  });

  test('ask for metrics that there are', () => {
    expect(rules.length).toBeGreaterThan(15);
    for (const { alert, expr } of rules) {
      expect(namedIn(expr), alert).not.toEqual([]);
      expect(
        namedIn(expr).filter((name) => !names.has(name)),
        alert,
      ).toEqual([]);
    }
  });

  test('of events that have not happened yet begin at 0: an increase from nothing is none', () => {
    const types = rules.flatMap(({ expr }) =>
      Array.from(expr.matchAll(/audit_events_total\{type="([\w.]+)"\}/gu), ([, type]) => type),
    );
    const counted = new Counted().families().find(({ name }) => name.endsWith('events_total'));
    const begun = new Set(counted?.samples.map(({ labels }) => labels['type']));
    expect(types.length).toBeGreaterThan(2);
    expect(types.filter((type) => !begun.has(type ?? ''))).toEqual([]);
  });

  test('have a runbook each, and no runbook is of none', () => {
    expect(sections.toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
    for (const { alert, annotations, labels } of rules) {
      expect(annotations.runbook_url).toBe(
        `https://credfleet.dev/docs/alerts.md#${alert.toLowerCase()}`,
      );
      expect(annotations.summary).not.toBe('');
      expect(['info', 'warning', 'critical']).toContain(labels.severity);
    }
  });
});

describe('the dashboard', () => {
  const rendered = renderChart({ set: ['dashboard.enabled=true'] });
  const { data } = only(rendered, 'ConfigMap') as unknown as { data: Record<string, string> };
  const dashboard = JSON.parse(data['credfleet.json'] ?? '') as {
    readonly panels: readonly {
      readonly id: number;
      readonly title: string;
      readonly targets?: readonly { readonly expr: string }[];
    }[];
  };

  test('is off unless the values say so', () => {
    expect(renderChart().some(({ kind }) => kind === 'ConfigMap')).toBe(false);
    expect(only(rendered, 'ConfigMap').metadata.labels).toMatchObject({ grafana_dashboard: '1' });
  });

  test('asks for metrics that there are', () => {
    const exprs = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    expect(exprs.length).toBeGreaterThan(20);
    for (const expr of exprs) {
      expect(namedIn(expr), expr).not.toEqual([]);
      expect(
        namedIn(expr).filter((name) => !names.has(name)),
        expr,
      ).toEqual([]);
    }
  });

  test('has a place and a number for each panel', () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
