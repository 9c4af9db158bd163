/**
 * A host whose sealing keys changed: what opens no more is not in the inventory, comes again, and is whole.
 * @module
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ApplyEngine } from '#agent/apply/ports.ts';
import { loseSealed, type LostCredential } from '#agent/heal/lose-sealed.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { answerSystemdCreds } from '#test/fakes/fake-systemd-creds.ts';
import { intentOf } from '#test/gen/intent.ts';

const UNIT = 'payments.service';
const NAME = 'db-password';
const HEALTH = { ...intentOf().health, minHealthyMs: 0 };
const FIRST: FakeIntent = {
  contents: { [NAME]: 'v1' },
  change: { version: 1, health: HEALTH },
};

const CHANGES = ['PCR 7 changed'];

let host: FakeApplyHost;

beforeEach(async () => {
  host = await FakeApplyHost.create();
  host.systemd.addUnit(UNIT, { loads: [NAME] });
  await host.apply([push(1, FIRST)]);
});

afterEach(async () => host.remove());

/** Nothing that was sealed before opens, for this reason. */
function refuseOld(stderr: string): void {
  host.answer = (request) =>
    request.args[0] === 'decrypt' ? { exitCode: 1, stderr } : answerSystemdCreds(request);
}

async function lose(): Promise<readonly LostCredential[]> {
  let lost: readonly LostCredential[] = [];
  await host.run(async (engine) => {
    if (host.context === undefined) throw new Error('nothing runs');
    lost = await loseSealed(host.context, CHANGES, async (work) => engine.exclusive(work));
  });
  return lost;
}

async function heldVersion(): Promise<number | undefined> {
  let inventory: ReturnType<ApplyEngine['inventory']> = [];
  await host.run(async (engine) => {
    inventory = engine.inventory();
  });
  return inventory[0]?.version;
}

test('what opens no more is held no more, also after a restart', async () => {
  refuseOld('Failed to decrypt\n');
  expect(await lose()).toMatchObject([{ name: intentOf().name, version: 1 }]);
  expect(await heldVersion()).toBe(0);
  expect(await lose()).toEqual([]);
});

test('the same version sent again is sealed anew over what lies there, and proven', async () => {
  refuseOld('Failed to decrypt\n');
  await lose();
  host.answer = undefined;
  const jobs = host.systemd.jobs.length;
  await host.apply([push(2, FIRST)]);
  expect(host.phases().at(-1)).toBe('1 Healthy');
  expect(await heldVersion()).toBe(1);
  // What runs has that content: nothing is restarted for it.
  expect(host.systemd.jobs.length).toBe(jobs);
  expect(await host.stored(NAME)).toBe('v1');
});

test('what opens is not touched', async () => {
  expect(await lose()).toEqual([]);
  expect(await heldVersion()).toBe(1);
});

describe('a PCR state that nobody signed', () => {
  /** From here on, as the agent's own opening says it. */
  function unsigned(): void {
    const { context } = host;
    if (context === undefined) throw new Error('nothing runs');
    const message = 'nobody signed it: credfleet pcr sign NAME --pcr 7=00';
    Object.assign(context, {
      testSealed: async () => Promise.reject(new CredfleetError('PCR_NOT_SIGNED', message)),
    });
  }

  test('is waited for: what is sealed stays, and it is told once', async () => {
    await host.run(async (engine) => {
      unsigned();
      const exclusive: ApplyEngine['exclusive'] = async (work) => engine.exclusive(work);
      expect(await loseSealed(host.context!, CHANGES, exclusive)).toEqual([]);
      expect(await loseSealed(host.context!, CHANGES, exclusive)).toEqual([]);
    });
    const told = host.reports.filter(({ code }) => code === 'PCR_NOT_SIGNED');
    expect(told).toMatchObject([
      {
        phase: 'Healthy',
        runningVersion: 1,
        occasion: 'SealLost',
        message: `the sealed file of '${NAME}' waits (PCR 7 changed): nobody signed it: credfleet pcr sign NAME --pcr 7=00`,
      },
    ]);
    expect(await heldVersion()).toBe(1);
  });

  test('that is signed now: what had failed for it is started, and told', async () => {
    await host.run(async (engine) => {
      unsigned();
      await loseSealed(host.context!, CHANGES, async (work) => engine.exclusive(work));
    });
    const unit = host.systemd.unit(UNIT);
    const failed = { activeState: 'failed', subState: 'failed', execMainStatus: 243 };
    unit.state = { ...unit.state, ...failed };
    const jobs = host.systemd.jobs.length;
    await lose();
    expect(host.systemd.jobs.slice(jobs)).toMatchObject([{ unit: UNIT, verb: 'restart' }]);
    const last = host.reports.at(-1);
    expect(last).toMatchObject({ phase: 'Healthy', occasion: 'SealLost' });
    expect(last?.code).toBeUndefined();
    expect(last?.message).toContain(`${UNIT} was without it and was restarted`);
    await lose();
    expect(host.systemd.jobs).toHaveLength(jobs + 1);
  });
});

test('a TPM that is away says nothing of the files: the question stays', async () => {
  refuseOld('Failed to initialize TCTI context: tcti:IO failure\n');
  await expect(lose()).rejects.toMatchObject({ code: 'TPM_UNAVAILABLE' });
  host.answer = undefined;
  expect(await heldVersion()).toBe(1);
});
