/**
 * The bytes around a response on a socket: whole, in pieces, too long, of another protocol.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { type Framing, mssimFraming, rawFraming } from '#agent/tpm/frames.ts';
import { uint32 } from '#src/tpm/bytes.ts';

const response = Buffer.from('80010000000c0000000000aa', 'hex');
const forms: readonly { name: string; framing: Framing; frame: Buffer }[] = [
  { name: 'swtpm', framing: rawFraming, frame: response },
  {
    name: 'mssim',
    framing: mssimFraming,
    frame: Buffer.concat([uint32(response.length), response, uint32(0)]),
  },
];

describe.for(forms)('$name', ({ framing, frame }) => {
  test('a whole response is taken', () => {
    expect(framing.unwrap(frame)).toEqual(response);
  });

  test('a part of it is not yet one', () => {
    for (let size = 0; size < frame.length; size += 1) {
      expect(framing.unwrap(frame.subarray(0, size))).toBe('incomplete');
    }
  });

  test('more than it is refused', () => {
    expect(framing.unwrap(Buffer.concat([frame, Buffer.alloc(1)]))).toBe('invalid');
  });

  test.for([0, 9, 4097, 0xffffffff])('a size of %i is refused', (size) => {
    const altered = Buffer.from(frame);
    altered.writeUInt32BE(size, framing === rawFraming ? 2 : 0);
    expect(framing.unwrap(altered)).toBe('invalid');
  });
});

test('a command to the simulator has its words before it', () => {
  const command = Buffer.from('8001', 'hex');
  const words = { send: uint32(8), locality: Buffer.from([0]), size: uint32(2) };
  expect(mssimFraming.wrap(command)).toEqual(Buffer.concat([...Object.values(words), command]));
  expect(rawFraming.wrap(command)).toEqual(command);
});
