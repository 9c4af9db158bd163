/**
 * What the wire does not let a peer do with a message of allowed size.
 * @module
 */
import { expect, test } from 'vitest';
import { decodeIntent } from '#src/wire/intent-from-wire.ts';
import { encodeIntent } from '#src/wire/intent-to-wire.ts';
import { MESSAGE_MAX_BYTES } from '#src/wire/messages.ts';
import { decodeAgentMessage } from '#src/wire/session-from-wire.ts';
import { encodeAgentMessage } from '#src/wire/session-to-wire.ts';
import { bytesField, fieldsOf, numberField, setField } from '#test/gen/protobuf.ts';
import { helloOf } from '#test/gen/messages.ts';
import { fullIntent } from './frozen.ts';

const tooMany = expect.objectContaining({
  code: 'MESSAGE_INVALID',
  message: expect.stringContaining('more than 65536 fields'),
});

function repeated(field: Uint8Array): Uint8Array {
  const times = Math.floor((MESSAGE_MAX_BYTES - 64) / field.length);
  return Buffer.concat(Array.from({ length: times }, () => field));
}

test('a hello with two million empty entries is refused before they are made', () => {
  const hello = bytesField(1, repeated(bytesField(6, new Uint8Array())));
  expect(() => decodeAgentMessage(hello)).toThrow(tooMany);
});

test('a message of two million unknown fields is refused before they are kept', () => {
  expect(() => decodeAgentMessage(repeated(numberField(15, 0n)))).toThrow(tooMany);
});

test('a hello with as many entries as are allowed is read', () => {
  const [entry] = helloOf().inventory;
  if (entry === undefined) throw new Error('no entry');
  const inventory = Array.from({ length: 4096 }, (_, index) => ({ ...entry, uid: `u${index}` }));
  const hello = helloOf({ inventory });
  expect(decodeAgentMessage(encodeAgentMessage({ kind: 'hello', hello }))).toMatchObject({
    hello: { inventory: { length: 4096 } },
  });
});

test('an intent with a field of a later release in its HTTP probe is refused', () => {
  const spec = encodeIntent(fullIntent);
  const health = fieldsOf(spec).get(12)?.content ?? new Uint8Array();
  const newer = Buffer.concat([bytesField(1, Buffer.from('http://a')), numberField(127, 1n)]);
  const probe = bytesField(5, bytesField(2, newer));
  const changed = setField(spec, 12, bytesField(12, setField(health, 5, probe)));
  expect(() => decodeIntent(changed)).toThrow("'intent.health.probes.http' has parts");
});
