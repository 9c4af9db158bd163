/**
 * `credfleet inspect FILE`: what a sealed credential says of itself, without any key; also one that stands in a unit's
 * file or drop-in.
 * @module
 */
import { Option, type Command } from 'commander';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { parsePcrKey, pcrKeyFingerprint } from '#src/systemd/pcr-key.ts';
import { parseSealedHeader, pcrsOfMask, type SealedHeader } from '#src/systemd/sealed-header.ts';
import { setCredentials } from '#src/systemd/set-credential.ts';
import type { CliContext } from '../context.ts';

export function addInspect(program: Command, context: CliContext): void {
  program
    .command('inspect <file>')
    .description('key type, PCRs and bank of a sealed credential, without any key')
    .addOption(new Option('-o, --output <format>', 'print as').choices(['json']))
    .action(async (file: string, options: { readonly output?: 'json' }) => {
      const view = viewOf(readHeader(file, await context.files.read(file)));
      const shown =
        options.output === 'json' ? JSON.stringify({ file, ...view }, null, 2) : renderView(view);
      context.print.line(shown);
    });
}

/** `-o json` prints this: a stable shape, fields are only added. */
export type SealedView = {
  readonly keyType: string;
  readonly tpm2Pcrs: readonly number[];
  readonly bank: string | null;
  readonly primaryKey: string | null;
  readonly policyDigest: string | null;
  readonly signedPcrs: readonly number[] | null;
  /** Of the key that signs their state: `pkfp` of systemd. */
  readonly pcrKey: string | null;
  readonly srkPinned: boolean;
  readonly userScoped: boolean;
  readonly ciphertextBytes: number;
};

function readHeader(file: string, text: Uint8Array): SealedHeader {
  try {
    return parseSealedHeader(sealedIn(text));
  } catch (reason) {
    if (!(reason instanceof CredfleetError)) throw reason;
    throw new CredfleetError(reason.code, `${file}: ${reason.message}`, { cause: reason });
  }
}

function sealedIn(text: Uint8Array): Uint8Array {
  const [found, ...others] = setCredentials(Buffer.from(text).toString('latin1'));
  if (others.length === 0) return found?.sealed ?? text;
  const names = [found, ...others].map((one) => one?.name).join(', ');
  throw new CredfleetError(
    'SEALED_FILE_MALFORMED',
    `it has several sealed credentials in it (${names}): copy one of them into a file`,
  );
}

export function viewOf(header: SealedHeader): SealedView {
  return {
    keyType: header.keyType,
    tpm2Pcrs: pcrsOfMask(header.pcrMask),
    bank: header.tpm?.bank ?? null,
    primaryKey: header.tpm?.primary ?? null,
    policyDigest: header.tpm?.policyDigestHex ?? null,
    signedPcrs: header.signedPcrs === undefined ? null : pcrsOfMask(header.signedPcrs.pcrMask),
    pcrKey: pcrKeyOf(header),
    srkPinned: header.srkPinned,
    userScoped: header.userScoped,
    ciphertextBytes: header.ciphertextBytes,
  };
}

function pcrKeyOf({ signedPcrs }: SealedHeader): string | null {
  const key = signedPcrs === undefined ? undefined : parsePcrKey(signedPcrs.publicKeyPem);
  return key?.ok === true ? pcrKeyFingerprint(key.value) : null;
}

const KEY_TEXTS: Readonly<Record<string, string>> = {
  host: 'host (the host key file only; no TPM)',
  tpm2: "tpm2 (this machine's TPM only)",
  'host+tpm2': "host+tpm2 (this machine's TPM and its host key, both)",
  null: 'null (NOT ENCRYPTED with any secret)',
};

function renderView(view: SealedView): string {
  const lines: (readonly [string, string | null])[] = [
    ['Key', KEY_TEXTS[view.keyType] ?? view.keyType],
    ['PCRs', view.tpm2Pcrs.length === 0 ? 'none' : view.tpm2Pcrs.join(', ')],
    ['PCR bank', view.bank],
    ['Primary key', view.primaryKey],
    ['Signed PCRs', view.signedPcrs?.join(', ') ?? null],
    ['PCR key', view.pcrKey],
    ['SRK pinned', view.srkPinned ? 'yes' : null],
    ['User scope', view.userScoped ? 'yes' : null],
    ['Policy digest', view.policyDigest],
    ['Encrypted', `${view.ciphertextBytes} bytes`],
    ['Name', 'inside the encrypted part: only the host itself can check it'],
  ];
  return lines
    .flatMap(([label, text]) => (text === null ? [] : [`${`${label}:`.padEnd(15)}${text}`]))
    .join('\n');
}
