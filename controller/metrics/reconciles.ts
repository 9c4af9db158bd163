/**
 * The work queues and what becomes of the work: named as client-go and controller-runtime name them. Keys stay out of the
 * labels; what is before their first slash is of a closed set.
 * @module
 */
import type { Outcome, QueueMeter } from '#controller/reconcile/queue.ts';
import { Counter, type Family, gauge, Histogram } from '#src/metrics/families.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export class Reconciles {
  /** Queue → keys that wait for a worker. */
  readonly #depths = new Map<string, number>();
  readonly #adds = new Counter('workqueue_adds_total', 'Keys that were put into a work queue');
  readonly #waits = new Histogram(
    'workqueue_queue_duration_seconds',
    'How long a key waited for a worker',
    SECONDS,
  );
  readonly #results = new Counter('reconcile_total', 'Passes over a key, by how they ended');
  readonly #durations = new Histogram(
    'reconcile_duration_seconds',
    'How long a pass over a key took, with what it waited for',
    SECONDS,
  );

  /** @param controllers what its keys begin with. */
  meter(name: string, controllers: readonly string[]): QueueMeter {
    this.#depths.set(name, 0);
    this.#adds.add({ name }, 0);
    // An increase from nothing is none to Prometheus.
    for (const controller of controllers) this.#results.add({ controller, result: 'error' }, 0);
    return {
      added: () => {
        this.#adds.add({ name });
        this.#deepen(name, 1);
      },
      began: (waitedMs) => {
        this.#deepen(name, -1);
        this.#waits.observe(waitedMs / 1000, { name });
      },
      ended: (key, result, tookMs) => this.#ended(key, result, tookMs),
    };
  }

  #deepen(name: string, by: number): void {
    this.#depths.set(name, (this.#depths.get(name) ?? 0) + by);
  }

  #ended(key: string, result: Outcome, tookMs: number): void {
    const [controller = ''] = key.split('/');
    this.#results.add({ controller, result });
    this.#durations.observe(tookMs / 1000, { controller });
  }

  families(): readonly Family[] {
    const depths = [...this.#depths].map(([name, value]) => ({ labels: { name }, value }));
    return [
      gauge('workqueue_depth', 'Keys that wait for a worker', depths),
      this.#adds.family(),
      this.#waits.family(),
      this.#results.family(),
      this.#durations.family(),
    ];
  }
}
