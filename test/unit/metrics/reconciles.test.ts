/**
 * A work queue in numbers, while it works.
 * @module
 */
import { expect, test } from 'vitest';
import { Reconciles } from '#controller/metrics/reconciles.ts';
import { WorkQueue } from '#controller/reconcile/queue.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { formatFamilies } from '#src/metrics/families.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';

const reconciles = new Reconciles();
const lines = () => formatFamilies(reconciles.families()).split('\n');

test('what waits, what was taken on, how it ended; keys are no labels', async () => {
  const clock = new FakeClock();
  const stop = new AbortController();
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const queue = new WorkQueue({
    clock,
    random: { bytes: (count) => new Uint8Array(count), fraction: () => 0 },
    concurrency: 1,
    meter: reconciles.meter('reconcile', ['credential', 'rollouts']),
    onFailure: () => undefined,
    work: async (key) => {
      begun.resolve();
      await gate.promise;
      if (key.endsWith('/broken')) throw new CredfleetError('STORE_FAILED', 'no');
      return key.endsWith('/later') ? { againAtMs: clock.nowMs() + 60_000 } : {};
    },
  });
  for (const name of ['first', 'later', 'broken', 'broken']) queue.add(`credential/ns/${name}`);
  expect(lines()).toContain('credfleet_workqueue_depth{name="reconcile"} 3');
  const ended = queue.run(stop.signal);
  await begun.promise;
  queue.add('credential/ns/first');
  expect(lines()).toEqual(
    expect.arrayContaining([
      'credfleet_workqueue_depth{name="reconcile"} 2',
      'credfleet_workqueue_adds_total{name="reconcile"} 3',
      'credfleet_workqueue_queue_duration_seconds_count{name="reconcile"} 1',
      'credfleet_reconcile_total{controller="credential",result="error"} 0',
    ]),
  );
  gate.resolve();
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  stop.abort();
  await ended;
  expect(lines()).toEqual(
    expect.arrayContaining([
      'credfleet_workqueue_depth{name="reconcile"} 0',
      'credfleet_workqueue_adds_total{name="reconcile"} 4',
      'credfleet_reconcile_total{controller="credential",result="success"} 2',
      'credfleet_reconcile_total{controller="credential",result="requeue_after"} 1',
      'credfleet_reconcile_total{controller="credential",result="error"} 1',
      'credfleet_reconcile_total{controller="rollouts",result="error"} 0',
      'credfleet_reconcile_duration_seconds_count{controller="credential"} 4',
    ]),
  );
  expect(lines().join('\n')).not.toContain('broken');
});
