/**
 * When seals are tested, what is said of those that open no more, and what a missing host key does not cost.
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { FakeApplyHost, pushOf as push, type FakeIntent } from '#test/fakes/fake-apply-host.ts';
import { answerSystemdCreds } from '#test/fakes/fake-systemd-creds.ts';
import { GuardedHost } from '#test/fakes/guarded-host.ts';
import { intentOf } from '#test/gen/intent.ts';

const UNIT = 'payments.service';
const NAME = 'db-password';
const HEALTH = { ...intentOf().health, minHealthyMs: 0 };
const SEALING = { key: 'HostAndTPM2' as const, tpm2Pcrs: [7] };
const FIRST: FakeIntent = {
  contents: { [NAME]: 'v1' },
  change: { version: 1, health: HEALTH, sealing: SEALING },
};

let host: FakeApplyHost;
let guarded: GuardedHost;
/** How often systemd-creds was asked to open something. */
let decryptions = 0;
let opens = true;

beforeEach(async () => {
  opens = true;
  host = await FakeApplyHost.create();
  guarded = new GuardedHost(host);
  guarded.fingerprint = { ...guarded.fingerprint, pcrs: { '7': 'aa' } };
  host.systemd.addUnit(UNIT, { loads: [NAME] });
  host.answer = (request) => {
    if (request.args[0] !== 'decrypt') return answerSystemdCreds(request);
    decryptions += 1;
    return opens ? answerSystemdCreds(request) : { exitCode: 1, stderr: 'Failed to decrypt\n' };
  };
  await host.apply([push(1, FIRST)]);
  await guarded.look();
  decryptions = 0;
});

afterEach(async () => host.remove());

test('while nothing changed no seal is opened', async () => {
  await guarded.look();
  expect(decryptions).toBe(0);
  expect(guarded.watched.at(-1)).toEqual({ usesTpm: true, pcrs: [7] });
});

test('the TPM is not asked again for each file that changes', async () => {
  guarded.watched.length = 0;
  await guarded.look(3);
  expect(guarded.watched.map(({ usesTpm }) => usesTpm)).toEqual([true, false, false]);
  expect(decryptions).toBe(0);
});

test.each([
  { given: 'one change', changes: 0, pauses: 1 },
  { given: 'a change that goes on for two pauses', changes: 2, pauses: 3 },
  { given: 'changes without an end', changes: Infinity, pauses: 5 },
])('$given: looked at once, after $pauses pauses', async ({ changes, pauses }) => {
  let paused = 0;
  guarded.onSettle = (guard) => {
    paused += 1;
    if (paused <= changes) guard.wake();
  };
  guarded.watched.length = 0;
  await guarded.look(2);
  expect({ paused, looks: guarded.watched.length }).toEqual({ paused: pauses, looks: 2 });
});

test('after a boot each is opened once, to nowhere', async () => {
  guarded.fingerprint = { ...guarded.fingerprint, bootId: 'boot-2' };
  const reports = host.reports.length;
  await guarded.look();
  await guarded.look();
  expect(decryptions).toBe(1);
  expect(host.reports).toHaveLength(reports);
});

test('what opens no more is told with what changed, sent again, and told as sealed again', async () => {
  guarded.fingerprint = { ...guarded.fingerprint, bootId: 'boot-2', pcrs: { '7': 'bb' } };
  opens = false;
  await guarded.look();
  expect(host.lastReport()).toMatchObject({
    phase: 'Removed',
    code: 'SEAL_LOST',
    occasion: 'SealLost',
    rolloutUid: '',
    runningVersion: 0,
    message: expect.stringContaining('(PCR 7 changed)'),
  });
  opens = true;
  const jobs = host.systemd.jobs.length;
  await host.apply([push(2, FIRST)]);
  const [sealed, healthy] = host.reports.slice(-2);
  expect(sealed).toMatchObject({ phase: 'Sealed', occasion: 'SealLost' });
  expect(healthy).toMatchObject({ phase: 'Healthy', runningVersion: 1 });
  // The unit runs with the content.
  expect(host.systemd.jobs).toHaveLength(jobs);
});

test('a unit that failed because it was lost is started with what comes', async () => {
  const unit = host.systemd.unit(UNIT);
  guarded.fingerprint = { ...guarded.fingerprint, bootId: 'boot-2' };
  opens = false;
  unit.loaded.clear();
  unit.state = { ...unit.state, activeState: 'failed', subState: 'failed', execMainStatus: 243 };
  await guarded.look();
  opens = true;
  await host.apply([push(2, FIRST)]);
  expect(unit.state.activeState).toBe('active');
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy' });
});

test('a TPM that does not answer is asked again, and nothing is said meanwhile', async () => {
  guarded.fingerprint = { ...guarded.fingerprint, bootId: 'boot-2' };
  const reports = host.reports.length;
  host.answer = () => ({ exitCode: 1, stderr: 'Failed to initialize TCTI context\n' });
  await guarded.look();
  expect(host.reports).toHaveLength(reports);
  expect(host.log.lines.at(-1)).toMatchObject({
    level: 'warn',
    fields: { code: 'TPM_UNAVAILABLE' },
  });
  host.answer = undefined;
  await guarded.look();
  expect(host.reports).toHaveLength(reports);
});

test('a missing host key is told once, nothing is opened or lost, and its return is told', async () => {
  const before = guarded.fingerprint;
  const reports = host.reports.length;
  host.hostKeyProblem = 'the host key is missing';
  guarded.fingerprint = { ...before, hostKey: '' };
  await guarded.look();
  guarded.fingerprint = { ...guarded.fingerprint, bootId: 'boot-2' };
  await guarded.look();
  expect(decryptions).toBe(0);
  expect(host.reports.slice(reports)).toMatchObject([
    { phase: 'Healthy', code: 'HOST_KEY_MISSING', runningVersion: 1, occasion: 'SealLost' },
  ]);
  host.hostKeyProblem = undefined;
  guarded.fingerprint = before;
  await guarded.look();
  expect(host.lastReport()).toMatchObject({ phase: 'Healthy', occasion: 'SealLost' });
  expect(host.lastReport()).not.toHaveProperty('code');
});

test('what was changed by hand is drift, not a lost seal', async () => {
  await writeFile(join(host.dir, 'store', NAME), 'by hand');
  guarded.fingerprint = { ...guarded.fingerprint, bootId: 'boot-2' };
  await guarded.look();
  expect(host.reports.map(({ code }) => code)).not.toContain('SEAL_LOST');
  expect(await host.stored(NAME)).toBe('v1');
});

test('what is under way is left alone until it has ended', async () => {
  const probing = Promise.withResolvers<void>();
  const passes = Promise.withResolvers<undefined>();
  host.probe = async () => {
    probing.resolve();
    return passes.promise;
  };
  const health = { ...HEALTH, probes: [{ kind: 'unit' as const, name: UNIT }] };
  const second = { contents: { [NAME]: 'v2' }, change: { ...FIRST.change, version: 2, health } };
  await host.run(async (engine) => {
    await engine.accept(push(2, second));
    await probing.promise;
    await writeFile(join(host.dir, 'store', NAME), 'by hand');
    await guarded.lookBeside(engine);
    expect(host.reports.map(({ occasion }) => occasion)).not.toContain('Drift');
    const ended = host.ended(1);
    passes.resolve(undefined);
    await ended;
    // The journal's last record follows the report.
    while (host.context?.journal.state().pending.length !== 0) await setImmediate();
    await guarded.lookBeside(engine);
  });
  expect(host.reports.map(({ occasion }) => occasion)).toContain('Drift');
});

test('a host that cannot be looked at says so once in its log', async () => {
  const failing = new CredfleetError('TPM_BUSY', 'somebody else holds the TPM');
  guarded.readFingerprint = async () => Promise.reject(failing);
  const lines = host.log.lines.length;
  await guarded.look();
  expect(host.log.lines.slice(lines)).toMatchObject([{ fields: { code: 'TPM_BUSY' } }]);
});
