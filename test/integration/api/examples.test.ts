/**
 * The examples are accepted by both servers as they stand.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { type KindName, kinds } from '#src/api/core.ts';
import { namespace } from './manifests.ts';
import { type Target, targets } from './targets.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../examples');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

type Manifest = {
  readonly kind: KindName;
  readonly metadata: { readonly name: string; readonly namespace?: string };
};

function manifestsOf(file: string): readonly Manifest[] {
  const text = readFileSync(join(folder, file), 'utf8');
  return parseAllDocuments(text).map((document) => document.toJS() as Manifest);
}

function pathOf({ kind, metadata }: Manifest): string {
  const { group, version, plural } = kinds[kind];
  const scope = metadata.namespace === undefined ? '' : `/namespaces/${metadata.namespace}`;
  return `/apis/${group}/${version}${scope}/${plural}`;
}

test('the README names each of them', () => {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  expect(files.filter((file) => !readme.includes(`(${file})`))).toEqual([]);
});

describe.each(targets)('$name', ({ start }) => {
  let target: Target;

  beforeAll(async () => {
    target = await start();
    for (const name of ['payments', 'edge', 'platform', 'web', 'builds']) {
      await target.api.call('POST', '/api/v1/namespaces', { body: namespace(name) });
    }
  });
  afterAll(async () => {
    await target.close();
  });

  test.for(files)('%s', async (file) => {
    for (const body of manifestsOf(file)) {
      const path = `${pathOf(body)}?fieldValidation=Strict&dryRun=All`;
      const reply = await target.api.call('POST', path, { body });
      expect(reply.json().message).toBeUndefined();
      expect(reply.code).toBe(201);
    }
  });
});
