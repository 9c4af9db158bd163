/**
 * Asks a TPM about itself: who made it, whether it is usable, what is loaded, its PCRs, random bytes.
 * @module
 */
import { readYesNo } from '../attest.ts';
import type { DaState } from '../lockout.ts';
import { isEqual, malformed, TpmReader, uint16, uint32 } from '../bytes.ts';
import { encodePcrSelections, type PcrSelection, readPcrSelections } from '../pcr.ts';
import type { Tpm } from './tpm.ts';

export type TpmState = {
  /** Four letters of the vendor's, for instance "IFX" or "IBM". */
  readonly manufacturer: string;
  readonly firmwareVersion: bigint;
  readonly lockout: DaState;
  readonly isEndorsementEnabled: boolean;
  readonly isStorageEnabled: boolean;
};

/** Part 2, 6.12 and 6.13: TPM_CAP and TPM_PT. */
const CAPABILITY = { handles: 1, properties: 6 } as const;
const PROPERTY = {
  manufacturer: 0x105,
  firmware1: 0x10b,
  firmware2: 0x10c,
  permanent: 0x200,
  startupClear: 0x201,
  lockoutCounter: 0x20e,
  maxAuthFail: 0x20f,
  lockoutInterval: 0x210,
};
/** Part 2, 8.6 and 8.7. */
const IN_LOCKOUT = 1 << 9;
const STORAGE_ENABLED = 1 << 1;
const ENDORSEMENT_ENABLED = 1 << 2;

/** First handles of each kind: Part 2, 7.2, and for sessions TPM2_GetCapability, Part 3, 30.2. */
const FIRST_HANDLE = {
  loadedSession: 0x02000000,
  savedSession: 0x03000000,
  transient: 0x80000000,
  persistent: 0x81000000,
} as const;

const LIST_MAX = 254;
const RANDOM_MAX_BYTES = 32;
const PCR_VALUES_PER_ANSWER = 8;

export async function readState(tpm: Tpm): Promise<TpmState> {
  const fixed = await readProperties(tpm, PROPERTY.manufacturer, PROPERTY.firmware2);
  const variable = await readProperties(tpm, PROPERTY.permanent, PROPERTY.lockoutInterval);
  const maker = uint32(fixed(PROPERTY.manufacturer)).toString('latin1');
  const high = BigInt(fixed(PROPERTY.firmware1));
  const startupClear = variable(PROPERTY.startupClear);
  return {
    manufacturer: maker.replaceAll(/[^\x21-\x7e]/gu, ''),
    firmwareVersion: (high << 32n) | BigInt(fixed(PROPERTY.firmware2)),
    lockout: lockoutIn(variable),
    isEndorsementEnabled: (startupClear & ENDORSEMENT_ENABLED) !== 0,
    isStorageEnabled: (startupClear & STORAGE_ENABLED) !== 0,
  };
}

/** Needs no authorisation, so it can be asked in lockout, and nothing of it counts. */
export async function readLockout(tpm: Tpm): Promise<DaState> {
  return lockoutIn(await readProperties(tpm, PROPERTY.permanent, PROPERTY.lockoutInterval));
}

type Properties = (id: number) => number;

function lockoutIn(property: Properties): DaState {
  return {
    isLockedOut: (property(PROPERTY.permanent) & IN_LOCKOUT) !== 0,
    counter: property(PROPERTY.lockoutCounter),
    max: property(PROPERTY.maxAuthFail),
    intervalSeconds: property(PROPERTY.lockoutInterval),
  };
}

/** Those of one group from `first` to `last`, of one moment; a TPM leaves out what it does not have. */
async function readProperties(tpm: Tpm, first: number, last: number): Promise<Properties> {
  const atMost = last - first + 1;
  const reader = await getCapability(tpm, [CAPABILITY.properties, first, atMost]);
  const count = reader.uint32();
  if (count > atMost) malformed(`${count} properties`);
  const found = new Map<number, number>();
  for (let read = 0; read < count; read += 1) found.set(reader.uint32(), reader.uint32());
  reader.end();
  return (id) => found.get(id) ?? malformed(`no property 0x${id.toString(16)}`);
}

/** What is there of one kind, ascending; the first 254. */
export async function listHandles(
  tpm: Tpm,
  kind: keyof typeof FIRST_HANDLE,
): Promise<readonly number[]> {
  return handlesFrom(tpm, FIRST_HANDLE[kind], LIST_MAX);
}

/** Whether this NV index or persistent key is there. */
export async function hasHandle(tpm: Tpm, handle: number): Promise<boolean> {
  return (await handlesFrom(tpm, handle, 1)).includes(handle);
}

async function handlesFrom(tpm: Tpm, first: number, atMost: number): Promise<readonly number[]> {
  const reader = await getCapability(tpm, [CAPABILITY.handles, first, atMost]);
  const count = reader.uint32();
  if (count > atMost) malformed(`${count} handles`);
  const handles = Array.from({ length: count }, () => reader.uint32());
  reader.end();
  return handles;
}

/** TPM2_GetCapability: Part 3, 30.2. */
async function getCapability(
  tpm: Tpm,
  asked: readonly [capability: number, first: number, count: number],
): Promise<TpmReader> {
  const parameters = Buffer.concat(asked.map((part) => uint32(part)));
  const response = await tpm.execute({ command: 'GetCapability', parameters });
  const reader = new TpmReader(response.parameters);
  readYesNo(reader);
  if (reader.uint32() !== asked[0]) malformed('another capability than asked');
  return reader;
}

/** TPM2_GetRandom: Part 3, 16.1. @param count 1 to 32. */
export async function getRandom(tpm: Tpm, count: number): Promise<Uint8Array> {
  const response = await tpm.execute({ command: 'GetRandom', parameters: uint16(count) });
  const reader = new TpmReader(response.parameters);
  const bytes = reader.sized(RANDOM_MAX_BYTES);
  reader.end();
  if (bytes.length !== count) malformed(`${bytes.length} random bytes where ${count} were asked`);
  return bytes;
}

/** TPM2_PCR_Read (Part 3, 22.4): the values in ascending order of the PCRs. */
export async function readPcrs(
  tpm: Tpm,
  { hash, pcrs }: PcrSelection,
): Promise<readonly Uint8Array[]> {
  const values: Uint8Array[] = [];
  for (let at = 0; at < pcrs.length; at += PCR_VALUES_PER_ANSWER) {
    const selection = encodePcrSelections([
      { hash, pcrs: pcrs.slice(at, at + PCR_VALUES_PER_ANSWER) },
    ]);
    const response = await tpm.execute({ command: 'PCR_Read', parameters: selection });
    const reader = new TpmReader(response.parameters);
    reader.uint32();
    if (!isEqual(encodePcrSelections(readPcrSelections(reader)), selection)) {
      malformed('other PCRs than asked');
    }
    const count = Math.min(PCR_VALUES_PER_ANSWER, pcrs.length - at);
    if (reader.uint32() !== count) malformed('another number of PCR values than asked');
    for (let read = 0; read < count; read += 1) values.push(reader.sized(64));
    reader.end();
  }
  return values;
}
