/**
 * `credfleet hosts import FILE.csv`: the machines of a delivery, pinned to their TPMs before they are switched on.
 * @module
 */
import type { Command } from 'commander';
import { kinds } from '#src/api/core.ts';
import type { Host } from '#src/api/host.ts';
import type { Parsed } from '#src/errors/parsed.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { CliContext } from '../context.ts';
import { parseHostList } from '../hosts/host-list.ts';
import { carryOut } from '../hosts/import-hosts.ts';
import { type ImportStep, planImport } from '../hosts/plan-import.ts';
import type { GlobalOptions } from '../options.ts';
import { list } from '../status/gather.ts';

type ImportOptions = GlobalOptions & { readonly dryRun?: boolean };

/** More of them nobody reads. */
const PROBLEMS_SHOWN = 50;

export function addImport(hosts: Command, context: CliContext): void {
  hosts
    .command('import <file>')
    .description(
      'make hosts for known TPMs, approved beforehand; columns: name, ekHash or ekPub or ekCert, label.KEY',
    )
    .option('--dry-run', 'check and say what would be done')
    .action(async (file: string, _: unknown, command: Command) => {
      await importHosts(context, file, command.optsWithGlobals());
    });
}

async function importHosts(
  context: CliContext,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const text = Buffer.from(await context.files.read(file)).toString('utf8');
  const listed = valueOf(file, parseHostList(file, text));
  const api = await context.api(options);
  const existing = await list<Host>(api, kinds.Host, undefined);
  const steps = valueOf(file, planImport(file, listed, existing));
  for (const step of steps) {
    if (options.dryRun !== true) await carryOut(api, step);
    context.print.line(lineOf(step, options.dryRun === true));
  }
  context.print.note(summary(steps, options.dryRun === true));
}

function valueOf<T>(file: string, parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  const { problems } = parsed;
  const more = problems.length - PROBLEMS_SHOWN;
  const shown = problems.slice(0, PROBLEMS_SHOWN).join('\n');
  const rest = more > 0 ? `\nand ${more} more` : '';
  throw new CredfleetError(
    'USAGE',
    `${file} is not imported, nothing was changed:\n${shown}${rest}`,
  );
}

function lineOf({ host, verb }: ImportStep, isDry: boolean): string {
  return `host.credfleet.dev/${host.name} ${verb}${isDry ? ' (dry run)' : ''} (ekHash ${host.ekHash})`;
}

function summary(steps: readonly ImportStep[], isDry: boolean): string {
  const changed = steps.filter(({ verb }) => verb !== 'unchanged').length;
  const what = isDry ? 'would be changed' : 'changed';
  return `${steps.length} hosts in the list, ${changed} ${what}. Their agents need no token.`;
}
