/**
 * D-Bus values of systemd's manager in our types, and unit names as object paths.
 * @module
 */
import type { CredentialLoad, CredentialUse, JobOutcome } from './systemd.ts';

const UNIT_PATH_PREFIX = '/org/freedesktop/systemd1/unit/';
const INTERFACES: ReadonlyMap<string, string> = new Map([
  ['service', 'Service'],
  ['socket', 'Socket'],
  ['mount', 'Mount'],
  ['swap', 'Swap'],
]);

/** systemd's bus_label_escape: everything but letters and digits, and a leading digit, becomes _xx. */
export function unitPath(unit: string): string {
  const escaped = unit.replaceAll(/[^A-Za-z0-9]|^\d/gu, (char) =>
    Array.from(Buffer.from(char, 'utf8'), (byte) => `_${byte.toString(16).padStart(2, '0')}`).join(
      '',
    ),
  );
  return `${UNIT_PATH_PREFIX}${escaped}`;
}

/** The interface with the settings of this kind of unit; undefined for targets and others that run nothing. */
export function execInterface(unit: string): string | undefined {
  const kind = INTERFACES.get(unit.slice(unit.lastIndexOf('.') + 1));
  return kind === undefined ? undefined : `org.freedesktop.systemd1.${kind}`;
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

export function asNumber(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** The invocation ID, `ay` of 16 bytes or none. */
export function asHex(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : '';
}

/** a(ss) in any order; what is no text is empty. */
export function asPairs(value: unknown): readonly (readonly [string, string])[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((entry): entry is unknown[] => Array.isArray(entry))
    .map((entry) => [asText(entry[0]), asText(entry[1])] as const);
}

export type CredentialProperties = {
  readonly load: unknown;
  readonly loadEncrypted: unknown;
  /** Globs (254 to 256) or pairs of glob and new name (257+); undefined before. */
  readonly imports: unknown;
  /** a(say): ID and sealed bytes. */
  readonly setEncrypted: unknown;
  /** Undefined before 260. */
  readonly refreshOnReload: unknown;
};

export function credentialUseOf(properties: CredentialProperties): CredentialUse {
  const loads = (value: unknown, encrypted: boolean): CredentialLoad[] =>
    asPairs(value).map(([id, path]) => ({ id, path, encrypted }));
  const refresh = properties.refreshOnReload;
  return {
    loads: [...loads(properties.load, false), ...loads(properties.loadEncrypted, true)],
    imports: asImports(properties.imports),
    sets: asPairs(properties.setEncrypted).map(([id]) => id),
    refreshOnReload: Array.isArray(refresh) && refresh.includes('credentials'),
  };
}

function asImports(value: unknown): CredentialUse['imports'] {
  return [
    ...asTexts(value).map((glob) => ({ glob, rename: '' })),
    ...asPairs(value).map(([glob, rename]) => ({ glob, rename })),
  ];
}

const JOB_RESULTS = ['done', 'canceled', 'timeout', 'failed', 'dependency', 'skipped'] as const;

export function jobOutcome(result: string): JobOutcome {
  const known = JOB_RESULTS.find((candidate) => candidate === result);
  return { result: known ?? 'other', message: `the job ended with '${result}'` };
}

/** "252.39-1~deb12u2" → 252. */
export function parseVersion(text: string): number {
  return Number.parseInt(text, 10);
}
