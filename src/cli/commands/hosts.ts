/**
 * `credfleet hosts …`: who belongs to the fleet, who asks to, and tokens for those who shall.
 * @module
 */
import { Option, type Command } from 'commander';
import { kinds } from '#src/api/core.ts';
import type { Host } from '#src/api/host.ts';
import type { CliContext } from '../context.ts';
import { decideHost, type Decision } from '../hosts/decide-host.ts';
import { hostRows, renderHosts } from '../hosts/host-rows.ts';
import type { GlobalOptions } from '../options.ts';
import { list } from '../status/gather.ts';
import { addAttestation } from './hosts-attestation.ts';
import { addImport } from './hosts-import.ts';
import { addLift } from './hosts-lift.ts';
import { addRevoke } from './hosts-revoke.ts';
import { addTokenCreate } from './hosts-token.ts';

export function addHosts(program: Command, context: CliContext): void {
  const hosts = program.command('hosts').description('who belongs to the fleet');
  hosts
    .command('list')
    .description('all hosts and those that wait for approval')
    .addOption(new Option('-o, --output <format>', 'print as').choices(['json']))
    .action(async (_: unknown, command: Command) => {
      await listHosts(context, command.optsWithGlobals());
    });
  addDecision(hosts, context, 'Approved');
  addDecision(hosts, context, 'Denied');
  addRevoke(hosts, context);
  addLift(hosts, context);
  addAttestation(hosts, context);
  addImport(hosts, context);
  const token = hosts.command('token').description('join tokens');
  addTokenCreate(token, context);
}

type ListOptions = GlobalOptions & { readonly output?: 'json' };

async function listHosts(context: CliContext, options: ListOptions): Promise<void> {
  const api = await context.api(options);
  const rows = hostRows(await list<Host>(api, kinds.Host, undefined));
  if (options.output === 'json') context.print.line(JSON.stringify({ hosts: rows }, null, 2));
  else if (rows.length === 0) {
    context.print.note('No hosts yet. Invite one: credfleet hosts token create HOST');
  } else context.print.line(renderHosts(rows, context.clock.nowMs()));
}

type DecideOptions = GlobalOptions & { readonly identity?: string };

function addDecision(hosts: Command, context: CliContext, approval: Decision['approval']): void {
  const verb = approval === 'Approved' ? 'approve' : 'deny';
  hosts
    .command(`${verb} <name...>`)
    .description(approval === 'Approved' ? 'let hosts join' : 'keep hosts out')
    .option('--identity <hex>', 'only if the identity of the host begins with this')
    .action(async (names: readonly string[], _: unknown, command: Command) => {
      const options: DecideOptions = command.optsWithGlobals();
      const api = await context.api(options);
      for (const name of names) {
        const identity = await decideHost(api, { name, approval, identity: options.identity });
        const about = identity === '' ? 'no identity pinned yet' : `identity ${identity}`;
        context.print.line(`host.credfleet.dev/${name} ${approval.toLowerCase()} (${about})`);
      }
    });
}
