/**
 * The files of this repository, as the architecture tests read them.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export type SourceFile = { readonly path: string; readonly text: string };

/** Those of git, and new ones that nobody added yet; ignored ones are left out. */
export const allPaths: readonly string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard'],
  { cwd: ROOT, encoding: 'utf8' },
)
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(ROOT, path)));

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** TypeScript that people write. */
export const sources: readonly SourceFile[] = allPaths
  .filter((path) => path.endsWith('.ts') && !path.startsWith('src/wire/gen/'))
  .map((path) => ({ path, text: read(path) }));

export type Import = {
  /** As written. */
  readonly specifier: string;
  /** Path from the root when it is a file of ours. */
  readonly file: string | undefined;
  /** Erased before it runs. */
  readonly isType: boolean;
  /** What is taken from it, as written: "{ a, b }". */
  readonly names: string;
};

const IMPORT =
  /^(?:import|export)\s+(type\s+)?(?:([^'";]*?)\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gmu;

export function importsOf({ path, text }: SourceFile): readonly Import[] {
  return Array.from(text.matchAll(IMPORT), ([, type, names, fixed, lazy]) => {
    const specifier = fixed ?? lazy ?? '';
    return {
      specifier,
      file: fileOf(path, specifier),
      isType: type !== undefined,
      names: names ?? '',
    };
  });
}

function fileOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  return specifier.startsWith('.') ? join(dirname(from), specifier) : undefined;
}
