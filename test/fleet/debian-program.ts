/**
 * Single programs that tests run: the machine's own when it is good enough, else the one of Debian 13.
 * @module
 */
import { basename, join } from 'node:path';
import { debianFolder, ensureDebianParts } from './debian-packages.ts';

export type DebianProgram = {
  readonly package: string;
  /** In the package. */
  readonly path: string;
  readonly sizeMb: number;
  /** For the machine's own; what was fetched passes. */
  readonly isGood: (file: string) => Promise<boolean>;
  /** Whoever cannot fetch it is told. */
  readonly advice: string;
};

/** Returns its path, or its name where it is the machine's own. */
export async function findProgram(
  program: DebianProgram,
  progress: (line: string) => void,
): Promise<string> {
  const name = basename(program.path);
  const cached = join(debianFolder(program.package), program.path);
  for (const candidate of [name, cached]) if (await program.isGood(candidate)) return candidate;
  progress(`fetching ${name} from Debian 13 (once, about ${program.sizeMb} MB) …`);
  const parts = { name: program.package, packages: [program.package], keep: [program.path] };
  await ensureDebianParts(parts).catch((cause: unknown) => {
    throw new Error(`there is no ${name} that will do: ${program.advice}`, { cause });
  });
  return cached;
}
