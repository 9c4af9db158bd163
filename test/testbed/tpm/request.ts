/**
 * Finds the handles and sessions in a TPM command without understanding its parameters (Part 1,
 * "command structure"; the handle counts come from the TPM's own command table).
 * @module
 */
import { HEADER_BYTES, TAG_SESSIONS, codeOf, commandCode } from './commands.ts';

/** TPMA_CC by command code. */
export type CommandAttributes = ReadonlyMap<number, number>;

type SessionUse = {
  readonly handle: number;
  /** False when the TPM ends the session after a successful command. */
  readonly continues: boolean;
};

export type TpmRequest = {
  readonly code: number;
  /** Handle area, in order; handle n stands at byte 10 + 4n. */
  readonly handles: readonly number[];
  readonly sessions: readonly SessionUse[];
  readonly returnsHandle: boolean;
  /** The TPM itself removes the transient objects of the handle area on success. */
  readonly flushesHandles: boolean;
};

const FLUSHED_BIT = 24;
const HANDLE_COUNT_BIT = 25;
const RETURNS_HANDLE_BIT = 28;
const PASSWORD_SESSION = 0x40000009;
const CONTINUE_SESSION = 1;

/** Undefined when the command is cut short; the TPM then says so itself. */
export function parseRequest(
  command: Buffer,
  attributes: CommandAttributes,
): TpmRequest | undefined {
  if (command.length < HEADER_BYTES) return undefined;
  const code = codeOf(command);
  const flags = attributes.get(code) ?? 0;
  // The table counts FlushContext's handle as a parameter, though it stands where handles stand.
  const count = code === commandCode.flushContext ? 1 : (flags >>> HANDLE_COUNT_BIT) & 7;
  const handlesEnd = HEADER_BYTES + 4 * count;
  if (command.length < handlesEnd) return undefined;

  const handles = Array.from({ length: count }, (_, n) =>
    command.readUInt32BE(HEADER_BYTES + 4 * n),
  );
  const hasSessions = command.readUInt16BE(0) === TAG_SESSIONS;
  const sessions = hasSessions ? parseSessions(command, handlesEnd) : [];
  if (sessions === undefined) return undefined;
  return {
    code,
    handles,
    sessions,
    returnsHandle: ((flags >>> RETURNS_HANDLE_BIT) & 1) === 1,
    flushesHandles: ((flags >>> FLUSHED_BIT) & 1) === 1,
  };
}

function parseSessions(command: Buffer, start: number): SessionUse[] | undefined {
  if (command.length < start + 4) return undefined;
  const end = start + 4 + command.readUInt32BE(start);
  if (command.length < end) return undefined;

  const sessions: SessionUse[] = [];
  let offset = start + 4;
  while (offset + 9 <= end) {
    const handle = command.readUInt32BE(offset);
    const flagsAt = offset + 6 + command.readUInt16BE(offset + 4);
    if (flagsAt + 3 > end) return undefined;
    const continues = ((command[flagsAt] ?? 0) & CONTINUE_SESSION) === CONTINUE_SESSION;
    if (handle !== PASSWORD_SESSION) sessions.push({ handle, continues });
    offset = flagsAt + 3 + command.readUInt16BE(flagsAt + 1);
  }
  return sessions;
}
