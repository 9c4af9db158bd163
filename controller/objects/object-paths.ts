/**
 * URLs of API objects.
 * @module
 */
import { type KindName, kinds } from '#src/api/core.ts';
import type { LabelSelector } from '#src/api/meta.ts';
import type { ObjectRef } from './objects.ts';

/** Collection of a kind: in one namespace, or all of them when `namespace` is undefined. */
export function collectionPath(kind: KindName, namespace: string | undefined): string {
  const { group, version, plural, namespaced } = kinds[kind];
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const scope =
    namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${scope}/${plural}`;
}

export function objectPath(kind: KindName, { name, namespace }: ObjectRef): string {
  return `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`;
}

export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const equal = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    switch (operator) {
      case 'In':
        return `${key} in (${values.join(',')})`;
      case 'NotIn':
        return `${key} notin (${values.join(',')})`;
      case 'Exists':
        return key;
      case 'DoesNotExist':
        return `!${key}`;
    }
  });
  return [...equal, ...expressions].join(',');
}

/** `hostcredentials payments/db`, for messages. */
export function objectName(kind: KindName, { name, namespace }: ObjectRef): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
