/**
 * Managed drop-ins: what makes a unit load a credential that its own unit file does not name.
 * @module
 */
import { socketSetting } from '#agent/provider/socket.ts';
import { containerSettings, type ForContainer } from './container-settings.ts';

export type DropIn = {
  readonly unit: string;
  readonly credential: string;
  /** Fetched from the agent, or for the container that the unit runs; absent: found in a credstore by its name. */
  readonly from?: 'Socket' | ForContainer;
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

/** Below the folder of unit files. */
export function dropInPath({ unit, credential, from }: DropIn): string {
  const mark = typeof from === 'object' ? OWN_FOR_CONTAINER : OWN;
  return `${unit}.d/${mark}${credential}.conf`;
}

/** A drop-in of ours, by the name of its file. */
export function isOwnDropIn(fileName: string): boolean {
  return fileName.startsWith(OWN) || fileName.startsWith(OWN_FOR_CONTAINER);
}

/** Two that differ in anything have other keys. */
export function dropInKey(dropIn: DropIn): string {
  return `${dropInPath(dropIn)}\n${dropInText(dropIn)}`;
}

/** Undefined for units that run nothing, such as targets. */
export function dropInText({ unit, credential, from }: DropIn): string | undefined {
  const section = SECTIONS.get(unit.slice(unit.lastIndexOf('.') + 1));
  if (section === undefined) return undefined;
  return [
    '# Written by credfleet, which also removes it. Changes made here are lost.',
    `[${section}]`,
    ...settings(credential, from),
    '',
  ].join('\n');
}

function settings(credential: string, from: DropIn['from']): readonly string[] {
  if (from === undefined) return [`LoadCredentialEncrypted=${credential}`];
  return from === 'Socket' ? [socketSetting(credential)] : containerSettings(credential, from);
}

/** Every method throws CREDSTORE_READ_ONLY, CREDSTORE_FULL or CREDSTORE_UNWRITABLE. */
export interface DropIns {
  /** Those of the list that are there. */
  present(dropIns: readonly DropIn[]): Promise<readonly DropIn[]>;
  write(dropIns: readonly DropIn[]): Promise<void>;
  remove(dropIns: readonly DropIn[]): Promise<void>;
}
