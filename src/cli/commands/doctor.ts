/**
 * `credfleet doctor`: is the controller well, as far as who asks may see it. For a host: `credfleet-agent doctor`.
 * @module
 */
import { type Command, Option } from 'commander';
import { examine, findingsText, isWell } from '#src/doctor/finding.ts';
import type { CliContext } from '../context.ts';
import { controllerChecks } from '../doctor/controller-checks.ts';
import { exitCodes } from '../exit-codes.ts';
import type { GlobalOptions } from '../options.ts';

type Options = GlobalOptions & { readonly output?: 'json' };

export function addDoctor(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .description('API, ledger, audit log, certificates: what is not well, and what to do')
    .addOption(new Option('-o, --output <format>', 'print as').choices(['json']))
    .action(async (_: unknown, command: Command) => {
      const options: Options = command.optsWithGlobals();
      const findings = await examine(controllerChecks(context, options));
      context.print.line(
        options.output === 'json'
          ? JSON.stringify(findings, null, 2)
          : findingsText(findings).trimEnd(),
      );
      if (!isWell(findings)) context.exitWith(exitCodes.error);
    });
}
