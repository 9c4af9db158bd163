/**
 * Each file says what it is for, and imports only what its zone may.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { importsOf, sources, type SourceFile } from './source-files.ts';

const inZone = (zone: string) => sources.filter(({ path }) => path.startsWith(`${zone}/`));
const product = [...inZone('src'), ...inZone('agent'), ...inZone('controller')];

/** "FILE imports FILE" for every import of `files` that `isBad` finds. */
function violations(
  files: readonly SourceFile[],
  isBad: (imported: string, from: string) => boolean,
): readonly string[] {
  return files.flatMap((source) =>
    importsOf(source)
      .filter(({ file }) => file !== undefined && isBad(file, source.path))
      .map(({ file }) => `${source.path} imports ${file}`),
  );
}

test('the walk finds the files at all', () => {
  expect(product.length).toBeGreaterThan(100);
  expect(sources.flatMap(importsOf).length).toBeGreaterThan(500);
});

test('each file opens with one to five lines that end in @module', () => {
  const bad = sources.filter(({ text }) => {
    const [, comment = ''] = /^\/\*\*\n((?: \*.*\n)+) \*\/\n/u.exec(text) ?? [];
    const lines = comment.trimEnd().split('\n');
    return lines.at(-1) !== ' * @module' || lines.length < 2 || lines.length > 6;
  });
  expect(bad.map(({ path }) => path)).toEqual([]);
});

describe('imports', () => {
  const starts =
    (...prefixes: readonly string[]) =>
    (file: string) =>
      prefixes.some((prefix) => file.startsWith(prefix));

  test('agent imports neither controller nor tests', () => {
    expect(violations(inZone('agent'), starts('controller/', 'test/', 'scripts/'))).toEqual([]);
  });

  test('controller imports neither agent nor tests', () => {
    expect(violations(inZone('controller'), starts('agent/', 'test/', 'scripts/'))).toEqual([]);
  });

  test('src imports neither agent nor controller; the command line may start both', () => {
    const bad = violations(inZone('src'), (file, from) => {
      const fromCli = from.startsWith('src/cli/');
      if (fromCli && /^(?:agent|controller)\/(?:main|config)\.ts$/u.test(file)) return false;
      return starts('agent/', 'controller/', 'test/', 'scripts/')(file);
    });
    expect(bad).toEqual([]);
  });

  test('nobody imports the command line; its option types are the contract of the main files', () => {
    const bad = violations(product, (file, from) => {
      if (from.startsWith('src/cli/') || file === 'src/cli/options.ts') return false;
      return file.startsWith('src/cli/');
    });
    expect(bad).toEqual([]);
  });

  test('generated code stays behind src/wire', () => {
    const bad = violations(sources, (file, from) => {
      return file.startsWith('src/wire/gen/') && !from.startsWith('src/wire/');
    });
    expect(bad).toEqual([]);
  });

  test('name the file they mean, ending and all', () => {
    const bad = sources.flatMap((source) =>
      importsOf(source)
        .filter(({ file }) => file !== undefined && !/\.(?:ts|js|mjs|json)$/u.test(file))
        .map(({ specifier }) => `${source.path}: ${specifier}`),
    );
    expect(bad).toEqual([]);
  });
});

describe('effects', () => {
  /** What reaches outside the process. Hashing, paths and parsing do not. */
  const OUTSIDE =
    /^(?:node:(?:fs|fs\/promises|net|tls|http|https|http2|dgram|dns|child_process|sqlite|timers|timers\/promises|worker_threads|cluster|readline)|@grpc\/grpc-js|@kubernetes\/client-node)$/u;

  /** Of node:net and grpc-js: questions about a text, names of numbers, a map. */
  const PURE = new Set(['isIP', 'isIPv4', 'isIPv6', 'status', 'Metadata']);
  const isPure = (names: string) =>
    names
      .replaceAll(/[{}\s]+/gu, ' ')
      .split(',')
      .map((name) => name.trim())
      .every((name) => name === '' || name.startsWith('type ') || PURE.has(name));

  const mayReachOut = (path: string) => /(?:\.node|\/main|\/config)\.ts$/u.test(path);

  test('are in *.node.ts, main.ts and config.ts only', () => {
    const bad = product
      .filter(({ path }) => !mayReachOut(path))
      .flatMap((source) =>
        importsOf(source)
          .filter(({ specifier, isType }) => !isType && OUTSIDE.test(specifier))
          .filter(({ names }) => names === '' || !isPure(names))
          .map(({ specifier }) => `${source.path} imports ${specifier}`),
      );
    expect(bad).toEqual([]);
  });

  test('of the process itself are where a person expects them', () => {
    const bad = product
      .filter(({ path }) => !mayReachOut(path) && path !== 'src/cli/print.ts')
      .filter(({ text }) =>
        /\bprocess\.(?:env|stdout|stderr|stdin|exit|on|once|kill)\b/u.test(text),
      );
    expect(bad.map(({ path }) => path)).toEqual([]);
  });
});
