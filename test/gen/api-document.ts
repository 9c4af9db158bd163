/**
 * Documents as the embedded API stores them, with good defaults.
 * @module
 */
import type { ApiDocument, DocumentMeta } from '#src/api/document.ts';
import type { JsonObject } from '#src/api/json.ts';

export function apiDocument(
  meta: Partial<DocumentMeta> = {},
  content: JsonObject = { spec: { approval: 'Pending' } },
): ApiDocument {
  return {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'Host',
    metadata: {
      name: 'metal-01',
      uid: '00000000-0000-4000-8000-000000000001',
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...meta,
    },
    ...content,
  };
}
