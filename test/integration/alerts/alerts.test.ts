/**
 * The alerts as the chart renders them, read and evaluated by Prometheus' own promtool.
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { run } from '#test/fleet/process.ts';
import { findPromtool } from '#test/fleet/prometheus.ts';
import { only, renderChart } from '../chart/helm.ts';
import { fleetAlerts } from './fleet-alerts.ts';
import { processAlerts } from './process-alerts.ts';
import type { Firing, Situation } from './situations.ts';

type Rule = {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
};
type Dashboard = {
  readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[];
};
type Groups = readonly { readonly rules: readonly Rule[] }[];

const FETCH_MS = 300_000;
const cases = { ...fleetAlerts, ...processAlerts };
const rendered = only(renderChart({ set: ['prometheusRule.enabled=true'] }), 'PrometheusRule');
const { groups } = rendered['spec'] as { readonly groups: Groups };
const rules = groups.flatMap((group) => group.rules);
const directory = mkdtempSync(join(tmpdir(), 'credfleet-alerts-'));
let promtool: string;

beforeAll(async () => {
  promtool = await findPromtool(() => undefined);
}, FETCH_MS);
afterAll(() => {
  rmSync(directory, { recursive: true });
});

function written(name: string, document: object): string {
  const file = join(directory, name);
  writeFileSync(file, stringify(document));
  return file;
}

/** As Prometheus fills templates in. */
function annotationsFor({ annotations }: Rule, labels: Readonly<Record<string, string>>) {
  const filled = Object.entries(annotations).map(([name, text]) => [
    name,
    text.replaceAll(/\{\{ \$labels\.(\w+) \}\}/gu, (_, label: string) => labels[label] ?? ''),
  ]);
  return Object.fromEntries(filled) as Record<string, string>;
}

function testOf(rule: Rule, { series, at }: Situation, fires: readonly Firing[]) {
  const expected = fires.map(({ labels = {} }) => ({
    exp_labels: { ...rule.labels, ...labels },
    exp_annotations: annotationsFor(rule, labels),
  }));
  return {
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({
      series: `credfleet_${name}`,
      values,
    })),
    alert_rule_test: [{ eval_time: at, alertname: rule.alert, exp_alerts: expected }],
  };
}

describe('promtool', () => {
  test('finds no fault with the rules', async () => {
    const file = written('rules.yaml', { groups });
    const checked = await run([promtool, 'check', 'rules', '--lint=all', '--lint-fatal', file]);
    expect(checked).toMatchObject({ exitCode: 0, stderr: '' });
    expect(checked.stdout).toContain(`SUCCESS: ${rules.length} rules found`);
  });

  test('understands each question of the dashboard', async () => {
    const { data } = only(
      renderChart({ set: ['dashboard.enabled=true'] }),
      'ConfigMap',
    ) as unknown as {
      readonly data: Readonly<Record<string, string>>;
    };
    const { panels } = JSON.parse(data['credfleet.json'] ?? '') as Dashboard;
    const exprs = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    const asRules = exprs.map((expr, at) => ({ record: `panel:${at}`, expr }));
    const file = written('panels.yaml', { groups: [{ name: 'panels', rules: asRules }] });
    const checked = await run([promtool, 'check', 'rules', file]);
    expect(checked).toMatchObject({ exitCode: 0, stderr: '' });
    expect(checked.stdout).toContain(`SUCCESS: ${exprs.length} rules found`);
  });

  test('is asked about each of them, firing and quiet', () => {
    expect(Object.keys(cases).toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
    for (const { fires, quiet } of Object.values(cases)) {
      expect(fires.length).toBeGreaterThan(0);
      expect(quiet.length).toBeGreaterThan(0);
    }
  });

  test.for(rules)('evaluates $alert: fires when it must, and only then', async (rule) => {
    const { fires, quiet } = cases[rule.alert] ?? { fires: [], quiet: [] };
    const tests = [
      ...fires.map((one) => testOf(rule, one, [one])),
      ...quiet.map((one) => testOf(rule, one, [])),
    ];
    // Alone: all of them over a day of samples take a while.
    const rulesFile = written('one-rule.yaml', { groups: [{ name: 'one', rules: [rule] }] });
    const plan = { rule_files: [rulesFile], evaluation_interval: '1m', tests };
    const file = written('test.yaml', plan);
    const { exitCode, stdout, stderr } = await run([promtool, 'test', 'rules', file]);
    expect(`${stdout}${stderr}`).toContain('SUCCESS');
    expect(exitCode).toBe(0);
  });
});
