/**
 * A sealed credential that stands in a unit's own files, `SetCredentialEncrypted=NAME:BASE64`: written, read, and how
 * long it may be. Pure.
 * @module
 */
import { unitSettings } from './unit-settings.ts';

const SETTING = 'SetCredentialEncrypted';
/** systemd's LONG_LINE_MAX. */
const LINE_MAX_BYTES = 1_048_576;
/** How systemd from 254 on tells it to the process that becomes the service. 252 would take 10 bytes more. */
const HANDED_ON = 'exec-context-set-credentials=  yes\n';

/** Of name and Base64 text together. A unit of 252 starts without what is longer; from 254 on it does not start. */
export const IN_UNIT_MAX_BYTES = LINE_MAX_BYTES - HANDED_ON.length;

export type SetCredential = { readonly name: string; readonly sealed: Uint8Array };

/** One line: over lines that go on systemd takes time that grows with their square, 17 s for 1 MiB. */
export function setCredential({ name, sealed }: SetCredential): string {
  return `${SETTING}=${name}:${unwrapped(sealed)}`;
}

/** Undefined when systemd can read it out of a unit's file. */
export function problemOfSetCredential({ name, sealed }: SetCredential): string | undefined {
  const length = name.length + unwrapped(sealed).length;
  if (length <= IN_UNIT_MAX_BYTES) return undefined;
  return `name and sealed content of '${name}' have ${length} characters, and systemd reads at most ${IN_UNIT_MAX_BYTES} out of a unit's file`;
}

/** Those in the text of a unit's file or drop-in. */
export function setCredentials(text: string): readonly SetCredential[] {
  return unitSettings(text)
    .filter(({ key }) => key === SETTING)
    .map(({ value }) => {
      const at = value.indexOf(':');
      return { name: value.slice(0, at).trim(), sealed: Buffer.from(value.slice(at + 1).trim()) };
    })
    .filter(({ name }) => name !== '');
}

function unwrapped(sealed: Uint8Array): string {
  return Buffer.from(sealed).toString('latin1').replaceAll(/\s/gu, '');
}
