/**
 * How a TPM's bytes are framed on a socket: swtpm sends them as they are, the reference simulator ("mssim") puts
 * its own words around them. Bytes only, no sockets.
 * @module
 */
import { TpmReader, uint32, uint8 } from '#src/tpm/bytes.ts';
import { FRAME_MAX_BYTES, HEADER_BYTES } from '#src/tpm/transport.ts';

export type Framing = {
  readonly wrap: (command: Uint8Array) => Uint8Array;
  /** The response when all of it is there; 'invalid' when these bytes can never become one. */
  readonly unwrap: (received: Uint8Array) => Uint8Array | 'incomplete' | 'invalid';
};

/** A response says its own size behind its tag. */
export const rawFraming: Framing = {
  wrap: (command) => command,
  unwrap: (received) => {
    if (received.length < HEADER_BYTES) return 'incomplete';
    const reader = new TpmReader(received);
    reader.uint16();
    return exactly(received, { from: 0, size: reader.uint32(), trailer: 0 });
  },
};

const SEND_COMMAND = 8;
const LOCALITY = 0;
const LENGTH_BYTES = 4;
const ACKNOWLEDGEMENT_BYTES = 4;

/** MS_SIM_TPM_SEND_COMMAND, locality, length; back come length, response, acknowledgement. */
export const mssimFraming: Framing = {
  wrap: (command) => {
    const head = [uint32(SEND_COMMAND), uint8(LOCALITY), uint32(command.length)];
    return Buffer.concat([...head, command]);
  },
  unwrap: (received) => {
    if (received.length < LENGTH_BYTES) return 'incomplete';
    const size = new TpmReader(received).uint32();
    return exactly(received, { from: LENGTH_BYTES, size, trailer: ACKNOWLEDGEMENT_BYTES });
  },
};

/** Nothing may follow: there is one command in flight. */
function exactly(
  received: Uint8Array,
  place: { readonly from: number; readonly size: number; readonly trailer: number },
): ReturnType<Framing['unwrap']> {
  const { from, size, trailer } = place;
  if (size < HEADER_BYTES || size > FRAME_MAX_BYTES) return 'invalid';
  const whole = from + size + trailer;
  if (received.length < whole) return 'incomplete';
  return received.length > whole ? 'invalid' : received.slice(from, from + size);
}
