/**
 * A plan on the wire: the same after both ways, and strict about what is given.
 * @module
 */
import { expect, test } from 'vitest';
import type { PlanPart } from '#src/wire/plan-messages.ts';
import {
  decodePlanPart,
  decodePlanRequest,
  encodePlanPart,
  encodePlanRequest,
} from '#src/wire/plan-wire.ts';
import { planHeadOf, planHostsOf } from '#test/gen/plan-parts.ts';

const invalid = expect.objectContaining({ code: 'MESSAGE_INVALID' });
const freezes = [{ name: 'holidays', fromMs: 1, untilMs: 2, hosts: 3 }];

test('both ways, they are the same', () => {
  const request = { namespace: 'payments', credential: 'db' };
  expect(decodePlanRequest(encodePlanRequest(request))).toEqual(request);
  const head = planHeadOf({ freezes, isWindowOpen: false, windowChangesMs: 1_900_000_000_000 });
  const parts: readonly PlanPart[] = [
    { kind: 'head', head },
    ...planHostsOf(2).map((host) => ({ kind: 'host', host }) as const),
  ];
  for (const part of parts) expect(decodePlanPart(encodePlanPart(part))).toEqual(part);
});

test.for([
  { given: 'no namespace', asked: { namespace: '', credential: 'db' } },
  { given: 'no name', asked: { namespace: 'payments', credential: '' } },
])('a request with $given is MESSAGE_INVALID', ({ asked }) => {
  expect(() => decodePlanRequest(encodePlanRequest(asked))).toThrow(invalid);
});

test.for([
  { given: 'neither head nor host', bytes: new Uint8Array() },
  {
    given: 'a state that is none',
    bytes: encodePlanPart({
      kind: 'host',
      host: { host: 'h', step: '', state: 'Lost' as never, why: '', runningVersion: 0 },
    }),
  },
])('$given is MESSAGE_INVALID', ({ bytes }) => {
  expect(() => decodePlanPart(bytes)).toThrow(invalid);
});
