/**
 * The settings in the text of a unit's file or drop-in, in their order: systemd.syntax(7). Pure.
 * @module
 */

export type UnitSetting = {
  readonly section: string;
  readonly key: string;
  /** Empty: it forgets those before. */
  readonly value: string;
};

export function unitSettings(text: string): readonly UnitSetting[] {
  const found: UnitSetting[] = [];
  let section = '';
  for (const line of joinedLines(text)) {
    section = /^\[(.+)\]$/u.exec(line)?.[1] ?? section;
    const [, key, value] = /^(\w+)\s*=\s*(.*)$/u.exec(line) ?? [];
    if (key !== undefined && value !== undefined) found.push({ section, key, value });
  }
  return found;
}

/** Comments do not end a line that goes on. */
function joinedLines(text: string): readonly string[] {
  const lines: string[] = [];
  let begun: string[] = [];
  for (const raw of text.split('\n')) {
    if (/^\s*[#;]/u.test(raw)) continue;
    if (raw.endsWith('\\')) {
      begun.push(raw.slice(0, -1));
      continue;
    }
    lines.push([...begun, raw].join(' ').trim());
    begun = [];
  }
  return [...lines, begun.join(' ').trim()];
}
