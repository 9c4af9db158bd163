/**
 * What the embedded API is asked, how long it takes, and who watches. Names and verbs are those of Kubernetes' own
 * API server; labels have values of closed sets.
 * @module
 */
import { Counter, type Family, gauge, Histogram } from '#src/metrics/families.ts';

/** One row of these tables: what is asked of what. */
export type Asked = {
  readonly verb: string;
  /** Plural; '' of what is no resource, such as discovery and health. */
  readonly resource: string;
};

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export class ApiRequests {
  readonly #durations = new Histogram(
    'apiserver_request_duration_seconds',
    'From a request of the embedded API until its answer left, without watches',
    SECONDS,
  );
  readonly #answers = new Counter('apiserver_request_total', 'Answers of the embedded API');
  readonly #watchers = new Map<string, number>();

  answered({ verb, resource }: Asked, code: number, ms: number): void {
    this.#answers.add({ verb, resource, code: String(code) });
    this.#durations.observe(ms / 1000, { verb, resource });
  }

  /** A watch begins; disposing it ends it. */
  watching({ verb, resource }: Asked): Disposable {
    this.#answers.add({ verb, resource, code: '200' });
    this.#watch(resource, 1);
    return { [Symbol.dispose]: () => this.#watch(resource, -1) };
  }

  #watch(resource: string, by: number): void {
    this.#watchers.set(resource, (this.#watchers.get(resource) ?? 0) + by);
  }

  families(): readonly Family[] {
    const watchers = [...this.#watchers].map(([resource, value]) => ({
      labels: { resource },
      value,
    }));
    return [
      this.#durations.family(),
      this.#answers.family(),
      gauge('apiserver_watchers', 'Watches of the embedded API that are open', watchers),
    ];
  }
}
