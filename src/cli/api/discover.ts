/**
 * Finds the resource of a kind that credfleet does not know by itself, so that one file may hold
 * anything the server serves.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isRecord } from '../is-record.ts';
import { sendOrUndefined, type Api } from './api.ts';
import { findResourceOf, type Resource } from './resources.ts';

/** @throws {CredfleetError} OBJECT_INVALID when the server serves no such kind. */
export async function resourceOf(api: Api, apiVersion: string, kind: string): Promise<Resource> {
  const known = findResourceOf(apiVersion, kind);
  if (known !== undefined) return known;

  const path = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const found = pickResource(await sendOrUndefined(api, { method: 'GET', path }), kind);
  if (found === undefined) {
    throw new CredfleetError(
      'OBJECT_INVALID',
      `the server has no kind ${kind} in ${apiVersion}; check the spelling, or install the definitions`,
    );
  }
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return { ...found, group, version, kind };
}

function pickResource(
  list: unknown,
  kind: string,
): Pick<Resource, 'plural' | 'singular' | 'namespaced'> | undefined {
  const resources = isRecord(list) && Array.isArray(list['resources']) ? list['resources'] : [];
  const row = resources.find(
    (entry: unknown) =>
      isRecord(entry) && entry['kind'] === kind && !String(entry['name']).includes('/'),
  ) as Readonly<Record<string, unknown>> | undefined;
  if (row === undefined || typeof row['name'] !== 'string') return undefined;
  const singular = typeof row['singularName'] === 'string' ? row['singularName'] : '';
  return {
    plural: row['name'],
    singular: singular === '' ? kind.toLowerCase() : singular,
    namespaced: row['namespaced'] === true,
  };
}
