/**
 * How a TPM's bytes are framed on a socket: swtpm sends them as they are, the reference simulator ("mssim") puts
 * its own words around them. Bytes only, no sockets.
 * @module
 */
import { FRAME_MAX_BYTES, HEADER_BYTES } from '#src/tpm/transport.ts';

export type Framing = {
  readonly wrap: (command: Uint8Array) => Uint8Array;
  /** The response when all of it is there; 'invalid' when these bytes can never become one. */
  readonly unwrap: (received: Buffer) => Uint8Array | 'incomplete' | 'invalid';
};

const SIZE_AT = 2;

/** A response says its own size behind its tag. */
export const rawFraming: Framing = {
  wrap: (command) => command,
  unwrap: (received) => {
    if (received.length < HEADER_BYTES) return 'incomplete';
    return exactly(received, { from: 0, size: received.readUInt32BE(SIZE_AT), trailer: 0 });
  },
};

/** MS_SIM_TPM_SEND_COMMAND, locality 0. */
const SEND_COMMAND = Buffer.from('0000000800', 'hex');
const LENGTH_BYTES = 4;
const ACKNOWLEDGEMENT_BYTES = 4;

/** Before a command stands what is to be done with it and its length; back come length, response, acknowledgement. */
export const mssimFraming: Framing = {
  wrap: (command) => {
    const length = Buffer.allocUnsafe(LENGTH_BYTES);
    length.writeUInt32BE(command.length);
    return Buffer.concat([SEND_COMMAND, length, command]);
  },
  unwrap: (received) => {
    if (received.length < LENGTH_BYTES) return 'incomplete';
    const place = { from: LENGTH_BYTES, trailer: ACKNOWLEDGEMENT_BYTES };
    return exactly(received, { ...place, size: received.readUInt32BE() });
  },
};

/** Nothing may follow: there is one command in flight. */
function exactly(
  received: Buffer,
  place: { readonly from: number; readonly size: number; readonly trailer: number },
): ReturnType<Framing['unwrap']> {
  const { from, size, trailer } = place;
  if (size < HEADER_BYTES || size > FRAME_MAX_BYTES) return 'invalid';
  const whole = from + size + trailer;
  if (received.length < whole) return 'incomplete';
  return received.length > whole ? 'invalid' : received.subarray(from, from + size);
}
