/**
 * D-Bus as bytes: calls are written as another implementation writes them, messages are read as it wrote them, and
 * nothing that is not whole is taken.
 * @module
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeMessage, messageBytes } from '#agent/dbus/decode-message.ts';
import { encodeCall } from '#agent/dbus/encode-call.ts';
import vectors from '#test/vectors/dbus.json' with { type: 'json' };

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const refused = expect.objectContaining({ code: 'SYSTEMD_UNREACHABLE' }) as Error;

test.for(vectors.calls)('a call of $call.member has the bytes of the vector', ({ call, bytes }) => {
  expect(Buffer.from(encodeCall(call, vectors.serial)).toString('hex')).toBe(bytes);
});

test('a call that was made before has the same bytes, but for number and body', () => {
  const names = { destination: 'a.b', path: '/a', interface: 'a.c', member: 'Again' };
  const encode = (body: readonly string[], serial: number): Buffer =>
    Buffer.from(encodeCall({ ...names, signature: 's', body }, serial));
  const first = encode(['one'], 1);
  const longer = encode(['another one'], 2);
  expect(decodeMessage(longer)).toMatchObject({ member: 'Again', body: ['another one'] });
  expect(longer.readUInt32LE(8)).toBe(2);
  expect(encode(['one'], 1)).toEqual(first);
});

describe('an answer with every type', () => {
  const bytes = hex(vectors.answer);

  test('is read whole', () => {
    expect(messageBytes(bytes)).toBe(bytes.length);
    expect(decodeMessage(bytes)).toEqual({
      type: 2,
      replySerial: 3,
      path: '',
      interface: '',
      member: '',
      errorName: '',
      body: [
        7,
        true,
        -2,
        65_535,
        -9,
        4_000_000_000,
        -5,
        12_345_678_901,
        1.5,
        'hé',
        '/a/b',
        'a(ss)',
        ['q', 1],
        [
          ['k', 5],
          ['l', 6],
        ],
        ['z', 1],
        [Buffer.from([1, 2, 3]), false],
        [[['a', 'b']], []],
      ],
    });
  });

  test('is refused wherever it is cut off, and with a byte more', () => {
    for (let length = 16; length < bytes.length; length += 1) {
      expect(() => decodeMessage(bytes.subarray(0, length))).toThrow(refused);
    }
    expect(() => decodeMessage(Buffer.concat([bytes, Buffer.alloc(1)]))).toThrow(refused);
  });
});

test('in the other byte order it says the same', () => {
  expect(decodeMessage(hex(vectors.bigEndian))).toMatchObject({
    type: 2,
    replySerial: 3,
    body: ['ab', 9],
  });
});

test.for([
  { what: 'neither byte order', change: (bytes: Buffer) => bytes.fill(0x78, 0, 1) },
  { what: 'a size above the limit of D-Bus', change: (bytes: Buffer) => bytes.fill(0xff, 4, 8) },
])('$what is refused before the message is there', ({ change }) => {
  expect(() => messageBytes(change(hex(vectors.answer)))).toThrow(refused);
});

test('variants within variants are read to a depth, and no further', () => {
  const nested = (depth: number): Buffer => {
    const body = Buffer.from(
      [...Array<string>(depth).fill('\x01v\0'), '\x01y\0\x07'].join(''),
      'latin1',
    );
    const message = Buffer.concat([
      hex('6c020001000000000100000007000000080167000176000000'),
      Buffer.alloc(7),
    ]);
    const whole = Buffer.concat([message.subarray(0, 24), body]);
    whole.writeUInt32LE(body.length, 4);
    return whole;
  };
  expect(decodeMessage(nested(3)).body).toEqual([7]);
  expect(() => decodeMessage(nested(500))).toThrow(refused);
});

test('what is called with any texts is read again as it was meant', () => {
  const text = fc.string({ unit: 'binary' }).filter((it) => !it.includes('\0'));
  const bodies = fc.array(fc.oneof(text, fc.array(text)), { maxLength: 4 });
  fc.assert(
    fc.property(bodies, fc.integer({ min: 1, max: 2 ** 32 - 1 }), (body, serial) => {
      const signature = body.map((value) => (typeof value === 'string' ? 's' : 'as')).join('');
      const names = { destination: 'a.b', path: '/a', interface: 'a.c', member: 'Do' };
      const bytes = Buffer.from(encodeCall({ ...names, signature, body }, serial));
      expect(messageBytes(bytes)).toBe(bytes.length);
      expect(decodeMessage(bytes)).toMatchObject({ type: 1, path: '/a', member: 'Do', body });
    }),
  );
});

test('a body that is not of its signature is not sent', () => {
  const names = { destination: 'a.b', path: '/a', interface: 'a.c', member: 'Do' };
  expect(() => encodeCall({ ...names, signature: 'ss', body: ['one'] }, 1)).toThrow(RangeError);
});
