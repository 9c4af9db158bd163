/**
 * Whether a host is pushed to, from what its Hello says and what is on record.
 * @module
 */
import { expect, test } from 'vitest';
import {
  BY_TPM,
  CLONE_AGAIN_MS,
  decideHello,
  type HelloInput,
} from '#controller/blocks/decide-hello.ts';
import { hostBlockOf } from '#test/gen/host-block.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';

const NOW_MS = 1_700_000_000_000;
const clone = hostBlockOf({ kind: 'ClonedDisk', deniedSerial: '05' });
const older = hostBlockOf({ id: 'o', kind: 'ControllerOlderThanHost', trustEpoch: 7, hostSeq: 9 });
const lifted = { atMs: NOW_MS - 1_000, by: 'ada' };

function input(change: Partial<HelloInput> = {}): HelloInput {
  const identity = hostIdentityOf('u1', 'alpha', { lastPushSeq: 4, certificateSerial: '06' });
  const hello = { hostSeq: 4, trustEpoch: 2 };
  return { hello, identity, trustEpoch: 2, blocks: [], nowMs: NOW_MS, ...change };
}

const byTpm = (change = {}) =>
  hostIdentityOf('u1', 'alpha', { assurance: 'TPM', certificateSerial: '06', ...change });

test('a host that is not ahead is pushed to', () => {
  expect(decideHello(input())).toEqual({});
  expect(decideHello(input({ hello: { hostSeq: 0, trustEpoch: 1 } }))).toEqual({});
});

test.for([
  { given: 'more pushes than were sent', hello: { hostSeq: 5, trustEpoch: 2 } },
  { given: 'a newer trust bundle', hello: { hostSeq: 4, trustEpoch: 3 } },
])('a host that has $given is ahead of this controller', ({ hello }) => {
  expect(decideHello(input({ hello })).hold).toMatchObject({ kind: 'older' });
});

test('what is on record holds, whatever the host says now', () => {
  expect(decideHello(input({ blocks: [older] })).hold).toEqual({ kind: 'known', block: older });
  expect(decideHello(input({ blocks: [clone] })).hold).toEqual({ kind: 'known', block: clone });
});

test('a trust bundle that a person has accepted is no reason again; a newer one is', () => {
  const blocks = [{ ...older, lifted }];
  expect(decideHello(input({ blocks, hello: { hostSeq: 4, trustEpoch: 7 } }))).toEqual({});
  expect(decideHello(input({ blocks, hello: { hostSeq: 4, trustEpoch: 8 } })).hold).toBeDefined();
});

test('the machine with the TPM ends the alarm of its copy with a certificate issued since', () => {
  expect(decideHello(input({ identity: byTpm(), blocks: [clone] }))).toMatchObject({
    proven: clone,
  });
});

test.for([
  { given: 'a software key, which is on both disks', identity: byTpm({ assurance: 'Software' }) },
  { given: 'the certificate that both had', identity: byTpm({ certificateSerial: '05' }) },
])('$given ends no alarm', ({ identity }) => {
  const verdict = decideHello(input({ identity, blocks: [clone] }));
  expect(verdict).toEqual({ hold: { kind: 'known', block: clone } });
});

test('a second alarm within a week is for a person: the copy has a TPM as well', () => {
  const before = (agoMs: number) =>
    hostBlockOf({
      id: 'before',
      kind: 'ClonedDisk',
      deniedSerial: '01',
      lifted: { atMs: NOW_MS - agoMs, by: BY_TPM },
    });
  const at = (agoMs: number) =>
    decideHello(input({ identity: byTpm(), blocks: [before(agoMs), clone] }));
  expect(at(CLONE_AGAIN_MS - 1).hold).toBeDefined();
  expect(at(CLONE_AGAIN_MS).proven).toEqual(clone);
});
