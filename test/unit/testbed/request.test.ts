/**
 * Handles and sessions are found in TPM commands by position alone, also in damaged ones.
 * @module
 */
import { assert, nat, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { buildCommand, commandCode, pcrEvent, uint32 } from '../../testbed/tpm/commands.ts';
import { parseRequest } from '../../testbed/tpm/request.ts';
import { FAKE_ATTRIBUTES, readWithSession } from './fake-tpm.ts';

test('finds the handle and the session of a command', () => {
  const request = parseRequest(readWithSession(0x80ff0001, 0x03000005, true), FAKE_ATTRIBUTES);
  expect(request).toMatchObject({
    handles: [0x80ff0001],
    sessions: [{ handle: 0x03000005, continues: true }],
    returnsHandle: false,
  });
});

test('a password is no session', () => {
  const attributes = new Map([[commandCode.pcrEvent, 1 << 25]]);
  expect(parseRequest(pcrEvent(7, 'x'), attributes)).toMatchObject({ handles: [7], sessions: [] });
});

test('the parameter of FlushContext counts as a handle', () => {
  const command = buildCommand(commandCode.flushContext, uint32(0x80000000));
  expect(parseRequest(command, FAKE_ATTRIBUTES)?.handles).toEqual([0x80000000]);
});

test('sequence objects that end with the command are marked', () => {
  const attributes = new Map([[0x13e, (1 << 24) | (1 << 25)]]);
  const request = parseRequest(buildCommand(0x13e, uint32(0x80ff0000)), attributes);
  expect(request?.flushesHandles).toBe(true);
});

test('a command that is cut short is left to the TPM, never a crash', () => {
  const whole = readWithSession(0x80ff0001, 0x03000005, true);
  assert(
    property(nat({ max: whole.length - 1 }), uint8Array({ maxLength: 40 }), (cut, noise) => {
      const command = Buffer.concat([whole.subarray(0, cut), noise]);
      expect(() => parseRequest(command, FAKE_ATTRIBUTES)).not.toThrow();
    }),
  );
  expect(parseRequest(whole.subarray(0, 20), FAKE_ATTRIBUTES)).toBeUndefined();
});
