/**
 * What Prometheus sees when an alert must fire, and what is like it and must not. Time begins at 0, one sample a minute, in
 * promtool's notation: `a+bxn` grows, `_xn` is silence.
 * @module
 */
export type Situation = {
  /** Series without their prefix → samples. */
  readonly series: Readonly<Record<string, string>>;
  readonly at: string;
};
export type Firing = Situation & {
  /** Of the alert, without its severity; default: none. */
  readonly labels?: Readonly<Record<string, string>>;
};
export type AlertCases = {
  readonly fires: readonly Firing[];
  readonly quiet: readonly Situation[];
};

export const DAY = 86_400;
export const HOST = { instance: 'web-1:9100' };
export const OF_HOST = '{instance="web-1:9100"}';
export const DB = { namespace: 'payments', name: 'db' };
export const OF_DB = '{namespace="payments",name="db"}';

export const events = (type: string) => `audit_events_total{type="${type}",outcome="failure"}`;
export const ofEvent = (type: string) => ({ type, outcome: 'failure' });

/** A counter that grows by one after half an hour, and one that does not. */
export function grows(series: string, labels: Readonly<Record<string, string>>): AlertCases {
  return {
    fires: [{ series: { [series]: '0x30 1x30' }, at: '35m', labels }],
    quiet: [
      { series: { [series]: '7x60' }, at: '55m' },
      { series: { [series]: '0x10 1x120' }, at: '125m' },
    ],
  };
}

/** A gauge with one value against another, for long enough and just not. */
export function holds(
  series: string,
  {
    bad,
    good,
    at,
    early,
    labels = {},
  }: {
    readonly bad: string;
    readonly good: string;
    readonly at: string;
    readonly early: string;
    readonly labels?: Readonly<Record<string, string>>;
  },
): AlertCases {
  return {
    fires: [{ series: { [series]: bad }, at, labels }],
    quiet: [
      { series: { [series]: bad }, at: early },
      { series: { [series]: good }, at },
    ],
  };
}
