/**
 * A crash at every failpoint while a version that units fetch is put in place: whatever unit starts then gets the old
 * one or the new one, whole, and is never refused.
 * @module
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failpoints } from '#agent/apply/failpoints.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { intentOf } from '#test/gen/intent.ts';
import { openSealedText } from '#test/gen/sealed-text.ts';

const UNIT = 'payments.service';
const NAME = 'db-password';

let host: FakeApplyHost;

beforeEach(async () => {
  host = await FakeApplyHost.create();
  host.systemd.addUnit(UNIT);
  host.systemd.unit(UNIT).survives = (contents) => contents.get(NAME) !== 'bad';
  await host.apply([push(1, version(1, 'good'))]);
});

afterEach(async () => {
  await host.remove();
});

function version(number: number, content: string): FakeIntent {
  const delivery = { type: 'Socket', store: 'Provider', dropIn: 'Managed' } as const;
  const health = { ...intentOf().health, minHealthyMs: 1_000 };
  return { contents: { [NAME]: content }, change: { version: number, health, delivery } };
}

async function fetched(): Promise<string> {
  const sealed = await host.fetch({ unit: UNIT, credential: NAME });
  return sealed === undefined ? 'refused' : Buffer.from(openSealedText(sealed).content).toString();
}

describe.for([
  { change: 'a good version', content: 'better', end: 'better' },
  { change: 'a bad version', content: 'bad', end: 'good' },
])('$change', ({ content, end }) => {
  test.for(failpoints.map((failpoint) => ({ failpoint })))(
    'crashed at $failpoint: old or new is fetched, at the end the right one',
    async ({ failpoint }) => {
      const { crashed } = await host.run(async (engine) => {
        const ended = host.ended(1);
        await engine.accept(push(2, version(2, content)));
        await ended;
      }, failpoint);
      expect(['good', content]).toContain(await fetched());
      await host.apply([], !crashed || failpoint === 'finished' ? 0 : 1);
      expect(await fetched()).toBe(end);
    },
  );
});
