/**
 * Managed drop-ins: what makes a unit load a credential that its own unit file does not name.
 * @module
 */
import { createHash } from 'node:crypto';
import { socketSetting } from '#agent/provider/socket.ts';
import { setCredential } from '#src/systemd/set-credential.ts';
import { containerSettings, type ForContainer } from './container-settings.ts';

export type DropIn = {
  readonly unit: string;
  readonly credential: string;
  /** Fetched from the agent, for the container that the unit runs, or in the drop-in itself; absent: found in a
   *  credstore by its name. */
  readonly from?: 'Socket' | ForContainer | InItself;
};

/** The sealed credential stands in the drop-in. */
export type InItself = {
  /** The sealed file that it is written from. */
  readonly sealedPath: string;
  /** SHA-256 of the drop-in's whole text, hex. */
  readonly digest: string;
};

const OWN = '50-credfleet-';
/** No credential name makes it one of the others. */
const OWN_FOR_CONTAINER = '50-credfleet.machine-';

const SECTIONS: ReadonlyMap<string, string> = new Map([
  ['service', 'Service'],
  ['socket', 'Socket'],
  ['mount', 'Mount'],
  ['swap', 'Swap'],
]);

/** systemd tells everybody what its units are made of; a file with a credential in it need not do so too. */
const MODE = 0o644;
const MODE_IN_ITSELF = 0o600;

/** Below the folder of unit files. */
export function dropInPath({ unit, credential, from }: DropIn): string {
  const mark = isForContainer(from) ? OWN_FOR_CONTAINER : OWN;
  return `${unit}.d/${mark}${credential}.conf`;
}

export function dropInMode({ from }: DropIn): number {
  return isInItself(from) ? MODE_IN_ITSELF : MODE;
}

/** A drop-in of ours, by the name of its file. */
export function isOwnDropIn(fileName: string): boolean {
  return fileName.startsWith(OWN) || fileName.startsWith(OWN_FOR_CONTAINER);
}

/** Two that differ in anything have other keys. */
export function dropInKey(dropIn: DropIn): string {
  return `${dropInPath(dropIn)}\n${dropInDigest(dropIn)}`;
}

/** SHA-256 of its text, hex; undefined for units that run nothing, such as targets. */
export function dropInDigest(dropIn: DropIn): string | undefined {
  if (isInItself(dropIn.from)) return dropIn.from.digest;
  const text = dropInText(dropIn);
  return text === undefined ? undefined : sha256(text);
}

/** One with a sealed credential in it; undefined for units that run nothing. */
export function dropInWith(
  target: Pick<DropIn, 'unit' | 'credential'>,
  { sealed, sealedPath }: { readonly sealed: Uint8Array; readonly sealedPath: string },
): DropIn | undefined {
  const text = dropInText({ ...target, from: { sealedPath, digest: '' } }, sealed);
  return text === undefined ? undefined : { ...target, from: { sealedPath, digest: sha256(text) } };
}

/**
 * Undefined for units that run nothing, such as targets.
 * @param sealed where it stands in the drop-in itself: what lies at `sealedPath`
 */
export function dropInText(
  { unit, credential, from }: DropIn,
  sealed: Uint8Array = new Uint8Array(),
): string | undefined {
  const section = SECTIONS.get(unit.slice(unit.lastIndexOf('.') + 1));
  if (section === undefined) return undefined;
  return [
    '# Written by credfleet, which also removes it. Changes made here are lost.',
    `[${section}]`,
    ...(isInItself(from)
      ? [setCredential({ name: credential, sealed })]
      : settings(credential, from)),
    '',
  ].join('\n');
}

function settings(credential: string, from: Exclude<DropIn['from'], InItself>): readonly string[] {
  if (from === undefined) return [`LoadCredentialEncrypted=${credential}`];
  return from === 'Socket' ? [socketSetting(credential)] : containerSettings(credential, from);
}

export function isInItself(from: DropIn['from']): from is InItself {
  return typeof from === 'object' && 'sealedPath' in from;
}

function isForContainer(from: DropIn['from']): from is ForContainer {
  return typeof from === 'object' && 'command' in from;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Every method throws CREDSTORE_READ_ONLY, CREDSTORE_FULL or CREDSTORE_UNWRITABLE. */
export interface DropIns {
  /** Those of the list that are there. */
  present(dropIns: readonly DropIn[]): Promise<readonly DropIn[]>;
  write(dropIns: readonly DropIn[]): Promise<void>;
  remove(dropIns: readonly DropIn[]): Promise<void>;
}
