/**
 * The few TPM 2.0 commands the testbed itself sends, and the header fields every part needs.
 * Part numbers refer to the TCG library specification. Sends nothing: see `resource-manager.ts`.
 * @module
 */

/** Sends one command to a TPM and returns the response. */
export type Transmit = (command: Buffer) => Promise<Buffer>;

/** Command codes (Part 2, 6.5.2). */
export const commandCode = {
  nvUndefineSpace: 0x122,
  clear: 0x126,
  nvDefineSpace: 0x12a,
  dictionaryAttackLockReset: 0x139,
  pcrEvent: 0x13c,
  nvRead: 0x14e,
  startup: 0x144,
  shutdown: 0x145,
  contextLoad: 0x161,
  contextSave: 0x162,
  flushContext: 0x165,
  getCapability: 0x17a,
} as const;

/** Response codes (Part 2, 6.6.3); the H0 and S0 ones are counted up by position. */
export const responseCode = {
  success: 0,
  initialize: 0x100,
  objectMemory: 0x902,
  sessionMemory: 0x903,
  memory: 0x904,
  lockout: 0x921,
  referenceH0: 0x910,
  referenceS0: 0x918,
} as const;

const TAG_NO_SESSIONS = 0x8001;
export const TAG_SESSIONS = 0x8002;
export const HEADER_BYTES = 10;
export const CAPABILITY_HANDLES = 1;
const CAPABILITY_COMMANDS = 2;
const CAPABILITY_PROPERTIES = 6;
const PROPERTY_LOCKOUT_COUNTER = 0x20e;
const HANDLE_OWNER = 0x40000001;
const HANDLE_LOCKOUT = 0x4000000a;
const HANDLE_PLATFORM = 0x4000000c;
const HANDLE_INDEX = 0x01800042;
/** TPM2B_AUTH "right", then TPM2B_NV_PUBLIC: SHA-256, AUTHWRITE and AUTHREAD without NO_DA, no policy, eight bytes. */
const INDEX_THAT_COUNTS = Buffer.from(
  `0005${Buffer.from('right').toString('hex')}000e01800042000b0004000400000008`,
  'hex',
);
const PASSWORD = { empty: passwordOf(''), wrong: passwordOf('wrong') };

export function buildCommand(code: number, body: Buffer, tag: number = TAG_NO_SESSIONS): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(tag, 0);
  header.writeUInt32BE(HEADER_BYTES + body.length, 2);
  header.writeUInt32BE(code, 6);
  return Buffer.concat([header, body]);
}

export function buildResponse(code: number, body: Buffer = Buffer.alloc(0)): Buffer {
  return buildCommand(code, body);
}

/** Code of a command or of a response: both stand at the same place. */
export function codeOf(message: Buffer): number {
  return message.readUInt32BE(6);
}

export function uint32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
  return bytes;
}

export function shutdownClear(): Buffer {
  return buildCommand(commandCode.shutdown, Buffer.alloc(2));
}

/** TPM2_Clear with platform authorisation, which is empty as firmware would find it. */
export function clear(): Buffer {
  return authorised(commandCode.clear, HANDLE_PLATFORM, Buffer.alloc(0));
}

/** TPM2_PCR_Event: the TPM hashes `text` and extends the PCR in every bank. */
export function pcrEvent(pcr: number, text: string): Buffer {
  const event = Buffer.from(text);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(event.length);
  return authorised(commandCode.pcrEvent, pcr, Buffer.concat([size, event]));
}

/** An NV index whose password is guarded by the dictionary-attack lockout; the owner's authorisation is empty. */
export function defineIndex(): Buffer {
  return authorised(commandCode.nvDefineSpace, HANDLE_OWNER, INDEX_THAT_COUNTS);
}

/** Fails, and is counted. */
export function readIndexWrongly(): Buffer {
  const handles = uint32(HANDLE_INDEX, HANDLE_INDEX);
  return authorised(commandCode.nvRead, handles, uint32(0x0008_0000), PASSWORD.wrong);
}

export function removeIndex(): Buffer {
  const handles = uint32(HANDLE_OWNER, HANDLE_INDEX);
  return authorised(commandCode.nvUndefineSpace, handles, Buffer.alloc(0));
}

/** TPM2_DictionaryAttackLockReset, as `tpm2_dictionarylockout --clear-lockout` where the owner set no password. */
export function resetLockout(): Buffer {
  return authorised(commandCode.dictionaryAttackLockReset, HANDLE_LOCKOUT, Buffer.alloc(0));
}

export function lockoutCounterQuery(): Buffer {
  const body = uint32(CAPABILITY_PROPERTIES, PROPERTY_LOCKOUT_COUNTER, 1);
  return buildCommand(commandCode.getCapability, body);
}

export function parseLockoutCounter(response: Buffer): number {
  // more data (1), capability (4), count (4), property (4), value (4)
  return response.readUInt32BE(HEADER_BYTES + 13);
}

/** Attributes of all commands the TPM knows, by command code (TPMA_CC, Part 2, 8.9). */
export async function readCommandAttributes(transmit: Transmit): Promise<Map<number, number>> {
  const attributes = new Map<number, number>();
  let first = 0x11f;
  let more = true;
  while (more) {
    const body = uint32(CAPABILITY_COMMANDS, first, 256);
    const response = await sendCommand(transmit, buildCommand(commandCode.getCapability, body));
    const count = response.readUInt32BE(HEADER_BYTES + 5);
    for (let index = 0; index < count; index++) {
      const value = response.readUInt32BE(HEADER_BYTES + 9 + 4 * index);
      attributes.set(value & 0xffff, value);
      first = (value & 0xffff) + 1;
    }
    more = response[HEADER_BYTES] === 1 && count > 0;
  }
  return attributes;
}

/** Throws unless the TPM answers with success. */
export async function sendCommand(transmit: Transmit, command: Buffer): Promise<Buffer> {
  const response = await transmit(command);
  const code = codeOf(response);
  if (code !== responseCode.success) {
    throw new Error(`TPM command 0x${codeOf(command).toString(16)} failed: 0x${code.toString(16)}`);
  }
  return response;
}

function authorised(
  code: number,
  handles: number | Buffer,
  parameters: Buffer,
  password: Buffer = PASSWORD.empty,
): Buffer {
  const named = typeof handles === 'number' ? uint32(handles) : handles;
  const body = [named, uint32(password.length), password, parameters];
  return buildCommand(code, Buffer.concat(body), TAG_SESSIONS);
}

/** TPMS_AUTH_COMMAND of a password session: Part 2, 10.13.2. */
function passwordOf(text: string): Buffer {
  const password = Buffer.from(text);
  const head = Buffer.from('40000009000000', 'hex');
  const size = Buffer.alloc(2);
  size.writeUInt16BE(password.length);
  return Buffer.concat([head, size, password]);
}
