/**
 * What a TPM says and signs (TPMS_ATTEST: Part 2, 10.12.8): a quote of PCRs or that another key is in the same TPM.
 * Parsing only; whether it is true says verify-attest.ts.
 * @module
 */
import type { Parsed } from '#src/errors/parsed.ts';
import { malformed, parseWhole, type TpmReader } from './bytes.ts';
import { tag } from './constants.ts';
import { type PcrSelection, readPcrSelections } from './pcr.ts';

type AttestCommon = {
  /** Qualified name of the signing key: with the hierarchy it is in. */
  readonly qualifiedSigner: Uint8Array;
  /** The nonce of who asked. */
  readonly qualifyingData: Uint8Array;
  readonly clockMs: bigint;
  readonly resetCount: number;
  readonly restartCount: number;
  /** False when the clock may have gone back, after a power failure. */
  readonly isClockSafe: boolean;
  readonly firmwareVersion: bigint;
};

export type QuoteAttest = AttestCommon & {
  readonly type: 'quote';
  readonly selections: readonly PcrSelection[];
  readonly pcrDigest: Uint8Array;
};

export type CertifyAttest = AttestCommon & {
  readonly type: 'certify';
  readonly name: Uint8Array;
  readonly qualifiedName: Uint8Array;
};

export type TpmAttest = QuoteAttest | CertifyAttest;

/** TPM_GENERATED_VALUE: a restricted key signs nothing from outside that begins so. Part 2, 6.2. */
const GENERATED = 0xff544347;
/** A hash identifier and the largest digest. */
const NAME_MAX_BYTES = 66;
const DATA_MAX_BYTES = 66;
const DIGEST_MAX_BYTES = 64;
export const ATTEST_MAX_BYTES = 512;

export function parseAttest(bytes: Uint8Array): Parsed<TpmAttest> {
  return parseWhole(bytes, (reader) => {
    if (bytes.length > ATTEST_MAX_BYTES) malformed(`an attestation of ${bytes.length} bytes`);
    return readAttest(reader);
  });
}

function readAttest(reader: TpmReader): TpmAttest {
  if (reader.uint32() !== GENERATED) malformed('an attestation that no TPM generated');
  const type = reader.uint16();
  const common = readCommon(reader);
  if (type === tag.attestCertify) {
    const name = reader.sized(NAME_MAX_BYTES);
    return { type: 'certify', ...common, name, qualifiedName: reader.sized(NAME_MAX_BYTES) };
  }
  if (type !== tag.attestQuote) malformed(`an attestation of type 0x${type.toString(16)}`);
  const selections = readPcrSelections(reader);
  return { type: 'quote', ...common, selections, pcrDigest: reader.sized(DIGEST_MAX_BYTES) };
}

function readCommon(reader: TpmReader): AttestCommon {
  const qualifiedSigner = reader.sized(NAME_MAX_BYTES);
  const qualifyingData = reader.sized(DATA_MAX_BYTES);
  const clockMs = reader.uint64();
  const resetCount = reader.uint32();
  const restartCount = reader.uint32();
  const isClockSafe = readYesNo(reader);
  const firmwareVersion = reader.uint64();
  return {
    qualifiedSigner,
    qualifyingData,
    clockMs,
    resetCount,
    restartCount,
    isClockSafe,
    firmwareVersion,
  };
}

/** TPMI_YES_NO: Part 2, 9.2. */
export function readYesNo(reader: TpmReader): boolean {
  const value = reader.uint8();
  if (value > 1) malformed(`${value} where only yes or no is allowed`);
  return value === 1;
}
