/**
 * `credfleet forecast --pcr 7=HEX`: which credentials would no longer open after a firmware or Secure Boot update,
 * on which hosts, before it is made.
 * @module
 */
import { Option, type Command } from 'commander';
import { kinds } from '#src/api/core.ts';
import type { Host } from '#src/api/host.ts';
import { type PCRSignature, signatureOf } from '#src/api/pcr-signature.ts';
import type { PcrSignature } from '#src/systemd/pcr-signature.ts';
import type { StateRow } from '#src/wire/query-messages.ts';
import { sendOrUndefined } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  forecast,
  type Forecast,
  type ForecastInput,
  hostsToAsk,
  type PcrValues,
} from '../hosts/forecast.ts';
import type { GlobalOptions } from '../options.ts';
import { list } from '../status/gather.ts';
import { readPcrValue } from '../pcr/read-pcr.ts';
import { formatTable } from '../table.ts';

type ForecastOptions = GlobalOptions & {
  readonly pcr: PcrValues;
  readonly hosts?: string;
  readonly output?: 'json';
};

const TEXTS = { OpensNoMore: 'opens no more', Unknown: 'not known', Opens: 'opens' } as const;

export function addForecast(program: Command, context: CliContext): void {
  program
    .command('forecast')
    .description('which credentials would no longer open with other PCR values; opens nothing')
    .requiredOption(
      '--pcr <n=hex>',
      'value of the SHA-256 bank that will be measured; repeat for several',
      readPcrValue,
    )
    .option('--hosts <names>', 'only on these, separated by commas')
    .addOption(new Option('-o, --output <format>', 'print as').choices(['json']))
    .action(async (_: unknown, command: Command) => {
      await showForecast(context, command.optsWithGlobals());
    });
}

/** Exit status 3 when anything would no longer open, or it is not known. */
async function showForecast(context: CliContext, options: ForecastOptions): Promise<void> {
  const rows = await rowsOf(context, options);
  const asked = await askHosts(context, options, rows);
  const forecasts = forecast({ rows, predicted: options.pcr, ...asked });
  if (options.output === 'json') context.print.line(JSON.stringify(forecasts, null, 2));
  else context.print.line(render(forecasts));
  if (forecasts.some(({ verdict }) => verdict !== 'Opens')) {
    context.exitWith(exitCodes.statementFalse);
  }
}

async function rowsOf(context: CliContext, options: ForecastOptions): Promise<readonly StateRow[]> {
  const query = await context.query(options);
  try {
    const all = await query.states({ namespace: options.namespace ?? '' });
    const wanted = options.hosts === undefined ? undefined : new Set(options.hosts.split(','));
    return all.filter(({ host }) => wanted === undefined || wanted.has(host));
  } finally {
    query.close();
  }
}

/** PCRs that are not named are taken as they were in the last quote; which signatures are there, as the hosts said. */
async function askHosts(
  context: CliContext,
  options: ForecastOptions,
  rows: readonly StateRow[],
): Promise<Pick<ForecastInput, 'shown' | 'signed'>> {
  const shown = new Map<string, PcrValues>();
  const signed = new Map<string, readonly PcrSignature[]>();
  const names = hostsToAsk(rows, options.pcr);
  if (names.size === 0) return { shown, signed };
  const api = await context.api(options);
  // Where nothing waits for one the kind may be missing, too.
  const isSigned = rows.some(({ items }) => items.some(({ pcrKey }) => pcrKey !== undefined));
  const signatures = isSigned ? await list<PCRSignature>(api, kinds.PCRSignature, undefined) : [];
  for (const name of names) {
    const path = pathOf(kinds.Host, { name });
    const host = (await sendOrUndefined(api, { method: 'GET', path })) as Host | undefined;
    const { attestation, pcrSignatures = [] } = host?.status ?? {};
    shown.set(name, new Map(attestation?.pcrs.map(({ index, sha256 }) => [index, sha256])));
    const there = signatures.filter(({ metadata }) => pcrSignatures.includes(metadata.name));
    signed.set(name, there.map(signatureOf));
  }
  return { shown, signed };
}

function render(forecasts: readonly Forecast[]): string {
  const bad = forecasts.filter(({ verdict }) => verdict !== 'Opens');
  const lost = bad.filter(({ verdict }) => verdict === 'OpensNoMore').length;
  const summary = `${lost} of ${forecasts.length} sealed files would no longer open; of ${bad.length - lost} it is not known`;
  if (bad.length === 0) return summary;
  const rows = bad.map(({ host, namespace, credential, item, tpm2Pcrs, verdict, message }) => [
    host,
    `${namespace}/${credential}`,
    item,
    tpm2Pcrs.join(','),
    TEXTS[verdict],
    message,
  ]);
  const table = formatTable(['HOST', 'CREDENTIAL', 'ITEM', 'PCRS', 'FORECAST', 'MESSAGE'], rows);
  return `${table}\n\n${summary}`;
}
