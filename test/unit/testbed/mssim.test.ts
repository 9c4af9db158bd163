/**
 * The simulator protocol in front of the TPM, frame by frame.
 * @module
 */
import { expect, test } from 'vitest';
import { uint32 } from '../../testbed/tpm/commands.ts';
import { encodeResponse, takeFrame } from '../../testbed/tpm/mssim.ts';

const sendCommand = (command: string): Buffer =>
  Buffer.concat([uint32(8), Buffer.from([0]), uint32(command.length), Buffer.from(command)]);

test('a command is taken when it is complete, and not a byte before', () => {
  const frame = sendCommand('abcdef');
  for (let size = 0; size < frame.length; size++) {
    expect(takeFrame(frame.subarray(0, size))).toBeUndefined();
  }
  const next = Buffer.concat([frame, uint32(20)]);
  expect(takeFrame(next)).toEqual({
    kind: 'command',
    command: Buffer.from('abcdef'),
    sizeBytes: frame.length,
  });
  expect(takeFrame(next.subarray(frame.length))).toEqual({ kind: 'end', sizeBytes: 4 });
});

test('power and cancel signals need only an answer', () => {
  expect(takeFrame(uint32(1, 11))).toEqual({ kind: 'signal', sizeBytes: 4 });
});

test('an absurd length ends the connection', () => {
  const frame = Buffer.concat([uint32(8), Buffer.from([0]), uint32(0xffffffff)]);
  expect(takeFrame(frame)?.kind).toBe('invalid');
});

test('a response has its length before and four zero bytes behind', () => {
  expect(encodeResponse(Buffer.from('xy')).toString('hex')).toBe('00000002787900000000');
});
