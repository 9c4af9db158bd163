/**
 * What the wire says of drift, and that peers who know nothing of it meet nothing of it.
 * @module
 */
import { expect, test } from 'vitest';
import { decodeIntent } from '#src/wire/intent-from-wire.ts';
import { encodeIntent } from '#src/wire/intent-to-wire.ts';
import { credfleet } from '#src/wire/gen/agent_pb.js';
import { decodeHostReport, encodeHostReport } from '#src/wire/report-wire.ts';
import { intentOf, openedIntentOf } from '#test/gen/intent.ts';
import { hostReportOf } from '#test/gen/messages.ts';

const { intent } = openedIntentOf();

test.for([undefined, 'Report'] as const)('a drift policy of %s comes as it was sent', (drift) => {
  const delivery = { ...intentOf().delivery, ...(drift === undefined ? {} : { drift }) };
  expect(decodeIntent(encodeIntent({ ...intent, delivery })).delivery).toEqual(delivery);
});

test('a host refuses a drift policy that it does not know', () => {
  const spec = credfleet.v1.IntentSpec.decode(encodeIntent(intent));
  if (spec.delivery) spec.delivery.drift = 'Ignore';
  const bytes = credfleet.v1.IntentSpec.encode(spec).finish();
  expect(() => decodeIntent(bytes)).toThrow('intent.delivery.drift');
});

test.for(['Drift', 'SealLost', undefined] as const)('a report says why: %s', (occasion) => {
  const report = hostReportOf(occasion === undefined ? {} : { occasion });
  expect(decodeHostReport(encodeHostReport(report)).credential.occasion).toBe(occasion);
});

test('a word that a newer agent added does not cost the report', () => {
  const message = credfleet.v1.HostReport.decode(encodeHostReport(hostReportOf()));
  if (message.credential) message.credential.occasion = 'Weather';
  const bytes = credfleet.v1.HostReport.encode(message).finish();
  expect(decodeHostReport(bytes).credential).not.toHaveProperty('occasion');
});
