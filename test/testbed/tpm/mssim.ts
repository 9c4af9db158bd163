/**
 * The "mssim" protocol of the TPM reference simulator, which the TSS libraries speak on a pair of
 * Unix sockets, PATH for commands and PATH.ctrl for the platform. Parsing only, no sockets.
 * @module
 */
import { uint32 } from './commands.ts';

const SEND_COMMAND = 8;
const SESSION_END = 20;
/** Larger than any TPM command; protects against a client that speaks something else. */
const COMMAND_MAX_BYTES = 65_536;

export type MssimFrame =
  | { readonly kind: 'command'; readonly command: Buffer; readonly sizeBytes: number }
  | { readonly kind: 'end'; readonly sizeBytes: number }
  /** Power, NV and cancel signals: answered, without meaning here. */
  | { readonly kind: 'signal'; readonly sizeBytes: number }
  | { readonly kind: 'invalid'; readonly sizeBytes: number };

export const ACKNOWLEDGEMENT: Buffer = uint32(0);

/** The first frame in the buffer, or undefined while it is not complete. */
export function takeFrame(buffer: Buffer): MssimFrame | undefined {
  if (buffer.length < 4) return undefined;
  const code = buffer.readUInt32BE(0);
  if (code === SESSION_END) return { kind: 'end', sizeBytes: 4 };
  if (code !== SEND_COMMAND) return { kind: 'signal', sizeBytes: 4 };

  // code (4), locality (1), length (4), command
  if (buffer.length < 9) return undefined;
  const length = buffer.readUInt32BE(5);
  if (length > COMMAND_MAX_BYTES) return { kind: 'invalid', sizeBytes: buffer.length };
  const sizeBytes = 9 + length;
  if (buffer.length < sizeBytes) return undefined;
  return { kind: 'command', command: Buffer.from(buffer.subarray(9, sizeBytes)), sizeBytes };
}

export function encodeResponse(response: Buffer): Buffer {
  return Buffer.concat([uint32(response.length), response, ACKNOWLEDGEMENT]);
}
