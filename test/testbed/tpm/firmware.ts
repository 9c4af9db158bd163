/**
 * What firmware would have measured before the operating system starts: without it all PCRs are
 * zero and systemd warns that a PCR policy protects nothing.
 * @module
 */

import { createHash } from 'node:crypto';

export type Measurement = { readonly pcr: number; readonly text: string };

export const DEFAULT_FIRMWARE = '1.0';

/** In the order of the TCG PC client profile: firmware, option ROMs, boot loader, Secure Boot. */
export function firmwareMeasurements(version: string): readonly Measurement[] {
  return [
    { pcr: 0, text: `firmware ${version}` },
    { pcr: 2, text: 'option ROMs' },
    { pcr: 4, text: 'boot loader' },
    { pcr: 7, text: `secure boot keys of firmware ${version}` },
    { pcr: 7, text: 'separator' },
  ];
}

/** SHA-256 bank, hex: what a PCR holds after firmware of this version measured, as TPM2_PCR_Event extends it. */
export function pcrAfter(version: string, pcr: number): string {
  const sha256 = (...parts: readonly Uint8Array[]) =>
    createHash('sha256').update(Buffer.concat(parts)).digest();
  return firmwareMeasurements(version)
    .filter((measurement) => measurement.pcr === pcr)
    .reduce((value, { text }) => sha256(value, sha256(Buffer.from(text))), Buffer.alloc(32))
    .toString('hex');
}
