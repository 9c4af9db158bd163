/**
 * `credfleet-agent identity`: what this machine's TPM says of who it is, for the list of hosts to admit. Reads only,
 * needs no configuration, and tells no secret.
 * @module
 */
import { parseArgs } from 'node:util';
import { systemClock } from '#src/clock/clock.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { givenTcti } from './config.ts';
import { HostTpm } from './tpm/host-tpm.ts';
import { openTransport } from './tpm/open-tpm.node.ts';
import { DEFAULT_TCTI } from './tpm/tcti.ts';
import { readTpmIdentity, type TpmIdentity } from './tpm/tpm-identity.ts';

const IDENTITY_USAGE = 'usage: credfleet-agent identity [-o json] [--tpm DEVICE|TCTI]';

const text = { type: 'string' } as const;
const OPTIONS = { tpm: text, output: { ...text, short: 'o', default: 'text' } } as const;

/**
 * Returns what is to be printed.
 * @throws {CredfleetError} USAGE, CONFIG_INVALID, TPM_…
 */
export async function identityCommand(argv: readonly string[]): Promise<string> {
  const { tpm, output } = parseFlags(argv);
  if (output !== 'text' && output !== 'json') {
    throw new CredfleetError('USAGE', `--output must be json; ${IDENTITY_USAGE}`);
  }
  const tcti = givenTcti(tpm) ?? DEFAULT_TCTI;
  const ports = { clock: systemClock, random: systemRandom };
  await using host = new HostTpm({ open: async () => openTransport(tcti), ...ports });
  const shown = shownOf(await host.withTpm(readTpmIdentity));
  if (output === 'json') return `${JSON.stringify(shown, undefined, 2)}\n`;
  return Object.entries(shown)
    .map(([name, value]) => `${name.padEnd(16)} ${value}\n`)
    .join('');
}

function shownOf(identity: TpmIdentity) {
  const { ekHash, ekKind, ekCertificates, akName, state } = identity;
  return {
    ekHash,
    ekAlgorithm: ekKind === 'ecc' ? 'P-256' : 'RSA-2048',
    hasEkCertificate: ekCertificates.length > 0,
    akName: Buffer.from(akName).toString('hex'),
    manufacturer: state.manufacturer,
    firmwareVersion: firmwareText(state.firmwareVersion),
    isLockedOut: state.lockout.isLockedOut,
  };
}

/** As vendors write it: four numbers of 16 bits. */
function firmwareText(version: bigint): string {
  const parts = [48n, 32n, 16n, 0n].map((shift) => (version >> shift) & 0xffffn);
  return parts.join('.');
}

function parseFlags(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw CredfleetError.from(error, 'USAGE', IDENTITY_USAGE);
  }
}
