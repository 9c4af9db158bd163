/**
 * Counters, histograms and gauges, and the text in which Prometheus reads them (exposition format 0.0.4).
 * @module
 */
export type Labels = Readonly<Record<string, string>>;
export type Sample = { readonly suffix?: string; readonly labels: Labels; readonly value: number };
export type Family = {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly Sample[];
};

export function gauge(name: string, help: string, samples: readonly Sample[]): Family {
  return { name: `credfleet_${name}`, help, type: 'gauge', samples };
}

export class Counter {
  readonly #about: Omit<Family, 'samples'>;
  readonly #samples = new Map<string, { readonly labels: Labels; value: number }>();

  constructor(name: string, help: string) {
    this.#about = { name: `credfleet_${name}`, help, type: 'counter' };
  }

  add(labels: Labels = {}, by = 1): void {
    const key = JSON.stringify(labels);
    const sample = this.#samples.get(key) ?? { labels, value: 0 };
    sample.value += by;
    this.#samples.set(key, sample);
  }

  family(): Family {
    return { ...this.#about, samples: [...this.#samples.values()] };
  }
}

type Distribution = {
  readonly labels: Labels;
  readonly counts: number[];
  sum: number;
  count: number;
};

export class Histogram {
  readonly #about: Omit<Family, 'samples'>;
  readonly #bounds: readonly number[];
  readonly #distributions = new Map<string, Distribution>();

  /** `bounds`: upper ones, in seconds, growing. */
  constructor(name: string, help: string, bounds: readonly number[]) {
    this.#about = { name: `credfleet_${name}`, help, type: 'histogram' };
    this.#bounds = bounds;
  }

  observe(seconds: number, labels: Labels = {}): void {
    const key = JSON.stringify(labels);
    const seen = this.#distributions.get(key) ?? this.#emptyFor(labels);
    seen.sum += seconds;
    seen.count += 1;
    for (const [at, bound] of this.#bounds.entries()) {
      if (seconds <= bound) seen.counts[at] = (seen.counts[at] ?? 0) + 1;
    }
    this.#distributions.set(key, seen);
  }

  #emptyFor(labels: Labels): Distribution {
    return { labels, counts: this.#bounds.map(() => 0), sum: 0, count: 0 };
  }

  family(): Family {
    const samples = [...this.#distributions.values()].flatMap((seen) => this.#samplesOf(seen));
    return { ...this.#about, samples };
  }

  #samplesOf({ labels, counts, sum, count }: Distribution): readonly Sample[] {
    const bucket = (le: string, value: number) => ({
      suffix: '_bucket',
      labels: { ...labels, le },
      value,
    });
    return [
      ...this.#bounds.map((bound, at) => bucket(String(bound), counts[at] ?? 0)),
      bucket('+Inf', count),
      { suffix: '_sum', labels, value: sum },
      { suffix: '_count', labels, value: count },
    ];
  }
}

export function formatFamilies(families: readonly Family[]): string {
  return families.map(formatFamily).join('');
}

function formatFamily({ name, help, type, samples }: Family): string {
  const lines = samples.map(
    ({ suffix = '', labels, value }) => `${name}${suffix}${formatLabels(labels)} ${value}`,
  );
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
}

function formatLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
