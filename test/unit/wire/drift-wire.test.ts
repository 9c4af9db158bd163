/**
 * What the wire says of drift, and that peers who know nothing of it meet nothing of it.
 * @module
 */
import { expect, test } from 'vitest';
import { decodeIntent } from '#src/wire/intent-from-wire.ts';
import { encodeIntent } from '#src/wire/intent-to-wire.ts';
import { decodeHostReport, encodeHostReport } from '#src/wire/report-wire.ts';
import { intentOf, openedIntentOf } from '#test/gen/intent.ts';
import { hostReportOf } from '#test/gen/messages.ts';
import { bytesField, fieldsOf, setField } from '#test/gen/protobuf.ts';

/** Fields of IntentSpec and IntentDelivery, of HostReport and CredentialReport. */
const DELIVERY = 9;
const DRIFT = 4;
const CREDENTIAL = 5;
const OCCASION = 14;

const { intent } = openedIntentOf();

test.for([undefined, 'Report'] as const)('a drift policy of %s comes as it was sent', (drift) => {
  const delivery = { ...intentOf().delivery, ...(drift === undefined ? {} : { drift }) };
  expect(decodeIntent(encodeIntent({ ...intent, delivery })).delivery).toEqual(delivery);
});

test('a host refuses a drift policy that it does not know', () => {
  const spec = encodeIntent(intent);
  const delivery = fieldsOf(spec).get(DELIVERY)?.content ?? new Uint8Array();
  const changed = setField(delivery, DRIFT, bytesField(DRIFT, Buffer.from('Ignore')));
  const bytes = setField(spec, DELIVERY, bytesField(DELIVERY, changed));
  expect(() => decodeIntent(bytes)).toThrow('intent.delivery.drift');
});

test.for(['Drift', 'SealLost', undefined] as const)('a report says why: %s', (occasion) => {
  const report = hostReportOf(occasion === undefined ? {} : { occasion });
  expect(decodeHostReport(encodeHostReport(report)).credential.occasion).toBe(occasion);
});

test('a word that a newer agent added does not cost the report', () => {
  const report = encodeHostReport(hostReportOf());
  const credential = fieldsOf(report).get(CREDENTIAL)?.content ?? new Uint8Array();
  const changed = setField(credential, OCCASION, bytesField(OCCASION, Buffer.from('Weather')));
  const bytes = setField(report, CREDENTIAL, bytesField(CREDENTIAL, changed));
  expect(decodeHostReport(bytes).credential).not.toHaveProperty('occasion');
});
