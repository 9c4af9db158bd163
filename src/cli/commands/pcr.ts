/**
 * `credfleet pcr sign`: says which PCR state a group of hosts may be in, before they are, with a key that stays here.
 * @module
 */
import { Option, type Command } from 'commander';
import { stringify } from 'yaml';
import { kinds } from '#src/api/core.ts';
import type { Host } from '#src/api/host.ts';
import type { PCRSignature } from '#src/api/pcr-signature.ts';
import { parseTime } from '#src/api/time.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { sendOrUndefined } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';
import type { CliContext } from '../context.ts';
import type { PcrValues } from '../hosts/forecast.ts';
import { labelsOf } from '../hosts/labels.ts';
import type { GlobalOptions } from '../options.ts';
import { readPcrList, readPcrValue } from '../pcr/read-pcr.ts';
import { signState, type StateToSign } from '../pcr/sign-state.ts';
import { formatAge } from '../table.ts';

type SignOptions = GlobalOptions & {
  readonly key: string;
  readonly pcr?: PcrValues;
  readonly fromHost?: string;
  readonly pcrs?: readonly number[];
  readonly hosts?: string;
  readonly host?: readonly string[];
  readonly comment?: string;
  readonly output?: 'json' | 'yaml';
};

export function addPcr(program: Command, context: CliContext): void {
  const collect = (value: string, before: readonly string[] = []) => [...before, value];
  const pcr = program.command('pcr').description('PCR states that are signed for hosts');
  pcr
    .command('sign <name>')
    .description('sign a PCR state for hosts: what is sealed to the key opens in it, from then on')
    .requiredOption(
      '--key <file>',
      'private key, RSA of 2048 bits, PEM; only its owner may read it',
    )
    .option(
      '--pcr <n=hex>',
      'value of the SHA-256 bank that will be measured (repeatable)',
      readPcrValue,
    )
    .option('--from-host <name>', 'values that the last quote of this host showed')
    .option('--pcrs <list>', 'which of them, such as 7 or 4,7', readPcrList)
    .option('--hosts <names>', 'for these hosts, separated by commas')
    .option('--host <label=value>', 'for hosts with this label (repeatable)', collect)
    .option('--comment <text>', 'what the state is, for people')
    .addOption(
      new Option('-o, --output <format>', 'print the object and send nothing').choices([
        'json',
        'yaml',
      ]),
    )
    .action(async (name: string, _: unknown, command: Command) => {
      await sign(context, name, command.optsWithGlobals());
    });
}

async function sign(context: CliContext, name: string, options: SignOptions): Promise<void> {
  const hosts = hostsOf(options);
  const values = await valuesOf(context, options);
  const key = await context.readPrivateKey(options.key);
  const { comment } = options;
  const asked = { name, values, hosts, ...(comment === undefined ? {} : { comment }) };
  const signed = signState(key, asked);
  if (options.output !== undefined) {
    const text =
      options.output === 'json' ? JSON.stringify(signed, null, 2) : stringify(signed).trimEnd();
    context.print.line(text);
    return;
  }
  await store(context, options, signed);
}

async function store(
  context: CliContext,
  options: SignOptions,
  signed: PCRSignature,
): Promise<void> {
  const api = await context.api(options);
  const path = pathOf(kinds.PCRSignature, {});
  await api.send({ method: 'POST', path, query: { fieldManager: 'credfleet' }, body: signed });
  const { name } = signed.metadata;
  const next = `kubectl wait pcrsig/${name} --for=condition=Installed`;
  context.print.line(`pcrsignature.credfleet.dev/${name} created; before the update: ${next}`);
}

/** @throws {CredfleetError} USAGE */
function hostsOf({ hosts, host }: SignOptions): StateToSign['hosts'] {
  if ((hosts === undefined) === (host === undefined)) {
    throw new CredfleetError('USAGE', 'for which hosts? Give --hosts NAME,… or --host LABEL=VALUE');
  }
  if (hosts !== undefined) return { hostNames: hosts.split(',') };
  return { hostSelector: { matchLabels: labelsOf(host ?? []) } };
}

/** What is given wins over what the host showed. */
async function valuesOf(context: CliContext, options: SignOptions): Promise<PcrValues> {
  const given = options.pcr ?? new Map();
  const { fromHost, pcrs } = options;
  if (fromHost === undefined) {
    if (given.size > 0 && pcrs === undefined) return given;
    throw new CredfleetError(
      'USAGE',
      'which state? Give --pcr N=HEX, or --from-host NAME --pcrs N',
    );
  }
  if (pcrs === undefined) {
    throw new CredfleetError('USAGE', 'which PCRs of the host? Give --pcrs, such as --pcrs 7');
  }
  const shown = await shownBy(context, options, fromHost);
  const missing = pcrs.filter((pcr) => !given.has(pcr) && !shown.has(pcr));
  if (missing.length > 0) {
    const text = `the last quote of host ${fromHost} does not show PCR ${missing.join(', ')}: give --pcr ${missing[0]}=HEX`;
    throw new CredfleetError('USAGE', text);
  }
  const measured = pcrs.map((pcr): [number, string] => [pcr, shown.get(pcr) ?? '']);
  return new Map([...measured, ...given]);
}

async function shownBy(
  context: CliContext,
  options: SignOptions,
  name: string,
): Promise<PcrValues> {
  const api = await context.api(options);
  const path = pathOf(kinds.Host, { name });
  const host = (await sendOrUndefined(api, { method: 'GET', path })) as Host | undefined;
  if (host === undefined) {
    throw new CredfleetError('OBJECT_NOT_FOUND', `host ${name} does not exist`);
  }
  const { attestation } = host.status ?? {};
  if (attestation === undefined) {
    throw new CredfleetError('OBJECT_NOT_FOUND', `host ${name} has shown no quote yet`);
  }
  const nowMs = context.clock.nowMs();
  const age = formatAge(nowMs - (parseTime(attestation.time) ?? nowMs));
  context.print.note(`${name} was quoted ${age} ago, in boot ${attestation.bootID}`);
  return new Map(attestation.pcrs.map(({ index, sha256 }) => [index, sha256]));
}
