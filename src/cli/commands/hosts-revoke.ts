/**
 * `credfleet hosts revoke` and `exposure`: takes a machine out at once, and says what must be rotated.
 * @module
 */
import { Option, type Command } from 'commander';
import { exposureDocument } from '#src/audit/view/documents.ts';
import { exposureView } from '#src/audit/view/exposure-view.ts';
import { viewOf } from '#src/audit/view/shape.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { ExposureRow } from '#src/wire/query-messages.ts';
import { retryOnConflict, type Api } from '../api/api.ts';
import type { CliContext } from '../context.ts';
import { patchHost, readHost } from '../hosts/patch-host.ts';
import { renderExposure } from '../hosts/render-exposure.ts';
import type { GlobalOptions } from '../options.ts';

type RevokeOptions = GlobalOptions & { readonly reason: string };
type ExposureOptions = GlobalOptions & { readonly output?: 'json' };

export function addRevoke(hosts: Command, context: CliContext): void {
  hosts
    .command('revoke <name...>')
    .description('cut hosts off at once and for good; prints what they held')
    .requiredOption('--reason <text>', 'why, for the audit log')
    .action(async (names: readonly string[], _: unknown, command: Command) => {
      await revoke(context, names, command.optsWithGlobals());
    });
  hosts
    .command('exposure <name>')
    .description('every credential that a machine ever held or was sent: what must be rotated')
    .addOption(new Option('-o, --output <format>', 'print as').choices(['json']))
    .action(async (name: string, _: unknown, command: Command) => {
      await exposure(context, name, command.optsWithGlobals());
    });
}

/** All are cut off before anything is printed about the first. */
async function revoke(
  context: CliContext,
  names: readonly string[],
  options: RevokeOptions,
): Promise<void> {
  const api = await context.api(options);
  for (const name of names) {
    await revokeOne(api, name, options.reason);
    context.print.line(`host.credfleet.dev/${name} revoked`);
  }
  for (const name of names) await tellExposure(context, name, options);
}

async function revokeOne(api: Api, name: string, revocationReason: string): Promise<void> {
  await retryOnConflict(async () => {
    await patchHost(api, await readHost(api, name), { revoked: true, revocationReason });
  });
}

/** The host is out by now, whether or not the controller can be asked. */
async function tellExposure(
  context: CliContext,
  name: string,
  options: GlobalOptions,
): Promise<void> {
  try {
    const { rows } = await ask(context, name, options);
    context.print.line(renderedRows(name, rows));
  } catch (reason) {
    const { message } = CredfleetError.from(reason, 'CONTROLLER_UNREACHABLE', 'asking');
    context.print.note(
      `what it held is not known now (${message}): credfleet hosts exposure ${name}`,
    );
  }
}

async function exposure(
  context: CliContext,
  name: string,
  options: ExposureOptions,
): Promise<void> {
  const { rows, note } = await ask(context, name, options);
  if (options.output === 'json') {
    context.print.line(
      JSON.stringify(viewOf(exposureDocument, { host: name, rows, note }), null, 2),
    );
  } else context.print.line(renderedRows(name, rows));
}

function renderedRows(name: string, rows: readonly ExposureRow[]): string {
  return renderExposure(name, rows.map(exposureView));
}

async function ask(
  context: CliContext,
  name: string,
  options: GlobalOptions,
): Promise<{ readonly rows: readonly ExposureRow[]; readonly note: string | undefined }> {
  const query = await context.query(options, 'audit');
  try {
    const rows = await query.exposure(name);
    if (query.note !== undefined) context.print.note(`Note: ${query.note}.`);
    return { rows, note: query.note };
  } finally {
    query.close();
  }
}
