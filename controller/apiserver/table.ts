/**
 * The Table form of objects: columns and cells for `kubectl get`.
 * @module
 */
import { crds, type PrinterColumn } from '#src/api/crds.ts';
import type { ApiDocument } from '#src/api/document.ts';
import { field, isJsonObject, type JsonObject, type JsonValue, text } from '#src/api/json.ts';
import { parseTime } from '#src/api/time.ts';
import { compileJsonPath } from './json-path.ts';
import type { Resource } from './resources.ts';

type Cell = (document: ApiDocument, nowMs: number) => JsonValue;

type Column = {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly priority?: number;
  readonly cell: Cell;
};

const NAME: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  cell: ({ metadata }) => metadata.name,
};
const AGE: Column = {
  name: 'Age',
  type: 'string',
  cell: ({ metadata }, nowMs) => ageOf(metadata.creationTimestamp, nowMs),
};

function string(name: string, cell: Cell, more: Partial<Column> = {}): Column {
  return { name, type: 'string', cell, ...more };
}

function size(value: JsonValue | undefined): number {
  return isJsonObject(value) ? Object.keys(value).length : 0;
}

const coreColumns: Readonly<Record<string, readonly Column[]>> = {
  ConfigMap: [
    NAME,
    string('Data', (document) => size(document['data']) + size(document['binaryData']), {
      type: 'integer',
    }),
    AGE,
  ],
  Secret: [
    NAME,
    string('Type', (document) => document['type'] ?? null),
    string('Data', (document) => size(document['data']), { type: 'integer' }),
    AGE,
  ],
  Namespace: [NAME, string('Status', (document) => field(document['status'], 'phase') ?? ''), AGE],
  Lease: [
    NAME,
    string('Holder', (document) => field(document['spec'], 'holderIdentity') ?? ''),
    AGE,
  ],
  Event: [
    string('Last Seen', (document, nowMs) => ageOf(lastSeen(document), nowMs)),
    string('Type', (document) => document['type'] ?? ''),
    string('Reason', (document) => document['reason'] ?? ''),
    string('Object', involvedObject),
    string('Source', (document) => text(document['source'], 'component') ?? '', { priority: 1 }),
    string('Message', (document) => document['message'] ?? ''),
    string('Count', (document) => document['count'] ?? 1, { priority: 1 }),
    { ...NAME, priority: 1 },
  ],
};

function involvedObject(document: ApiDocument): string {
  const object = document['involvedObject'];
  return `${(text(object, 'kind') ?? '').toLowerCase()}/${text(object, 'name') ?? ''}`;
}

function lastSeen(document: ApiDocument): string | undefined {
  const times = [document['lastTimestamp'], document['eventTime'], document['firstTimestamp']];
  return times.find((time) => typeof time === 'string') ?? document.metadata.creationTimestamp;
}

function customColumn({ name, type, jsonPath, priority = 0 }: PrinterColumn): Column {
  const find = compileJsonPath(jsonPath);
  const cell: Cell = (document, nowMs) => {
    const found = find(document);
    const [first] = found;
    if (first === undefined) return null;
    if (type === 'date') return typeof first === 'string' ? ageOf(first, nowMs) : null;
    return type === 'string' ? found.map(shown).join(' ') : first;
  };
  return { name, type, priority, cell };
}

function shown(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const customColumns: Readonly<Record<string, readonly Column[]>> = Object.fromEntries(
  crds.map(({ spec }) => [
    spec.names.kind,
    [NAME, ...spec.versions[0].additionalPrinterColumns.map(customColumn)],
  ]),
);

function columnsOf(resource: Resource): readonly Column[] {
  return (resource.custom ? customColumns : coreColumns)[resource.kind] ?? [NAME, AGE];
}

export type TableOptions = {
  readonly nowMs: number;
  readonly listMeta: JsonObject;
  /** None: only names and ages in metadata; Object: the whole object in each row. */
  readonly includeObject: string;
  /** Left out after the first event of a watch. */
  readonly withColumns: boolean;
};

export function tableOf(
  resource: Resource,
  documents: readonly ApiDocument[],
  options: TableOptions,
): JsonObject {
  const columns = columnsOf(resource);
  const definitions = columns.map(({ name, type, format = '', priority = 0 }) => ({
    name,
    type,
    format,
    description: '',
    priority,
  }));
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: options.listMeta,
    columnDefinitions: options.withColumns ? definitions : null,
    rows: documents.map((document) => ({
      cells: columns.map(({ cell }) => cell(document, options.nowMs)),
      ...rowObject(document, options.includeObject),
    })),
  };
}

function rowObject(document: ApiDocument, includeObject: string): JsonObject {
  if (includeObject === 'None') return {};
  return { object: includeObject === 'Object' ? document : partialOf(document) };
}

export function partialOf({ metadata }: ApiDocument): JsonObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function ageOf(time: string | undefined, nowMs: number): string {
  const ms = time === undefined ? undefined : parseTime(time);
  return ms === undefined ? '<unknown>' : humanDuration(Math.max(0, nowMs - ms));
}

/** As Kubernetes prints ages: `4s`, `3m20s`, `45m`, `5h3m`, `2d4h`, `1y30d`. */
export function humanDuration(ms: number): string {
  const whole = (unit: number): number => Math.floor(ms / unit);
  const two = (high: number, low: number, names: string): string => {
    const rest = Math.floor((ms % high) / low);
    return rest === 0 ? `${whole(high)}${names[0]}` : `${whole(high)}${names[0]}${rest}${names[1]}`;
  };
  if (ms < 2 * MINUTE) return `${whole(SECOND)}s`;
  if (ms < 10 * MINUTE) return two(MINUTE, SECOND, 'ms');
  if (ms < 3 * HOUR) return `${whole(MINUTE)}m`;
  if (ms < 8 * HOUR) return two(HOUR, MINUTE, 'hm');
  if (ms < 2 * DAY) return `${whole(HOUR)}h`;
  if (ms < 8 * DAY) return two(DAY, HOUR, 'dh');
  if (ms < 2 * 365 * DAY) return `${whole(DAY)}d`;
  return ms < 8 * 365 * DAY ? two(365 * DAY, DAY, 'yd') : `${whole(365 * DAY)}y`;
}
