/**
 * The text that Prometheus reads.
 * @module
 */
import { expect, test } from 'vitest';
import { Counter, formatFamilies, gauge, Histogram } from '#src/metrics/families.ts';

test('a gauge has help, type and a line for each sample', () => {
  const family = gauge('hosts', 'Hosts', [
    { labels: { state: 'away' }, value: 2 },
    { labels: {}, value: 0.5 },
  ]);
  expect(formatFamilies([family])).toBe(
    [
      '# HELP credfleet_hosts Hosts',
      '# TYPE credfleet_hosts gauge',
      'credfleet_hosts{state="away"} 2',
      'credfleet_hosts 0.5',
      '',
    ].join('\n'),
  );
});

test('a label cannot end its line', () => {
  const family = gauge('x', 'X', [{ labels: { name: 'a"} 1\nb\\' }, value: 1 }]);
  const lines = formatFamilies([family]).trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[2]).toBe(String.raw`credfleet_x{name="a\"} 1\nb\\"} 1`);
});

test('a counter adds up by its labels', () => {
  const counter = new Counter('messages_total', 'Messages');
  counter.add({ kind: 'report' });
  counter.add({ kind: 'report' }, 2);
  counter.add({ kind: 'hello' });
  expect(counter.family().samples).toEqual([
    { labels: { kind: 'report' }, value: 3 },
    { labels: { kind: 'hello' }, value: 1 },
  ]);
});

test('a histogram counts what is at most each bound, all of it, and the sum', () => {
  const histogram = new Histogram('took_seconds', 'Took', [0.1, 1]);
  for (const seconds of [0.1, 0.5, 2]) histogram.observe(seconds);
  expect(formatFamilies([histogram.family()]).trimEnd().split('\n').slice(2)).toEqual([
    'credfleet_took_seconds_bucket{le="0.1"} 1',
    'credfleet_took_seconds_bucket{le="1"} 2',
    'credfleet_took_seconds_bucket{le="+Inf"} 3',
    'credfleet_took_seconds_sum 2.6',
    'credfleet_took_seconds_count 3',
  ]);
});
