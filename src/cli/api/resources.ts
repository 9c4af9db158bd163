/**
 * Names that people type → kinds, and kinds → API paths.
 * @module
 */
import { kinds, type KindInfo } from '#src/api/core.ts';

export type Resource = Pick<
  KindInfo,
  'group' | 'version' | 'plural' | 'singular' | 'namespaced'
> & {
  readonly kind: string;
};

const known: readonly Resource[] = Object.values(kinds);

/** By plural, singular, short name or kind, whatever the case, with or without the group. */
export function findResource(text: string): Resource | undefined {
  const wanted = text.toLowerCase();
  return Object.values(kinds).find((info) => {
    const names = [info.plural, info.singular, info.kind.toLowerCase(), ...info.shortNames];
    return names.some((name) => name === wanted || `${name}.${info.group}` === wanted);
  });
}

export function findResourceOf(apiVersion: string, kind: string): Resource | undefined {
  return known.find((info) => info.kind === kind && apiVersionOf(info) === apiVersion);
}

function apiVersionOf(resource: Resource): string {
  return resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
}

/** "hostcredential.credfleet.dev", as kubectl names it. */
export function displayName(resource: Resource): string {
  return resource.group === '' ? resource.singular : `${resource.singular}.${resource.group}`;
}

export type Place = { readonly namespace?: string | undefined; readonly name?: string | undefined };

/** Of the collection, or of one object when `name` is given. No namespace: all of them. */
export function pathOf(resource: Resource, { namespace, name }: Place): string {
  const root =
    resource.group === ''
      ? `/api/${resource.version}`
      : `/apis/${resource.group}/${resource.version}`;
  const inside =
    resource.namespaced && namespace !== undefined
      ? `/namespaces/${encodeURIComponent(namespace)}`
      : '';
  const tail = name === undefined ? '' : `/${encodeURIComponent(name)}`;
  return `${root}${inside}/${resource.plural}${tail}`;
}
