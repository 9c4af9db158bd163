/**
 * Nothing is switched off in silence, nothing of a workplace gets into the product, and what is generated is
 * what the generators write.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allPaths, read, ROOT, sources } from './source-files.ts';

const texts = allPaths.filter(
  (path) => !/\.(?:png|ico|gz|xz|bin)$/u.test(path) && path !== 'package-lock.json',
);

test('no test is left out or alone', () => {
  const bad = sources
    .filter(({ path }) => path.startsWith('test/'))
    .filter(({ text }) =>
      /\b(?:test|it|describe)(?:\.concurrent)?\.(?:only|skip|todo|fails)\b(?!If)|\bx(?:it|test|describe)\(/u.test(
        text,
      ),
    );
  expect(bad.map(({ path }) => path)).toEqual([]);
});

test('nothing is left to do without an issue number', () => {
  const bad = sources.filter(({ text }) => /\b(?:TODO|FIXME|XXX)\b(?!\(#\d+\))/u.test(text));
  expect(bad.map(({ path }) => path).filter((path) => !path.startsWith('test/arch/'))).toEqual([]);
});

test('a lint rule is switched off only with a reason', () => {
  const bad = sources.flatMap(({ path, text }) =>
    Array.from(text.matchAll(/^.*(?:oxlint|eslint)-disable.*$/gmu), ([line]) => line)
      .filter((line) => !/ -- \S/u.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(bad.filter((line) => !line.startsWith('test/arch/'))).toEqual([]);
});

test('types are never silenced', () => {
  const bad = sources.filter(({ text }) => /@ts-(?:ignore|expect-error|nocheck)/u.test(text));
  expect(bad.map(({ path }) => path).filter((path) => !path.startsWith('test/arch/'))).toEqual([]);
});

test('no path of one person or one machine is in any file', () => {
  const home = /(?:^|[\s"'`(=])\/(?:home\/\w+|Users\/\w+)\/\w/mu;
  expect(home.test("cd '/home/somebody/credfleet'")).toBe(true);
  const self = 'test/arch/honesty.test.ts';
  expect(texts.filter((path) => path !== self && home.test(read(path)))).toEqual([]);
});

test('packages are named with their hash and without a place', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { resolved?: string; integrity?: string }>;
  };
  const entries = Object.entries(packages).filter(([path]) => path !== '');
  expect(entries.length).toBeGreaterThan(50);
  const bad = entries.filter(
    ([, { resolved, integrity }]) => resolved !== undefined || integrity === undefined,
  );
  expect(bad.map(([path]) => path)).toEqual([]);
});

describe('generated files', () => {
  const generated = allPaths.filter(
    (path) =>
      path.startsWith('src/wire/gen/') || path.startsWith('charts/credfleet/templates/crds/'),
  );
  let copy = '';

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'credfleet-generate-'));
    for (const path of ['src', 'proto', 'scripts', 'package.json']) {
      cpSync(join(ROOT, path), join(copy, path), {
        recursive: true,
        filter: (source) => !source.includes('/src/wire/gen/'),
      });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    execFileSync(process.execPath, [join(copy, 'scripts/generate.ts')], { stdio: 'pipe' });
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test('are there', () => {
    expect(generated.length).toBeGreaterThan(8);
  });

  test.for(generated)('%s is what `npm run generate` writes', (path) => {
    expect(readFileSync(join(copy, path), 'utf8') === read(path)).toBe(true);
  });
});
