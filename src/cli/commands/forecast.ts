/**
 * `credfleet forecast --pcr 7=HEX`: which credentials would no longer open after a firmware or Secure Boot update,
 * on which hosts, before it is made.
 * @module
 */
import { Option, type Command } from 'commander';
import { kinds } from '#src/api/core.ts';
import type { Host } from '#src/api/host.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { StateRow } from '#src/wire/query-messages.ts';
import { sendOrUndefined } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { forecast, type Forecast, hostsToAsk, type PcrValues } from '../hosts/forecast.ts';
import type { GlobalOptions } from '../options.ts';
import { formatTable } from '../table.ts';

type ForecastOptions = GlobalOptions & {
  readonly pcr: PcrValues;
  readonly hosts?: string;
  readonly output?: 'json';
};

const PCR = /^(?<index>[0-9]{1,2})=(?<value>[0-9a-fA-F]{64})$/u;
const PCR_MAX = 23;
const TEXTS = { OpensNoMore: 'opens no more', Unknown: 'not known', Opens: 'opens' } as const;

export function addForecast(program: Command, context: CliContext): void {
  program
    .command('forecast')
    .description('which credentials would no longer open with other PCR values; opens nothing')
    .requiredOption(
      '--pcr <n=hex>',
      'value of the SHA-256 bank that will be measured; repeat for several',
      readPcr,
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
  const shown = await shownBy(context, options, hostsToAsk(rows, options.pcr));
  const forecasts = forecast({ rows, predicted: options.pcr, shown });
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

/** PCRs that are not named are taken as they were in the last quote. */
async function shownBy(
  context: CliContext,
  options: ForecastOptions,
  hosts: ReadonlySet<string>,
): Promise<ReadonlyMap<string, PcrValues>> {
  const shown = new Map<string, PcrValues>();
  if (hosts.size === 0) return shown;
  const api = await context.api(options);
  for (const name of hosts) {
    const path = pathOf(kinds.Host, { name });
    const host = (await sendOrUndefined(api, { method: 'GET', path })) as Host | undefined;
    const pcrs = host?.status?.attestation?.pcrs ?? [];
    shown.set(name, new Map(pcrs.map(({ index, sha256 }) => [index, sha256])));
  }
  return shown;
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

function readPcr(text: string, before: PcrValues | undefined): PcrValues {
  const { index, value } = PCR.exec(text)?.groups ?? {};
  if (index === undefined || value === undefined || Number(index) > PCR_MAX) {
    throw new CredfleetError('USAGE', `'${text}' is not N=HEX: a PCR and its 64 hex digits`);
  }
  return new Map(before).set(Number(index), value.toLowerCase());
}
