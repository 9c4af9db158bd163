/**
 * Which PCRs are meant (TPML_PCR_SELECTION: Part 2, 10.6 and 10.9.7), of the 24 that a PC has, and their digest as
 * a quote has it.
 * @module
 */
import { createHash } from 'node:crypto';
import { malformed, type TpmReader, uint16, uint32, uint8 } from './bytes.ts';
import { algorithm } from './constants.ts';
import { readHash } from './schemes.ts';

/** PCRs of one bank, ascending. */
export type PcrSelection = { readonly hash: number; readonly pcrs: readonly number[] };

/** 24 PCRs as bits: PC Client Platform TPM Profile, 4.6. */
const SELECT_BYTES = 3;
const PCR_COUNT = 8 * SELECT_BYTES;
const BANKS_MAX = 8;

export function sha256Pcrs(pcrs: readonly number[]): PcrSelection {
  return { hash: algorithm.sha256, pcrs: [...new Set(pcrs)].sort((a, b) => a - b) };
}

export function readPcrSelections(reader: TpmReader): readonly PcrSelection[] {
  const count = reader.uint32();
  if (count > BANKS_MAX) malformed(`${count} banks of PCRs`);
  return Array.from({ length: count }, () => {
    const hash = readHash(reader);
    const size = reader.uint8();
    if (size !== SELECT_BYTES) malformed(`a PCR selection of ${size} bytes`);
    const bits = reader.bytes(SELECT_BYTES);
    const all = Array.from({ length: PCR_COUNT }, (_, pcr) => pcr);
    return { hash, pcrs: all.filter((pcr) => ((bits[pcr >> 3] ?? 0) & (1 << (pcr & 7))) !== 0) };
  });
}

export function encodePcrSelections(selections: readonly PcrSelection[]): Uint8Array {
  const banks = selections.map(({ hash, pcrs }) => {
    const bits = Buffer.alloc(SELECT_BYTES);
    for (const pcr of pcrs) {
      if (!Number.isInteger(pcr) || pcr < 0 || pcr >= PCR_COUNT) malformed(`PCR ${pcr}`);
      bits[pcr >> 3] = (bits[pcr >> 3] ?? 0) | (1 << (pcr & 7));
    }
    return Buffer.concat([uint16(hash), uint8(SELECT_BYTES), bits]);
  });
  return Buffer.concat([uint32(selections.length), ...banks]);
}

/** What a quote by a SHA-256 key holds: the hash of the selected values in ascending order. */
export function pcrDigest(values: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(createHash('sha256').update(Buffer.concat(values)).digest());
}
