/**
 * `credfleet hosts attestation HOST`: what the last quote of its TPM showed, to be put into a HostAccessPolicy.
 * @module
 */
import { Option, type Command } from 'commander';
import { stringify } from 'yaml';
import { kinds } from '#src/api/core.ts';
import type { Host } from '#src/api/host.ts';
import { parseTime } from '#src/api/time.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { sendOrUndefined } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';
import type { CliContext } from '../context.ts';
import type { GlobalOptions } from '../options.ts';
import { formatAge, formatTable } from '../table.ts';

type AttestationOptions = GlobalOptions & { readonly output?: 'json' | 'yaml' };
type Shown = NonNullable<NonNullable<Host['status']>['attestation']>;

export function addAttestation(hosts: Command, context: CliContext): void {
  hosts
    .command('attestation <name>')
    .description('the PCR values that the last quote of its TPM showed')
    .addOption(new Option('-o, --output <format>', 'print as').choices(['json', 'yaml']))
    .action(async (name: string, _: unknown, command: Command) => {
      await showAttestation(context, name, command.optsWithGlobals());
    });
}

async function showAttestation(
  context: CliContext,
  name: string,
  options: AttestationOptions,
): Promise<void> {
  const api = await context.api(options);
  const path = pathOf(kinds.Host, { name });
  const host = (await sendOrUndefined(api, { method: 'GET', path })) as Host | undefined;
  if (host === undefined) {
    throw new CredfleetError(
      'OBJECT_NOT_FOUND',
      `host ${name} does not exist: 'credfleet hosts list' shows all`,
    );
  }
  const shown = host.status?.attestation;
  if (shown === undefined) {
    throw new CredfleetError(
      'OBJECT_NOT_FOUND',
      `host ${name} has shown no quote: a host with a TPM does when it enrols, and when a HostAccessPolicy demands it`,
    );
  }
  if (options.output === undefined) {
    context.print.line(renderAttestation(name, shown, context.clock.nowMs()));
    return;
  }
  // As a policy has it: one value more or less is an edit.
  const pcrs = shown.pcrs.map(({ index, sha256 }) => ({ index, sha256: [sha256] }));
  const view = { host: name, time: shown.time, bootID: shown.bootID, pcrs };
  const text =
    options.output === 'json' ? JSON.stringify(view, null, 2) : stringify(view).trimEnd();
  context.print.line(text);
}

function renderAttestation(name: string, { time, bootID, pcrs }: Shown, nowMs: number): string {
  const age = formatAge(nowMs - (parseTime(time) ?? nowMs));
  const rows = pcrs.map(({ index, sha256 }) => [String(index), sha256]);
  return `${name}: quoted ${age} ago, boot ${bootID}\n\n${formatTable(['PCR', 'SHA-256'], rows)}`;
}
