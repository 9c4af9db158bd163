/**
 * The command line of a container's unit as others wrote it, from the texts of its files: ours replaces it and has to
 * do the same and more. Pure.
 * @module
 */
import { basename } from 'node:path';
import type { UnitFile } from '#agent/units/systemd.ts';
import type { Parsed } from '#src/errors/parsed.ts';
import { isOwnDropIn } from './drop-ins.ts';

/** Text of the line behind "ExecStart="; `files` in the order in which systemd reads them. */
export function nspawnCommand(
  files: readonly UnitFile[],
  credentials: readonly string[],
): Parsed<string> {
  const others = files.filter(({ path }) => !isOwnDropIn(basename(path)));
  const commands = others.flatMap(({ text }) => execStarts(text)).reduce(add, []);
  const [command = ''] = commands;
  const [program = ''] = command.split(/\s/u, 1);
  if (commands.length !== 1 || /(?:^|\s);(?:\s|$)/u.test(command)) {
    return no('it does not run exactly one command');
  }
  if (!/^(?:\/[\w./-]*\/)?systemd-nspawn$/u.test(program)) {
    return no(`it runs '${program}', not systemd-nspawn`);
  }
  const taken = credentials.find((name) => command.includes(`-credential=${name}:`));
  if (taken !== undefined) return no(`its command line hands a credential '${taken}' on already`);
  return { ok: true, value: command };
}

/** As systemd does: an empty one forgets those before. */
function add(commands: readonly string[], next: string): readonly string[] {
  return next === '' ? [] : [...commands, next];
}

/** Values in the section [Service], with lines that go on joined. */
function execStarts(text: string): readonly string[] {
  const found: string[] = [];
  let section = '';
  for (const line of joinedLines(text)) {
    section = /^\[(.+)\]$/u.exec(line)?.[1] ?? section;
    const value = /^ExecStart\s*=\s*(.*)$/u.exec(line)?.[1];
    if (section === 'Service' && value !== undefined) found.push(value);
  }
  return found;
}

/** systemd.syntax(7): comments do not end a line that goes on. */
function joinedLines(text: string): readonly string[] {
  const lines: string[] = [];
  let begun = '';
  for (const raw of text.split('\n')) {
    if (/^\s*[#;]/u.test(raw)) continue;
    if (raw.endsWith('\\')) {
      begun += `${raw.slice(0, -1)} `;
      continue;
    }
    lines.push(`${begun}${raw}`.trim());
    begun = '';
  }
  return [...lines, begun.trim()];
}

function no(problem: string): Parsed<string> {
  return { ok: false, problems: [problem] };
}
