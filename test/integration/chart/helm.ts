/**
 * Runs the helm that comes with the packages on the chart and parses what it renders.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const HELM = join(ROOT, 'node_modules/.bin/helm');
export const CHART = join(ROOT, 'charts/credfleet');

export type Rendered = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
};

export type HelmOptions = {
  readonly release?: string;
  readonly namespace?: string;
  readonly set?: readonly string[];
};

/** Throws with helm's own words when it refuses. */
export function helm(...args: readonly string[]): string {
  return execFileSync(HELM, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export function renderChart(options: HelmOptions = {}): readonly Rendered[] {
  const { release = 'credfleet', namespace = 'credfleet-system', set = [] } = options;
  const text = helm(
    'template',
    release,
    CHART,
    '--namespace',
    namespace,
    ...set.flatMap((value) => ['--set', value]),
  );
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const object = document.toJS() as Rendered | null;
    return object === null ? [] : [object];
  });
}

export function only(objects: readonly Rendered[], kind: string): Rendered {
  const found = objects.filter((object) => object.kind === kind);
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(`${found.length} objects of kind ${kind}`);
  }
  return first;
}
