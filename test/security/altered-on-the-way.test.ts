/**
 * Threat: somebody between a genuine machine and the controller who alters what they say. Machine and controller then
 * speak of two different conversations, and the TPM's answers are to the other one. (Machines that lie themselves:
 * test/integration/enroll.)
 * @module
 */
import { deepStrictEqual } from 'node:assert/strict';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REFUSAL_TEXT } from '#controller/enroll/refused-enrolment.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { decodeEnrollRequest, decodeEnrollResponse } from '#src/wire/enrollment-from-wire.ts';
import type {
  EnrollChallenge,
  EnrollResponse,
  EnrollStart,
} from '#src/wire/enrollment-messages.ts';
import { encodeEnrollRequest, encodeEnrollResponse } from '#src/wire/enrollment-to-wire.ts';
import type { Applicant, Heard } from '#test/fakes/applicant.ts';
import { EnrollWorld } from '#test/fakes/enroll-world.ts';
import { SoftwareTpmApplicant } from '#test/fakes/software-tpm-applicant.ts';

const machine = new SoftwareTpmApplicant();
const other = new SoftwareTpmApplicant();
const denied = { kind: 'denied', message: REFUSAL_TEXT } as const;
let world: EnrollWorld;

beforeAll(async () => {
  world = await EnrollWorld.start();
  await world.createHost('db-1', { ekHash: machine.ekHash });
  await world.createHost('db-2', { ekHash: other.ekHash });
});
afterAll(() => world[Symbol.dispose]());

type Altered = {
  readonly m1?: (bytes: Uint8Array) => Uint8Array;
  readonly m2?: (bytes: Uint8Array) => Uint8Array;
  readonly m3?: (bytes: Uint8Array) => Uint8Array;
};
const same = <T>(value: T): T => value;

/** The machine believes what it said and what it hears. Undefined when it gave up at what it heard. */
async function conversation({ m1 = same, m2 = same, m3 = same }: Altered) {
  let said: Uint8Array = new Uint8Array();
  const between: Applicant = {
    start: (change) => machine.start(change),
    prove: async ({ challengeBytes }: Heard) => {
      const heard = m2(challengeBytes);
      const answer = decodeEnrollResponse(heard);
      if (answer.kind !== 'challenge') throw new GaveUp();
      const { challenge } = answer;
      return machine
        .prove({ startBytes: said, challengeBytes: heard, challenge })
        .catch((reason: unknown) => Promise.reject(new GaveUp(reason)));
    },
  };
  const startBytes = (bytes: Uint8Array): Uint8Array => {
    said = bytes;
    return m1(bytes);
  };
  return world
    .enroll(between, { startBytes, proofBytes: m3 })
    .catch((reason: unknown) => (isGivenUp(reason) ? undefined : Promise.reject(reason)));
}

class GaveUp extends Error {
  constructor(cause?: unknown) {
    super('the machine gave up', { cause });
  }
}
const isGivenUp = (reason: unknown): boolean =>
  reason instanceof GaveUp || reason instanceof CredfleetError;

/** The controller's answer; it left no trace but the refusal. A machine that gave up was told nothing. */
async function refusal(altered: Altered): Promise<EnrollResponse> {
  const before = await world.everything();
  const answer = await conversation(altered);
  deepStrictEqual(await world.everything(), before);
  return answer ?? denied;
}

test('unaltered it ends with a certificate', async () => {
  expect(await conversation({})).toMatchObject({ kind: 'issued', issued: { assurance: 'TPM' } });
});

const flipped = (bytes: Uint8Array, at = bytes.length - 1): Uint8Array =>
  Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));

const changes = [
  { how: 'with one bit changed', change: (value: Uint8Array) => flipped(value) },
  { how: 'missing', change: () => new Uint8Array() },
  { how: 'cut off', change: (value: Uint8Array) => value.subarray(0, -1) },
  { how: "another host's", change: (_value: Uint8Array, others: Uint8Array) => others },
];

describe('M1', () => {
  const startWith =
    (change: (start: EnrollStart) => Partial<EnrollStart>) =>
    (bytes: Uint8Array): Uint8Array => {
      // What was said is decoded from its bytes: nothing else is known on the way.
      const start = startIn(bytes);
      return encodeEnrollRequest({ kind: 'start', start: { ...start, ...change(start) } });
    };
  const startIn = (bytes: Uint8Array): EnrollStart => {
    const request = decodeEnrollRequest(bytes);
    if (request.kind !== 'start') throw new Error('no start');
    return request.start;
  };
  const fields = ['nonceAgent', 'ekPub', 'akPub', 'kxTpmPub', 'tlsSpki', 'receiptKey'] as const;
  const cases = fields.flatMap((field) =>
    changes.map(({ how, change }) => ({ field, how, change })),
  );

  test.for(cases)('$field $how', async ({ field, change }) => {
    const m1 = startWith((start) => ({ [field]: change(start[field], other.start()[field]) }));
    expect(await refusal({ m1 })).toEqual(denied);
  });

  test.for([
    ['kxEpoch', { kxEpoch: 2 }],
    ['hostName', { hostName: 'db-2' }],
    ['bootId', { bootId: 'boot-2' }],
    ['facts', { facts: { os: 'other' } }],
    ['hostUid', { hostUid: 'b0000000-0000-4000-8000-000000000002' }],
    ['a token', { tokenId: 'aaaaaaaaaa', tokenMac: new Uint8Array(32) }],
    ['certificates', { ekCerts: [new Uint8Array(10)] }],
  ] as const)('another %s', async ([, change]) => {
    expect(await refusal({ m1: startWith(() => change) })).toEqual(denied);
  });
});

describe('M2', () => {
  const challengeWith =
    (change: (challenge: EnrollChallenge) => Partial<EnrollChallenge>) =>
    (bytes: Uint8Array): Uint8Array => {
      const answer = decodeEnrollResponse(bytes);
      if (answer.kind !== 'challenge') throw new Error('no challenge');
      const challenge = { ...answer.challenge, ...change(answer.challenge) };
      return encodeEnrollResponse({ kind: 'challenge', challenge });
    };

  test.for([
    ['nonce', (one: EnrollChallenge) => ({ nonceController: flipped(one.nonceController) })],
    ['credential', (one: EnrollChallenge) => ({ credentialBlob: flipped(one.credentialBlob) })],
    ['no credential', () => ({ credentialBlob: new Uint8Array(), encSecret: new Uint8Array() })],
    ['encrypted secret', (one: EnrollChallenge) => ({ encSecret: flipped(one.encSecret, 40) })],
    ['choice of PCRs', () => ({ pcrSelection: [23] })],
    ['no PCRs', () => ({ pcrSelection: [] })],
    ['deadline', () => ({ deadlineMs: 3_600_000 })],
  ] as const)('another %s', async ([, change]) => {
    expect(await refusal({ m2: challengeWith(change) })).toEqual(denied);
  });
});

describe('any one bit', () => {
  /** One bit of every fifth byte. */
  const everywhere = (length: number): readonly number[] =>
    Array.from({ length: Math.ceil(length / 5) }, (_, index) => index * 5);
  const bitOf = (at: number) => (bytes: Uint8Array) =>
    Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ (1 << (at & 7)) : byte));

  test.for(['m1', 'm2', 'm3'] as const)('of %s', async (message) => {
    let length = 0;
    const measured = (bytes: Uint8Array): Uint8Array => {
      length = bytes.length;
      return bytes;
    };
    await conversation({ [message]: measured });
    const before = await world.everything();
    for (const at of everywhere(length)) {
      const answer = await conversation({ [message]: bitOf(at) });
      expect(answer ?? denied, `byte ${at}`).toEqual(denied);
    }
    expect(await world.everything()).toEqual(before);
  });
});
