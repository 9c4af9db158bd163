/**
 * Managed drop-ins: what makes a unit load a credential that its own unit file does not name.
 * @module
 */
import { socketSetting } from '#agent/provider/socket.ts';

export type DropIn = {
  readonly unit: string;
  readonly credential: string;
  /** Fetched from the agent; absent: found in a credstore by its name. */
  readonly from?: 'Socket';
};

const SECTIONS: ReadonlyMap<string, string> = new Map([
  ['service', 'Service'],
  ['socket', 'Socket'],
  ['mount', 'Mount'],
  ['swap', 'Swap'],
]);

/** Below the folder of unit files. */
export function dropInPath({ unit, credential }: DropIn): string {
  return `${unit}.d/50-credfleet-${credential}.conf`;
}

/** Undefined for units that run nothing, such as targets. */
export function dropInText({ unit, credential, from }: DropIn): string | undefined {
  const section = SECTIONS.get(unit.slice(unit.lastIndexOf('.') + 1));
  if (section === undefined) return undefined;
  return [
    '# Written by credfleet, which also removes it. Changes made here are lost.',
    `[${section}]`,
    from === 'Socket' ? socketSetting(credential) : `LoadCredentialEncrypted=${credential}`,
    '',
  ].join('\n');
}

/** Every method throws CREDSTORE_READ_ONLY, CREDSTORE_FULL or CREDSTORE_UNWRITABLE. */
export interface DropIns {
  /** Those of the list that are there. */
  present(dropIns: readonly DropIn[]): Promise<readonly DropIn[]>;
  write(dropIns: readonly DropIn[]): Promise<void>;
  remove(dropIns: readonly DropIn[]): Promise<void>;
}
