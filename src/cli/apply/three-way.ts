/**
 * Decides the JSON merge patch that brings the live object to what the manifest says: what the
 * manifest sets is set, what the last apply set and this one leaves out is removed, what others set
 * stays. The record of the last apply is kubectl's, so that both tools can be used in turn.
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../is-record.ts';

type Json = Readonly<Record<string, unknown>>;

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

export type ThreeWay = {
  readonly lastApplied: Json | undefined;
  readonly wanted: Json;
  readonly live: Json;
};

/** Undefined when there is nothing to change. */
export function decidePatch({ lastApplied, wanted, live }: ThreeWay): Json | undefined {
  const patch: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(wanted)) {
    const change = changeOf(value, live[key], lastApplied?.[key]);
    if (change !== undefined) patch[key] = change;
  }
  for (const key of Object.keys(lastApplied ?? {})) {
    if (!Object.hasOwn(wanted, key) && Object.hasOwn(live, key)) patch[key] = null;
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function changeOf(wanted: unknown, live: unknown, lastApplied: unknown): unknown {
  if (isRecord(wanted) && isRecord(live)) {
    return decidePatch({
      lastApplied: isRecord(lastApplied) ? lastApplied : undefined,
      wanted,
      live,
    });
  }
  return isDeepStrictEqual(wanted, live) ? undefined : wanted;
}

/** The manifest with its own record inside. Secrets keep none: it would repeat their content in clear. */
export function withRecord(manifest: Json, isSecret: boolean): Json {
  if (isSecret) return manifest;
  const metadata = isRecord(manifest['metadata']) ? manifest['metadata'] : {};
  const annotations = isRecord(metadata['annotations']) ? metadata['annotations'] : {};
  const record = `${JSON.stringify({ ...manifest, metadata: { ...metadata, annotations } })}\n`;
  return {
    ...manifest,
    metadata: { ...metadata, annotations: { ...annotations, [LAST_APPLIED]: record } },
  };
}

/** What the last apply set; of a Secret, which keeps no record, all its data. */
export function lastAppliedOf(live: Json, isSecret: boolean): Json | undefined {
  if (isSecret) return isRecord(live['data']) ? { data: live['data'] } : undefined;
  const metadata = isRecord(live['metadata']) ? live['metadata'] : {};
  const annotations = isRecord(metadata['annotations']) ? metadata['annotations'] : {};
  const record = annotations[LAST_APPLIED];
  if (typeof record !== 'string') return undefined;
  try {
    const parsed = JSON.parse(record) as unknown;
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    // Somebody edited the annotation: without a record nothing is removed.
    return undefined;
  }
}

/** `stringData` in clear becomes `data`, as the server would do it, so that both can be compared. */
export function normaliseSecret(manifest: Json): Json {
  const { stringData, ...rest } = manifest;
  if (!isRecord(stringData)) return manifest;
  const encoded = Object.fromEntries(
    Object.entries(stringData).map(([key, value]) => [
      key,
      typeof value === 'string' ? Buffer.from(value, 'utf8').toString('base64') : value,
    ]),
  );
  return { ...rest, data: { ...(isRecord(rest['data']) ? rest['data'] : {}), ...encoded } };
}
