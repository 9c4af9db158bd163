/**
 * Objects as JSON or YAML. The values of Secrets are never shown: kubectl does that for those who must.
 * @module
 */
import { stringify } from 'yaml';
import { LAST_APPLIED } from '../apply/three-way.ts';
import { isRecord } from '../is-record.ts';

export type ObjectFormat = 'json' | 'yaml';

type Json = Readonly<Record<string, unknown>>;

/** One answer as the server gave it; several as one List. */
export function formatObjects(answers: readonly unknown[], format: ObjectFormat): string {
  const shown = answers.map(hideSecretValues);
  const value = shown.length === 1 ? shown[0] : { apiVersion: 'v1', kind: 'List', items: shown };
  return format === 'json' ? JSON.stringify(value, null, 2) : stringify(value).trimEnd();
}

export function hideSecretValues(value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (Array.isArray(value['items'])) {
    const isSecretList = value['kind'] === 'SecretList';
    // Items of a typed list may leave out their kind.
    const items = value['items'].map((item: unknown) =>
      isSecretList && isRecord(item) ? hideData(item) : hideSecretValues(item),
    );
    return { ...value, items };
  }
  return value['kind'] === 'Secret' ? hideData(value) : value;
}

function hideData(secret: Json): Json {
  const { stringData: _, data, ...visible } = secret;
  const rest = { ...visible, metadata: withoutRecord(visible['metadata']) };
  if (!isRecord(data)) return rest;
  const sizes = Object.entries(data).map(([key, value]) => [
    key,
    `(${Buffer.from(String(value), 'base64').length} bytes)`,
  ]);
  return { ...rest, data: Object.fromEntries(sizes) };
}

/** kubectl's record of the last apply repeats the values. */
function withoutRecord(metadata: unknown): unknown {
  if (!isRecord(metadata) || !isRecord(metadata['annotations'])) return metadata;
  const { [LAST_APPLIED]: _, ...annotations } = metadata['annotations'];
  return { ...metadata, annotations };
}
