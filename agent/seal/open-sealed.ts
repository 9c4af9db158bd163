/**
 * Opens a sealed credential inside the agent, with the host key and the TPM, as systemd would at the start of a
 * unit. It knows fewer forms than systemd and is never the last word: see test-sealed.ts.
 * @module
 */
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Secret } from '#src/secret/secret.ts';
import { decryptSealed, formNotKnown } from '#src/systemd/open-sealed.ts';
import type { SignatureFile } from '#src/systemd/pcr-signature-file.ts';
import {
  parseSealedFile,
  pcrsOfMask,
  type SealedFile,
  type SealedHeader,
  type TpmPart,
} from '#src/systemd/sealed-header.ts';
import { KeptKey } from '#src/tpm/commands/kept-key.ts';
import { createSystemdPrimary } from '#src/tpm/commands/keys.ts';
import { readKeyBlob, unseal } from '#src/tpm/commands/sealed-data.ts';
import type { Tpm } from '#src/tpm/commands/tpm.ts';
import { sha256Pcrs } from '#src/tpm/pcr.ts';
import { findSigned } from './find-signed.ts';

/** Lends the TPM for one piece of work. */
export type UseTpm = <T>(work: (tpm: Tpm) => Promise<T>) => Promise<T>;

export type OpeningParts = {
  readonly useTpm: UseTpm;
  /** The key of this host, checked as systemd checks it. */
  readonly readHostKey: () => Promise<Secret>;
  /** What systemd would find now; undefined: nothing. */
  readonly readSignatures: () => SignatureFile | undefined;
  readonly clock: Clock;
};

export type SealedText = {
  /** What the unit calls it. */
  readonly name: string;
  /** The file as systemd-creds wrote it. */
  readonly sealed: Uint8Array;
  /** For whom alone it has to open; absent: the system. */
  readonly user?: string;
};

/**
 * @throws {CredfleetError} SEALED_FILE_MALFORMED; SEAL_UNREADABLE when it is of a form that only systemd knows, does
 * not open, is for another name or out of date; PCR_NOT_SIGNED; HOST_KEY_MISSING; TPM_…
 */
export type OpenSealed = (asked: SealedText) => Promise<Secret>;

type Opening = OpeningParts & {
  /** The keys above what systemd sealed, from one opening to the next. */
  readonly storageKeys: Readonly<Record<TpmPart['primary'], KeptKey>>;
};

/** One for the life of the process. */
export function sealedOpener(parts: OpeningParts): OpenSealed {
  const opening = { ...parts, storageKeys: { ecc: new KeptKey(), rsa: new KeptKey() } };
  return async (asked) => openSealed(opening, asked);
}

async function openSealed(parts: Opening, asked: SealedText): Promise<Secret> {
  const file = parseSealedFile(asked.sealed);
  const unknown = asked.user === undefined ? formNotKnown(file.header) : 'for a user';
  if (unknown !== undefined) {
    await refuseUnsigned(parts, file.header);
    throw unreadable(asked, `is ${unknown}, which only systemd opens`);
  }
  const opened = await openFile(parts, file);
  const problem = problemOf(opened, asked.name, parts.clock.nowMs());
  if (problem === undefined) return opened.content;
  opened.content[Symbol.dispose]();
  throw unreadable(asked, problem);
}

async function openFile(parts: Opening, file: SealedFile) {
  const { keyType } = file.header;
  using hostKey = keyType.includes('host') ? await parts.readHostKey() : undefined;
  using tpmSecret = keyType.includes('tpm2') ? await askTpm(parts, file) : undefined;
  return decryptSealed(file, {
    ...(hostKey === undefined ? {} : { hostKey }),
    ...(tpmSecret === undefined ? {} : { tpmSecret }),
  });
}

/** That is known of every form, and systemd 262 does not say it in words. */
async function refuseUnsigned(
  { useTpm, readSignatures }: OpeningParts,
  { signedPcrs }: SealedHeader,
): Promise<void> {
  if (signedPcrs === undefined) return;
  await useTpm(async (tpm) => findSigned(tpm, signedPcrs, readSignatures()));
}

async function askTpm(
  { useTpm, readSignatures, storageKeys }: Opening,
  { header, tpmObject = new Uint8Array() }: SealedFile,
): Promise<Secret> {
  const { primary = 'ecc', policyDigestHex = '' } = header.tpm ?? {};
  const blob = readKeyBlob(tpmObject);
  const policy = Buffer.from(policyDigestHex, 'hex');
  const pcrs = sha256Pcrs(pcrsOfMask(header.pcrMask));
  return useTpm(async (tpm) => {
    const { signedPcrs } = header;
    const signed =
      signedPcrs === undefined
        ? {}
        : { signed: await findSigned(tpm, signedPcrs, readSignatures()) };
    await using parent = await storageKeys[primary].load(tpm, async () =>
      createSystemdPrimary(tpm, primary),
    );
    // Awaited here: the parent is flushed when this block ends.
    return await unseal(tpm, parent, { blob, pcrs, policy, ...signed });
  });
}

function problemOf(
  opened: { readonly name: string; readonly notAfterUs: bigint | undefined },
  name: string,
  nowMs: number,
): string | undefined {
  if (opened.name !== name) return 'is sealed for another name';
  const isOver = opened.notAfterUs !== undefined && BigInt(nowMs) * 1000n > opened.notAfterUs;
  return isOver ? 'is out of date' : undefined;
}

function unreadable({ name }: SealedText, what: string): CredfleetError {
  return new CredfleetError('SEAL_UNREADABLE', `the sealed file of '${name}' ${what}`);
}
