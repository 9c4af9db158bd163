/**
 * What a TPM's response code means (TPM_RC: Part 2, 6.6; how it is built: Part 1, 39): our error code, and words
 * that say to which handle, session or parameter it belongs.
 * @module
 */
import type { ErrorCode } from '#src/errors/credfleet-error.ts';

export type TpmFailure = {
  readonly code: ErrorCode;
  /** Of the TPM's own vocabulary, lower case. */
  readonly words: string;
};

type Meaning = readonly [words: string, code?: ErrorCode];

/** Ask again: the TPM did not begin (TPM_RC_RETRY, TPM_RC_YIELDED, TPM_RC_TESTING). */
const ASK_AGAIN: ReadonlySet<number> = new Set([0x922, 0x908, 0x90a]);

/** Codes that stand for themselves: format zero (bit 7 clear). */
const WHOLE_MEANINGS: Readonly<Record<number, Meaning>> = {
  0x100: ['it was not started', 'TPM_UNAVAILABLE'],
  0x101: ['it is in failure mode', 'TPM_FAILURE_MODE'],
  0x103: ['a sequence was used wrongly'],
  0x120: ['the command is disabled'],
  0x124: ['the authorisation is of the wrong kind'],
  0x125: ['the authorisation is missing'],
  0x126: ['the policy cannot be used here'],
  0x127: ['a PCR cannot be used so'],
  0x128: ['a PCR changed meanwhile'],
  0x12d: ['its firmware is being upgraded', 'TPM_UNAVAILABLE'],
  0x12e: ['too many contexts', 'TPM_BUSY'],
  0x12f: ['the authorisation is not available'],
  0x130: ['it wants to be started again', 'TPM_UNAVAILABLE'],
  0x142: ['the command has a wrong size'],
  0x143: ['it does not have this command'],
  0x144: ['the size of the authorisation is wrong'],
  0x145: ['the authorisation has wrong attributes'],
  0x901: ['the gap between saved contexts is too large', 'TPM_BUSY'],
  0x902: ['no room for another object', 'TPM_BUSY'],
  0x903: ['no room for another session', 'TPM_BUSY'],
  0x904: ['its memory is full', 'TPM_BUSY'],
  0x905: ['no session handle is free', 'TPM_BUSY'],
  0x906: ['no object handle is free', 'TPM_BUSY'],
  0x907: ['the locality is wrong'],
  0x908: ['it yielded to something else', 'TPM_BUSY'],
  0x909: ['the command was cancelled', 'TPM_BUSY'],
  0x90a: ['it is testing itself', 'TPM_BUSY'],
  0x920: ['it protects its memory from being written too often', 'TPM_BUSY'],
  0x921: ['it is in dictionary-attack lockout', 'TPM_LOCKED_OUT'],
  0x922: ['it asks to try again', 'TPM_BUSY'],
  0x923: ['its memory cannot be written now', 'TPM_BUSY'],
};

/** Codes about one handle, session or parameter: format one (bit 7 set); the low six bits. */
const PART_MEANINGS: Readonly<Record<number, Meaning>> = {
  0x01: ['an algorithm that it does not have'],
  0x02: ['wrong attributes'],
  0x03: ['a wrong hash algorithm'],
  0x04: ['a wrong value'],
  0x05: ['a hierarchy that is switched off', 'TPM_HIERARCHY_DISABLED'],
  0x07: ['a key of wrong size'],
  0x09: ['a wrong mode'],
  0x0a: ['a wrong type of object'],
  0x0b: ['a wrong handle'],
  0x0c: ['a wrong key derivation'],
  0x0d: ['a value out of range'],
  0x0e: ['a wrong authorisation, which counts for the lockout'],
  0x0f: ['a wrong nonce'],
  0x10: ['no physical presence'],
  0x12: ['a wrong scheme'],
  0x15: ['a wrong size'],
  0x16: ['a wrong symmetric algorithm'],
  0x17: ['a wrong tag'],
  0x18: ['a wrong selector'],
  0x1a: ['too few bytes'],
  0x1b: ['a wrong signature'],
  0x1c: ['a key that may not do this'],
  0x1d: ['a policy that is not met'],
  0x1f: ['what another TPM made, or this one before it was cleared', 'TPM_INTEGRITY'],
  0x20: ['a wrong ticket'],
  0x21: ['reserved bits that are set'],
  0x22: ['a wrong password'],
  0x23: ['an expired authorisation'],
  0x24: ['a policy for another command'],
  0x25: ['a wrong binding'],
  0x26: ['a wrong curve'],
  0x27: ['a point that is not on the curve'],
};

export function mayAskAgain(responseCode: number): boolean {
  return ASK_AGAIN.has(responseCode);
}

/** Of any code but 0, which is success. */
export function explainResponseCode(responseCode: number): TpmFailure {
  const hex = `0x${responseCode.toString(16).padStart(3, '0')}`;
  // Above the TPM's twelve bits is who answered in its place: a resource manager or a driver.
  if (responseCode > 0xfff) return { code: 'TPM_UNAVAILABLE', words: `${hex}, not from the TPM` };
  if ((responseCode & 0x80) !== 0) return explainPart(responseCode, hex);
  if (responseCode >= 0x910 && responseCode <= 0x916) {
    return { code: 'TPM_REFUSED', words: `${hex}: handle ${responseCode - 0x90f} is not loaded` };
  }
  if (responseCode >= 0x918 && responseCode <= 0x91e) {
    return { code: 'TPM_REFUSED', words: `${hex}: session ${responseCode - 0x917} is not loaded` };
  }
  const [words, code = 'TPM_REFUSED'] = WHOLE_MEANINGS[responseCode] ?? ['no reason that we know'];
  return { code, words: `${hex}: ${words}` };
}

function explainPart(responseCode: number, hex: string): TpmFailure {
  const [words, code = 'TPM_REFUSED'] = PART_MEANINGS[responseCode & 0x3f] ?? ['an error'];
  return { code, words: `${hex}: ${partOf(responseCode)} has ${words}` };
}

/** Part 2, 6.6.2, figure 3: bit 6 says parameter; else bit 11 says session, not handle. */
function partOf(responseCode: number): string {
  const number = (responseCode >> 8) & 0xf;
  if ((responseCode & 0x40) !== 0) return number === 0 ? 'a parameter' : `parameter ${number}`;
  const kind = number >= 8 ? 'session' : 'handle';
  return (number & 7) === 0 ? `a ${kind}` : `${kind} ${number & 7}`;
}
