/**
 * Text of a manifest file, YAML or JSON with any number of documents → objects to apply.
 * @module
 */
import { parseAllDocuments, type Document } from 'yaml';
import type { Parsed } from '#src/errors/parsed.ts';
import { isRecord } from '../is-record.ts';

export type Manifest = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly object: Readonly<Record<string, unknown>>;
};

/** @param source what the problems call it: a file name or "standard input". */
export function parseManifests(text: string, source: string): Parsed<readonly Manifest[]> {
  const problems: string[] = [];
  const manifests: Manifest[] = [];
  for (const [index, document] of documentsIn(text).entries()) {
    const where = `${source}, document ${index + 1}`;
    const read = readDocument(document);
    problems.push(...read.problems.map((problem) => `${where}: ${problem}`));
    for (const object of objectsIn(read.value)) {
      const manifest = manifestOf(object);
      if (typeof manifest === 'string') problems.push(`${where}: ${manifest}`);
      else manifests.push(manifest);
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  if (manifests.length === 0) return { ok: false, problems: [`${source}: holds no object`] };
  return { ok: true, value: manifests };
}

function documentsIn(text: string): readonly Document[] {
  // Merge keys and anchors stay off the table of what a manifest needs; duplicates are an error.
  const documents = parseAllDocuments(text, { uniqueKeys: true, version: '1.2' });
  return Array.isArray(documents) ? documents : [];
}

function readDocument(document: Document): {
  readonly value?: unknown;
  readonly problems: readonly string[];
} {
  if (document.errors.length > 0) {
    return { problems: document.errors.map((error) => firstLine(error.message)) };
  }
  try {
    return { value: document.toJS() as unknown, problems: [] };
  } catch (reason) {
    // Aliases to nothing, or so many that they would fill the memory.
    return { problems: [reason instanceof Error ? reason.message : String(reason)] };
  }
}

/** A List is what it lists; an empty document is nothing. */
function objectsIn(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (isRecord(value) && value['kind'] === 'List' && Array.isArray(value['items'])) {
    return value['items'];
  }
  return [value];
}

function manifestOf(object: unknown): Manifest | string {
  if (!isRecord(object)) return 'is not an object with apiVersion, kind and metadata';
  const { apiVersion, kind } = object;
  const metadata = isRecord(object['metadata']) ? object['metadata'] : {};
  const { name, namespace } = metadata;
  if (!isFilled(apiVersion)) return 'apiVersion is missing';
  if (!isFilled(kind)) return 'kind is missing';
  if (!isFilled(name)) return `${kind}: metadata.name is missing`;
  return { apiVersion, kind, name, ...(isFilled(namespace) && { namespace }), object };
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
