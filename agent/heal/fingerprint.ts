/**
 * What sealed files hang on, as it is now: when any of it changes, each of them is tested. Pure; hashes and public
 * values only.
 * @module
 */
export type Fingerprint = {
  readonly bootId: string;
  readonly systemdVersion: number;
  /** Hash of the machine ID, hex. */
  readonly machineId: string;
  /** Hash of the host key, hex; '' when it is missing or not usable. */
  readonly hostKey: string;
  /** Name of the storage key above what systemd sealed, hex; '' where nothing is sealed to a TPM. */
  readonly storageKey: string;
  /** Values of the PCRs that something is bound to, hex, by number. */
  readonly pcrs: Readonly<Record<string, string>>;
};

/** True when there is nothing to test: not even a boot lies between. */
export function isSameHost(before: Fingerprint, now: Fingerprint): boolean {
  return before.bootId === now.bootId && changesBetween(before, now).length === 0;
}

export function isOtherBoot(before: Fingerprint | undefined, now: Fingerprint): boolean {
  return before !== undefined && before.bootId !== now.bootId;
}

/** In words for people; a boot alone is no change. */
export function changesBetween(before: Fingerprint, now: Fingerprint): readonly string[] {
  const changes: string[] = [];
  if (before.machineId !== now.machineId) changes.push('the machine ID changed');
  if (before.hostKey !== now.hostKey) changes.push(hostKeyChange(before, now));
  if (isOther(before.storageKey, now.storageKey)) {
    changes.push('the TPM was cleared or replaced');
  }
  for (const [pcr, value] of Object.entries(now.pcrs)) {
    if (isOther(before.pcrs[pcr] ?? '', value)) changes.push(`PCR ${pcr} changed`);
  }
  if (before.systemdVersion !== now.systemdVersion) {
    changes.push(`systemd ${before.systemdVersion} became ${now.systemdVersion}`);
  }
  return changes;
}

function hostKeyChange(before: Fingerprint, now: Fingerprint): string {
  if (now.hostKey === '') return 'the host key is not usable any more';
  return before.hostKey === '' ? 'the host key is back' : 'the host key was replaced';
}

/** What was not looked at before is not another one. */
function isOther(before: string, now: string): boolean {
  return before !== '' && now !== '' && before !== now;
}

/** Undefined when a file does not hold one: everything is tested then. */
export function parseFingerprint(text: string): Fingerprint | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFingerprint(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFingerprint(value: unknown): value is Fingerprint {
  if (typeof value !== 'object' || value === null) return false;
  const { bootId, systemdVersion, pcrs, ...rest } = value as Record<string, unknown>;
  const texts = [bootId, rest['machineId'], rest['hostKey'], rest['storageKey']];
  const values = typeof pcrs === 'object' && pcrs !== null ? Object.values(pcrs) : [undefined];
  return (
    typeof systemdVersion === 'number' &&
    [...texts, ...values].every((text) => typeof text === 'string')
  );
}
