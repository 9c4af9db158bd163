/**
 * What the wire says of requests to seal again, and that peers who know nothing of them are not taken for more.
 * @module
 */
import { expect, test } from 'vitest';
import { RESEAL, capabilitiesOf } from '#src/intent/capabilities.ts';
import { decodeIntent } from '#src/wire/intent-from-wire.ts';
import { encodeIntent } from '#src/wire/intent-to-wire.ts';
import { decodeHostReport, encodeHostReport } from '#src/wire/report-wire.ts';
import { openedIntentOf } from '#test/gen/intent.ts';
import { hostReportOf } from '#test/gen/messages.ts';
import { fieldsOf, numberField, setField } from '#test/gen/protobuf.ts';

/** Of IntentSpec and CredentialReport, and the first that nobody knows. */
const SEAL_REQUEST = 15;
const NEXT = 16;
const CREDENTIAL = 5;
const REQUEST = 1_764_000_000_000;

const { intent } = openedIntentOf();

test.for([undefined, REQUEST])('a request of %s comes as it was sent', (sealRequest) => {
  const sent = sealRequest === undefined ? intent : { ...intent, sealRequest };
  expect(decodeIntent(encodeIntent(sent))).toEqual(sent);
});

test('an intent without one is what agents of earlier releases take', () => {
  expect(fieldsOf(encodeIntent(intent)).has(SEAL_REQUEST)).toBe(false);
});

test('a field that an agent does not know it refuses: nobody answers what nobody understood', () => {
  const bytes = setField(encodeIntent(intent), NEXT, numberField(NEXT, BigInt(REQUEST)));
  expect(() => decodeIntent(bytes)).toThrow('does not know');
});

test('an agent says that it knows requests, whatever its host can', () => {
  expect(capabilitiesOf({ systemdVersion: 252, tpmPresent: false })).toContain(RESEAL);
});

test('a report of an agent of an earlier release answers no request', () => {
  const report = encodeHostReport(hostReportOf());
  const credential = fieldsOf(report).get(CREDENTIAL)?.content ?? new Uint8Array();
  expect(fieldsOf(credential).has(SEAL_REQUEST)).toBe(false);
  expect(decodeHostReport(report).credential).not.toHaveProperty('sealRequest');
});
