/**
 * `--config FILE`: options of the command line as lines of a file, name=value. What the command line says itself
 * comes after the file and wins.
 * @module
 */
import { readFileSync } from 'node:fs';
import { CredfleetError } from '#src/errors/credfleet-error.ts';

const FLAG = '--config';
const LINE = /^([a-z][a-z0-9-]*)\s*=\s*(\S.*)$/u;

/** @throws {CredfleetError} USAGE */
export function withConfigFile(argv: readonly string[]): readonly string[] {
  const at = argv.indexOf(FLAG);
  if (at === -1) return argv;
  const file = argv[at + 1];
  if (file === undefined) throw new CredfleetError('USAGE', `${FLAG} needs a file`);
  return [...optionsOf(file, readText(file)), ...argv.slice(0, at), ...argv.slice(at + 2)];
}

/** The file's lines as options; exported for its tests. */
export function optionsOf(file: string, text: string): readonly string[] {
  return text.split('\n').flatMap((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return [];
    const [, name, value] = LINE.exec(line) ?? [];
    if (name !== undefined && value !== undefined) return [`--${name}=${value}`];
    throw new CredfleetError('USAGE', `${file}, line ${index + 1}: it must be name=value`);
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (reason) {
    throw CredfleetError.from(reason, 'USAGE', `reading the configuration ${file}`);
  }
}
