/**
 * `credfleet hosts resume`, `accept-restore` and `readmit`: a person ends what keeps hosts from being served.
 * @module
 */
import type { Command } from 'commander';
import { kinds } from '#src/api/core.ts';
import type { Host } from '#src/api/host.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { CliContext } from '../context.ts';
import { type Block, blocksOf, liftBlocks } from '../hosts/lift-blocks.ts';
import type { GlobalOptions } from '../options.ts';
import { list } from '../status/gather.ts';

type LiftOptions = GlobalOptions & { readonly all?: boolean };
type Verb = { readonly kind: Block['kind']; readonly done: string };

const RESUME: Verb = { kind: 'ClonedDisk', done: 'resumed' };
const ACCEPT: Verb = { kind: 'ControllerOlderThanHost', done: 'accepted as it is' };
const READMIT: Verb = { kind: 'Revoked', done: 'readmitted' };

export function addLift(hosts: Command, context: CliContext): void {
  hosts
    .command('resume <name...>')
    .description('after a clone alarm: the copy is gone, go on with this host')
    .action(async (names: readonly string[], _: unknown, command: Command) => {
      await lift(context, RESUME, { names, options: command.optsWithGlobals() });
    });
  hosts
    .command('accept-restore [name...]')
    .description('the controller was restored from a backup: go on above what hosts have')
    .option('--all', 'every host that waits for it')
    .action(async (names: readonly string[], _: unknown, command: Command) => {
      const options: LiftOptions = command.optsWithGlobals();
      await lift(context, ACCEPT, { names: await namesFor(context, names, options), options });
    });
  hosts
    .command('readmit <name...>')
    .description('end a revocation: the machine may enrol again')
    .action(async (names: readonly string[], _: unknown, command: Command) => {
      await lift(context, READMIT, { names, options: command.optsWithGlobals() });
    });
}

async function lift(
  context: CliContext,
  { kind, done }: Verb,
  { names, options }: { readonly names: readonly string[]; readonly options: GlobalOptions },
): Promise<void> {
  const api = await context.api(options);
  for (const name of names) {
    for (const { since } of await liftBlocks(api, { name, kind })) {
      context.print.line(`host.credfleet.dev/${name} ${done} (${kind} since ${since})`);
    }
  }
}

async function namesFor(
  context: CliContext,
  names: readonly string[],
  options: LiftOptions,
): Promise<readonly string[]> {
  if ((options.all === true) === names.length > 0) {
    throw new CredfleetError('USAGE', 'name hosts, or --all');
  }
  if (options.all !== true) return names;
  const hosts = await list<Host>(await context.api(options), kinds.Host, undefined);
  const waiting = hosts.filter((host) => blocksOf(host, ACCEPT.kind).length > 0);
  if (waiting.length === 0) context.print.note('No host waits for it.');
  return waiting.map(({ metadata }) => metadata.name);
}
