/**
 * What Hello told is told again when it changed: at once of the TPM, else every five minutes at most.
 * @module
 */
import { expect, test } from 'vitest';
import { FactsTeller } from '#agent/session/facts-teller.ts';
import type { HostFacts, TpmSeen } from '#src/intent/report.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { helloOf } from '#test/gen/messages.ts';

const { facts: plain } = helloOf();

function tpm(isLockedOut: boolean): TpmSeen {
  const counter = isLockedOut ? 3 : 0;
  return { kind: 'answers', lockout: { isLockedOut, counter, max: 3, intervalSeconds: 600 } };
}

function telling(inHello: HostFacts) {
  const clock = new FakeClock();
  const host = { facts: inHello, tpmChanged: (): void => undefined };
  const sent: HostFacts[] = [];
  const followTpm = (listener: () => void) => {
    host.tpmChanged = listener;
    return () => {
      host.tpmChanged = () => undefined;
    };
  };
  const parts = {
    facts: () => host.facts,
    followTpm,
    clock,
    send: (it: HostFacts) => sent.push(it),
  };
  const stop = new AbortController();
  const run = async () => new FactsTeller(parts, inHello).run(stop.signal);
  return { clock, host, sent, stop, run };
}

test('a TPM that is locked out is told of at once, and that it is no more', async () => {
  const { host, sent, stop, run } = telling({ ...plain, tpm: tpm(false) });
  const running = run();
  for (const isLockedOut of [true, false]) {
    host.facts = { ...plain, tpm: tpm(isLockedOut) };
    host.tpmChanged();
    host.tpmChanged();
  }
  expect(sent.map((facts) => facts.tpm)).toEqual([tpm(true), tpm(false)]);
  stop.abort(new Error('over'));
  await running;
});

test('what was found between Hello and Welcome is told', async () => {
  const { host, sent, stop, run } = telling(plain);
  host.facts = { ...plain, tpm: tpm(true) };
  const running = run();
  expect(sent).toEqual([host.facts]);
  stop.abort(new Error('over'));
  await running;
});

test('measured times wait for five minutes, and nothing is told that did not change', async () => {
  const { clock, host, sent, stop, run } = telling(plain);
  const running = run();
  host.facts = { ...plain, facts: { ...plain.facts, tpmSealMs: '40' } };
  await clock.nextSleep();
  clock.advance(299_999);
  expect(sent).toEqual([]);
  clock.advance(1);
  await clock.nextSleep();
  expect(sent).toEqual([host.facts]);
  clock.advance(300_000);
  await clock.nextSleep();
  expect(sent).toHaveLength(1);
  stop.abort(new Error('over'));
  await running;
});

test('with the session it ends', async () => {
  const { host, sent, stop, run } = telling(plain);
  const running = run();
  stop.abort(new Error('over'));
  await running;
  host.facts = { ...plain, tpm: tpm(true) };
  host.tpmChanged();
  expect(sent).toEqual([]);
});
