/**
 * The command line of a container's unit as others wrote it, from the texts of its files: ours replaces it and has to
 * do the same and more. Pure.
 * @module
 */
import { basename } from 'node:path';
import type { UnitFile } from '#agent/units/systemd.ts';
import type { Parsed } from '#src/errors/parsed.ts';
import { unitSettings } from '#src/systemd/unit-settings.ts';
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

function execStarts(text: string): readonly string[] {
  return unitSettings(text)
    .filter(({ section, key }) => section === 'Service' && key === 'ExecStart')
    .map(({ value }) => value);
}

function no(problem: string): Parsed<string> {
  return { ok: false, problems: [problem] };
}
