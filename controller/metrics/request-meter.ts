/**
 * What a server of requests is asked, how long it takes, and who watches. Labels have values of closed sets: what
 * somebody else chose is none.
 * @module
 */
import { Counter, type Family, gauge, Histogram, type Labels } from '#src/metrics/families.ts';

export type Metered<Asked> = {
  /** What the names of the metrics begin with. */
  readonly prefix: string;
  /** Of what server, for people. */
  readonly what: string;
  /** By what open watches are counted. */
  readonly watched: (asked: Asked) => Labels;
};

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export class RequestMeter<Asked extends Labels> {
  readonly #metered: Metered<Asked>;
  readonly #durations: Histogram;
  readonly #answers: Counter;
  /** By the labels, as text. */
  readonly #watchers = new Map<string, { readonly labels: Labels; value: number }>();

  constructor(metered: Metered<Asked>) {
    const { prefix, what } = metered;
    this.#metered = metered;
    this.#durations = new Histogram(
      `${prefix}_request_duration_seconds`,
      `From a request of ${what} until its answer left, without watches`,
      SECONDS,
    );
    this.#answers = new Counter(`${prefix}_request_total`, `Answers of ${what}`);
  }

  answered(asked: Asked, code: number, ms: number): void {
    this.#answers.add({ ...asked, code: String(code) });
    this.#durations.observe(ms / 1000, asked);
  }

  /** A watch begins; disposing it ends it. */
  watching(asked: Asked): Disposable {
    this.#answers.add({ ...asked, code: '200' });
    const labels = this.#metered.watched(asked);
    const key = JSON.stringify(labels);
    const open = this.#watchers.get(key) ?? { labels, value: 0 };
    this.#watchers.set(key, open);
    open.value += 1;
    return {
      [Symbol.dispose]: () => {
        open.value -= 1;
      },
    };
  }

  families(): readonly Family[] {
    const { prefix, what } = this.#metered;
    const watches = `Watches of ${what} that are open`;
    return [
      this.#durations.family(),
      this.#answers.family(),
      gauge(`${prefix}_watchers`, watches, [...this.#watchers.values()]),
    ];
  }
}
