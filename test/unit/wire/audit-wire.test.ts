/**
 * The Audit service's messages: the same after both ways, and strict about what they are given.
 * @module
 */
import { expect, test } from 'vitest';
import {
  decodeAuditCheckpoint,
  decodeAuditCheckpointRequest,
  decodeAuditExportLine,
  decodeAuditExportRequest,
  decodeConsistency,
  decodeConsistencyRequest,
  decodeInclusionRequest,
  encodeAuditCheckpoint,
  encodeAuditCheckpointRequest,
  encodeAuditExportLine,
  encodeAuditExportRequest,
  encodeConsistency,
  encodeConsistencyRequest,
  encodeInclusionRequest,
  PROVEN_MAX,
} from '#src/wire/audit-wire.ts';

const invalid = expect.objectContaining({ code: 'MESSAGE_INVALID' });

test('messages are the same after both ways', () => {
  const checkpoint = { checkpoint: 'log\n1\nroot\n\n— log sig\n', key: 'log+00000000+key' };
  expect(decodeAuditCheckpoint(encodeAuditCheckpoint(checkpoint))).toEqual(checkpoint);
  expect(decodeAuditExportLine(encodeAuditExportLine('{"kind":"end"}'))).toBe('{"kind":"end"}');
  expect(decodeAuditCheckpointRequest(encodeAuditCheckpointRequest())).toEqual({});
  expect(decodeAuditExportRequest(encodeAuditExportRequest())).toEqual({});
  const inclusion = { seqs: Array.from({ length: PROVEN_MAX }, (_, at) => 2 ** 40 + at), size: 9 };
  expect(decodeInclusionRequest(encodeInclusionRequest(inclusion))).toEqual(inclusion);
  const consistency = { from: 3, to: 9 };
  expect(decodeConsistencyRequest(encodeConsistencyRequest(consistency))).toEqual(consistency);
  const answer = { ...consistency, path: ['aGFzaA=='], ...checkpoint };
  expect(decodeConsistency(encodeConsistency(answer))).toEqual(answer);
});

test('the largest report that a host may sign fits into a line', () => {
  const line = 'x'.repeat(700_000);
  expect(decodeAuditExportLine(encodeAuditExportLine(line))).toBe(line);
});

test.for([
  { given: 'a request that is too large', decode: decodeAuditExportRequest, size: 2000 },
  { given: 'another that is', decode: decodeAuditCheckpointRequest, size: 2000 },
  { given: 'a third', decode: decodeConsistencyRequest, size: 2000 },
  { given: 'too many events', decode: decodeInclusionRequest, size: 70_000 },
  { given: 'bytes that are no message', decode: decodeAuditCheckpoint, size: 3 },
])('$given is MESSAGE_INVALID', ({ decode, size }) => {
  expect(() => decode(new Uint8Array(size).fill(255))).toThrow(invalid);
});

test('a checkpoint without a key is MESSAGE_INVALID', () => {
  expect(() => decodeAuditCheckpoint(encodeAuditCheckpoint({ checkpoint: 'a', key: '' }))).toThrow(
    invalid,
  );
});
