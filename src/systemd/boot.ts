/**
 * Credentials that systemd-stub hands to a boot: where they lie on the boot loader's partition, and what may not hold
 * them back.
 * @module
 */

/** File name of a unified kernel image. */
export const BOOT_IMAGE = /^[A-Za-z0-9][A-Za-z0-9_+.-]{0,120}\.efi$/u;

/**
 * Their values in the initrd are not those that a running host seals to: the stub measures what it hands over into 12;
 * 11 has another value in each phase of the boot; 15 is extended when volumes are opened.
 */
export const PCRS_CHANGED_BY_BOOT: readonly number[] = [11, 12, 15];
