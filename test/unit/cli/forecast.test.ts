/**
 * `credfleet forecast`: what would no longer open after an update, before it is made.
 * @module
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { signatureOf } from '#src/api/pcr-signature.ts';
import { forecast } from '#src/cli/hosts/forecast.ts';
import { signState } from '#src/cli/pcr/sign-state.ts';
import type { ItemReport } from '#src/intent/report.ts';
import { pcrKeyFingerprint } from '#src/systemd/pcr-key.ts';
import type { PcrSignature } from '#src/systemd/pcr-signature.ts';
import { pcrPolicyDigest } from '#src/systemd/pcr-policy.ts';
import { maskOfPcrs } from '#src/systemd/sealed-header.ts';
import { FakeCli } from '#test/fakes/fake-cli.ts';
import { rowOf } from '#test/gen/rollout.ts';

const NOW = 'aa'.repeat(32);
const NEXT = 'bb'.repeat(32);
const OTHER = 'cc'.repeat(32);

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const fingerprint = pcrKeyFingerprint(publicKey);

function stateOf(key: KeyObject, ...values: readonly (readonly [number, string])[]): PcrSignature {
  const state = { name: 'next', values: new Map(values), hosts: { hostNames: ['h1'] } };
  return signatureOf(signState(key, state));
}

/** Sealed while its PCRs had these values. */
function itemOf(name: string, ...sealedTo: readonly (readonly [number, string])[]): ItemReport {
  const common = { name, digest: '1'.repeat(64), sealedDigest: '2'.repeat(64) };
  if (sealedTo.length === 0) return { ...common, keyType: 'host+tpm2', pcrMask: 0 };
  const pcrMask = maskOfPcrs(sealedTo.map(([pcr]) => pcr));
  const policyDigest = pcrPolicyDigest(new Map(sealedTo));
  return { ...common, keyType: 'host+tpm2', pcrMask, policyDigest };
}

function verdict(
  item: ItemReport,
  predicted: readonly (readonly [number, string])[],
  signatures: readonly PcrSignature[] = [],
) {
  const signed = new Map([['h1', signatures]]);
  const rows = [rowOf('h1', { items: [item] })];
  const shown = new Map([['h1', new Map([[11, OTHER]])]]);
  return forecast({ rows, predicted: new Map(predicted), shown, signed })[0];
}

describe('a sealed file', () => {
  test.for([
    { given: 'bound to no PCR', item: itemOf('db'), verdict: 'Opens' },
    { given: 'bound to another PCR', item: itemOf('db', [4, NOW]), verdict: 'Opens' },
    { given: 'sealed to that value', item: itemOf('db', [7, NEXT]), verdict: 'Opens' },
    { given: 'sealed to another value', item: itemOf('db', [7, NOW]), verdict: 'OpensNoMore' },
    {
      given: 'bound to one more PCR, as it was shown',
      item: itemOf('db', [7, NEXT], [11, OTHER]),
      verdict: 'Opens',
    },
    {
      given: 'bound to one more PCR that nobody showed',
      item: itemOf('db', [7, NEXT], [12, OTHER]),
      verdict: 'Unknown',
      message: 'PCR 12 of this host is not known: name it with --pcr 12=HEX',
    },
  ])('$given: $verdict', ({ item, message = '', ...expected }) => {
    expect(verdict(item, [[7, NEXT]])).toMatchObject({ verdict: expected.verdict, message });
  });

  test('of an agent that does not say what it is bound to is not known', () => {
    const { policyDigest: _, ...item } = itemOf('db', [7, NOW]);
    expect(verdict(item, [[7, NEXT]])).toMatchObject({ verdict: 'Unknown' });
  });

  test('that waits for a signature opens in the states that were signed and that the host has', () => {
    const item = { ...itemOf('db'), signedPcrMask: maskOfPcrs([7]), pcrKey: fingerprint };
    const next = stateOf(privateKey, [7, NEXT]);
    expect(verdict(item, [[7, NEXT]], [next])).toMatchObject({ verdict: 'Opens' });
    expect(verdict(item, [[4, NEXT]])).toMatchObject({ verdict: 'Opens' });
    const unsigned = { verdict: 'OpensNoMore', message: expect.stringContaining('pcr sign') };
    expect(verdict(item, [[7, NEXT]])).toMatchObject(unsigned);
    expect(verdict(item, [[7, NOW]], [next])).toMatchObject(unsigned);
    const { privateKey: other } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(verdict(item, [[7, NEXT]], [stateOf(other, [7, NEXT])])).toMatchObject(unsigned);
    const more = stateOf(privateKey, [7, NEXT], [11, OTHER]);
    expect(verdict(item, [[7, NEXT]], [more])).toMatchObject(unsigned);
  });

  test('that is bound to a value as well needs both', () => {
    const item = { ...itemOf('db', [4, NOW]), signedPcrMask: maskOfPcrs([7]), pcrKey: fingerprint };
    const next = stateOf(privateKey, [7, NEXT]);
    const both = [
      [4, OTHER],
      [7, NEXT],
    ] as const;
    expect(verdict(item, [[7, NEXT]], [next])).toMatchObject({ verdict: 'Opens' });
    expect(verdict(item, both, [next])).toMatchObject({ verdict: 'OpensNoMore' });
  });

  test('that the host holds no more is left out', () => {
    const rows = [rowOf('h1', { items: [itemOf('db', [7, NOW])], runningVersion: 0 })];
    expect(
      forecast({ rows, predicted: new Map([[7, NEXT]]), shown: new Map(), signed: new Map() }),
    ).toEqual([]);
  });
});

describe('the command', () => {
  function cliWith(...rows: readonly ReturnType<typeof rowOf>[]): FakeCli {
    const cli = new FakeCli();
    cli.query.rows = [...rows];
    return cli;
  }

  const bound = rowOf('web-1', { items: [itemOf('db', [7, NOW])] });
  const free = rowOf('web-2', { items: [itemOf('db')] });

  test('names what would open no more, and says so with its exit status', async () => {
    const cli = cliWith(free, bound);
    const { out, exitCode } = await cli.run('forecast', '--pcr', `7=${NEXT.toUpperCase()}`);
    expect(exitCode).toBe(3);
    expect(out).toMatch(/^web-1 +payments\/db +db +7 +opens no more$/mu);
    expect(out).not.toContain('web-2');
    expect(out).toContain('1 of 2 sealed files would no longer open; of 0 it is not known');
  });

  test('with what is measured now all opens', async () => {
    const { out, exitCode } = await cliWith(free, bound).run('forecast', '--pcr', `7=${NOW}`);
    expect(exitCode).toBe(0);
    expect(out).toBe('0 of 2 sealed files would no longer open; of 0 it is not known');
  });

  test('looks only at the hosts that are named', async () => {
    const cli = cliWith(free, bound);
    const { out } = await cli.run(
      'forecast',
      '--pcr',
      `7=${NEXT}`,
      '--hosts',
      'web-2',
      '-o',
      'json',
    );
    expect(JSON.parse(out)).toMatchObject([{ host: 'web-2', verdict: 'Opens' }]);
  });

  test('asks what a host showed of the PCRs that are not named', async () => {
    const both = itemOf('db', [7, NEXT], [11, OTHER]);
    const cli = cliWith(rowOf('web-1', { items: [both] }));
    const pcrs = [{ index: 11, sha256: OTHER }];
    const status = { attestation: { time: '2026-01-01T00:00:00Z', bootID: 'b', pcrs } };
    const path = 'GET /apis/credfleet.dev/v1alpha1/hosts/web-1';
    cli.api.on(path, { metadata: { name: 'web-1' }, spec: {}, status });
    expect(await cli.run('forecast', '--pcr', `7=${NEXT}`)).toMatchObject({ exitCode: 0 });
    expect(await cli.run('forecast', '--pcr', `7=${NOW}`)).toMatchObject({ exitCode: 3 });
  });

  test.for(['7', '7=xyz', `24=${NOW}`, `x=${NOW}`])('refuses --pcr %s', async (pcr) => {
    const { exitCode, err } = await cliWith().run('forecast', '--pcr', pcr);
    expect(exitCode).toBe(2);
    expect(err).toContain('N=HEX');
  });
});
