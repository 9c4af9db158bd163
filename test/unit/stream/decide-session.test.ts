/**
 * Which hosts may open a session.
 * @module
 */
import { expect, test } from 'vitest';
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { refuseEpochs, refuseSession } from '#controller/stream/decide-session.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import type { HostUid } from '#src/intent/intent.ts';
import { HOST_UID } from '#test/gen/envelope.ts';
import { helloOf } from '#test/gen/messages.ts';

const serial = (moment: number) => `01${moment.toString(16).padStart(12, '0')}${'00'.repeat(9)}`;
const peer = { kind: 'host', hostUid: HOST_UID as HostUid, serial: serial(5) } as const;

const identity: HostIdentity = {
  hostUid: HOST_UID,
  hostName: 'db-1',
  assurance: 'Software',
  identityHash: 'aa',
  kxPub: new Uint8Array(),
  kxEpoch: 1,
  receiptKey: new Uint8Array(),
  identityEpoch: 2,
  certificateSerial: serial(5),
  certificateNotAfterMs: 0,
  lastPushSeq: 0,
  lastReportSeq: 0,
  enrolledAtMs: 0,
};

function hostOf(spec: Host['spec'] = {}, uid = HOST_UID): Stored<Host> {
  return {
    apiVersion: 'credfleet.dev/v1alpha1',
    kind: 'Host',
    metadata: { name: 'db-1', uid, resourceVersion: '1', creationTimestamp: '' },
    spec: { approval: 'Approved', identityKeyHash: 'aa', ...spec },
  };
}

test('an approved host with the recorded certificate, or a newer one, is admitted', () => {
  for (const moment of [5, 6]) {
    const newer = { ...peer, serial: serial(moment) };
    expect(refuseSession({ peer: newer, identity, host: hostOf(), blocks: [] })).toBeUndefined();
  }
});

test.for([
  { given: 'a replaced certificate', input: { peer: { ...peer, serial: serial(4) } } },
  { given: 'a deleted Host', input: { host: undefined } },
  { given: 'a Host made anew', input: { host: hostOf({}, 'another-uid') } },
  { given: 'a revoked Host', input: { host: hostOf({ revoked: true }) } },
  { given: 'a Host that waits', input: { host: hostOf({ approval: 'Pending' }) } },
  { given: 'a denied Host', input: { host: hostOf({ approval: 'Denied' }) } },
  { given: 'another pinned key', input: { host: hostOf({ identityKeyHash: 'bb' }) } },
])('$given is refused', ({ input }) => {
  expect(refuseSession({ peer, identity, host: hostOf(), blocks: [], ...input })).toEqual(
    expect.any(String),
  );
});

test('epochs that are not on record are refused', () => {
  expect(refuseEpochs(helloOf(), identity)).toBeUndefined();
  expect(refuseEpochs(helloOf({ identityEpoch: 1 }), identity)).toContain('identity epoch');
  expect(refuseEpochs(helloOf({ kxEpoch: 2 }), identity)).toContain('key epoch');
});
