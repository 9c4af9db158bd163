/**
 * A crash at every failpoint, in every kind of change: started again, the host ends with the same result,
 * and the unit was restarted no more often than without the crash.
 * @module
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failpoints } from '#agent/apply/failpoints.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { intentOf } from '#test/gen/intent.ts';

const UNIT = 'payments.service';
const NAME = 'db-password';
const HEALTH = { ...intentOf().health, minHealthyMs: 1_000 };

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
  const contents = { [NAME]: content, 'api-key': `key-${number}` };
  return { contents, change: { version: number, health: HEALTH } };
}

const removal: FakeIntent = { contents: {}, change: { version: 2, operation: 'delete' } };

describe.for([
  {
    change: 'a good version',
    intent: version(2, 'better'),
    story: ['2 Sealed', '2 Soaking', '2 Healthy'],
    restarts: 1,
  },
  {
    change: 'a bad version',
    intent: version(2, 'bad'),
    story: ['2 Sealed', '2 RolledBack'],
    restarts: 2,
  },
  { change: 'a removal', intent: removal, story: ['2 Removed'], restarts: 0 },
])('$change', ({ intent, story, restarts }) => {
  const end = story.at(-1) ?? '';

  test.for(failpoints.map((failpoint) => ({ failpoint })))(
    'crashed at $failpoint ends the same',
    async ({ failpoint }) => {
      const jobsBefore = host.systemd.jobs.length;
      const { crashed } = await host.run(async (engine) => {
        const ended = host.ended(1);
        await engine.accept(push(2, intent));
        await ended;
      }, failpoint);
      await expectOldOrNew();
      const finished = !crashed || failpoint === 'finished';
      await host.apply([], finished ? 0 : 1);
      expect(host.phases().at(-1)).toBe(end);
      // Each step is told, in order: what was told twice counts where it was told first.
      const told = host.phases().filter((phase) => phase.startsWith('2 '));
      expect([...new Set(told)]).toEqual(story);
      await expectEnd(end);
      expect(host.systemd.jobs.length - jobsBefore).toBe(restarts);
      expect(await host.envelopesKept()).toBe(0);
    },
  );
});

async function expectOldOrNew(): Promise<void> {
  const stored = await host.stored(NAME);
  expect(['good', 'better', 'bad', undefined]).toContain(stored);
  expect((await host.filesIn('store')).filter((name) => !name.startsWith('.')).length).not.toBe(1);
}

async function expectEnd(end: string): Promise<void> {
  const stored = { '2 Healthy': 'better', '2 RolledBack': 'good' }[end];
  expect(await host.stored(NAME)).toBe(stored);
  const files = stored === undefined ? [] : ['api-key', NAME];
  expect([...(await host.filesIn('store'))].sort()).toEqual(files);
  expect(await host.filesIn('units')).toHaveLength(files.length);
  expect(host.systemd.unit(UNIT).state.activeState).toBe('active');
}
