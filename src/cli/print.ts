/**
 * The only place that writes to standard output and standard error.
 * @module
 */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

export interface Printer {
  /** Standard output; adds the line end. */
  line(text: string): void;
  /** Standard error; adds the line end. */
  note(text: string): void;
  /** Replaces what `redraw` wrote before; plain output when this is no terminal. */
  redraw(text: string): void;
  /** Colours only on a terminal that wants them. */
  style(style: Style, text: string): string;
  readonly isTerminal: boolean;
}

const codes: { readonly [S in Style]: number } = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
};
const CLEAR_SCREEN = '\u001B[H\u001B[2J\u001B[3J';

export function createPrinter(options: { readonly noColor: boolean }): Printer {
  const isTerminal = process.stdout.isTTY;
  const colours = isTerminal && !options.noColor;
  return {
    line: (text) => process.stdout.write(`${text}\n`),
    note: (text) => process.stderr.write(`${text}\n`),
    redraw: (text) => process.stdout.write(isTerminal ? `${CLEAR_SCREEN}${text}\n` : `${text}\n`),
    style: (style, text) => (colours ? `\u001B[${codes[style]}m${text}\u001B[0m` : text),
    isTerminal,
  };
}
