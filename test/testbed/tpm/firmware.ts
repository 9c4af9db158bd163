/**
 * What firmware would have measured before the operating system starts: without it all PCRs are
 * zero and systemd warns that a PCR policy protects nothing.
 * @module
 */

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
