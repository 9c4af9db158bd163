/**
 * Who changed an object last, as an annotation that only the server writes
 * (docs/adr/0008-who-changed-it.md). Pure.
 * @module
 */
import type { ApiDocument, DocumentMeta } from '#src/api/document.ts';
import { omit } from '#src/api/json.ts';
import { CHANGED_BY_ANNOTATION } from '#src/api/meta.ts';
import { CONTROLLER_GROUP, type User } from './authorize.ts';

export type Change = {
  readonly document: ApiDocument;
  /** Undefined at create. */
  readonly old: ApiDocument | undefined;
  readonly user: User;
};

/**
 * The document as it is stored: of our kinds, what a person made or changed says who, whatever the client
 * sent. What the controller writes is nobody's change, and neither is metadata or status.
 */
export function withChangedBy({ document, old, user }: Change): ApiDocument {
  const { generation, annotations = {} } = document.metadata;
  if (generation === undefined) return document;
  const isChange = generation !== old?.metadata.generation;
  const isPerson = !user.groups.includes(CONTROLLER_GROUP);
  const before = old?.metadata.annotations?.[CHANGED_BY_ANNOTATION];
  const changedBy = isChange && isPerson ? user.name : before;
  const others = omit(annotations, CHANGED_BY_ANNOTATION) as Readonly<Record<string, string>>;
  const kept = changedBy === undefined ? others : { ...others, [CHANGED_BY_ANNOTATION]: changedBy };
  return { ...document, metadata: withAnnotations(document.metadata, kept) };
}

/** An empty map is not stored. */
function withAnnotations(
  metadata: DocumentMeta,
  annotations: Readonly<Record<string, string>>,
): DocumentMeta {
  const { annotations: _, ...rest } = metadata;
  return Object.keys(annotations).length === 0 ? rest : { ...rest, annotations };
}
