/**
 * What seals hang on, read from a real TPM: PCRs that change, a TPM that is cleared or another one.
 * @module
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changesBetween, type Fingerprint, isSameHost } from '#agent/heal/fingerprint.ts';
import { fingerprintReader } from '#agent/heal/fingerprint.node.ts';
import { openTransport } from '#agent/tpm/open-tpm.node.ts';
import { pcrEvent } from '#test/testbed/tpm/commands.ts';
import { leftBehind } from '../tpm/with-tpm.ts';
import { Machine } from './machine.ts';

const WATCHED = { usesTpm: true, pcrs: [7, 23] };

let machine: Machine;

beforeEach(async () => {
  machine = await Machine.create();
});

afterEach(async () => machine[Symbol.asyncDispose]());

async function fingerprint(of = machine, watched = WATCHED): Promise<Fingerprint> {
  const read = fingerprintReader({
    bootId: 'boot-1',
    systemdVersion: async () => 257,
    useTpm: async (work) => of.tpm.withTpm(work),
  });
  return read(watched);
}

async function extend(pcr: number): Promise<void> {
  await machine.tpm[Symbol.asyncDispose]();
  await using transport = await openTransport(machine.swtpm.tcti);
  await transport.transmit(pcrEvent(pcr, 'another db'));
}

test('the same TPM is the same, and nothing of the question stays in it', async () => {
  const first = await fingerprint();
  expect(isSameHost(first, await fingerprint())).toBe(true);
  expect(first.storageKey).toMatch(/^000b[0-9a-f]{64}$/u);
  expect(Object.keys(first.pcrs)).toEqual(['7', '23']);
  expect(await machine.tpm.withTpm(leftBehind)).toEqual([]);
});

test('a PCR that something is bound to is told, another one is not', async () => {
  const before = await fingerprint();
  await extend(4);
  expect(changesBetween(before, await fingerprint())).toEqual([]);
  await extend(7);
  expect(changesBetween(before, await fingerprint())).toEqual(['PCR 7 changed']);
});

test('a TPM that was cleared is told, whatever its PCRs are', async () => {
  const before = await fingerprint();
  await machine.clearTpm();
  expect(changesBetween(before, await fingerprint())).toEqual(['the TPM was cleared or replaced']);
});

test('a disk that was put into another machine is told', async () => {
  await using other = await Machine.create();
  const changes = changesBetween(await fingerprint(), await fingerprint(other));
  expect(changes).toEqual(['the TPM was cleared or replaced']);
});

test('where nothing is sealed to a TPM none is asked', async () => {
  await machine.swtpm.stop();
  const { storageKey, pcrs } = await fingerprint(machine, { usesTpm: false, pcrs: [] });
  expect({ storageKey, pcrs }).toEqual({ storageKey: '', pcrs: {} });
});
