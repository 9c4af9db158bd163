/**
 * `credfleet version`.
 * @module
 */
import { Option, type Command } from 'commander';
import { version } from '#src/version.ts';
import type { CliContext } from '../context.ts';

export function addVersion(program: Command, context: CliContext): void {
  program
    .command('version')
    .description('version of this program')
    .addOption(new Option('-o, --output <format>', 'print as').choices(['json']))
    .action((options: { readonly output?: 'json' }) => {
      const view = { version, node: process.version };
      context.print.line(options.output === 'json' ? JSON.stringify(view, null, 2) : version);
    });
}
