/**
 * Questions and answers of connected hosts: one open question each, one answer per question, nothing kept over a
 * reconnect.
 * @module
 */
import { expect, test } from 'vitest';
import { Attestations } from '#controller/attest/attestations.ts';
import { systemRandom } from '#src/random/random.node.ts';
import type { Attestation } from '#src/wire/messages.ts';

const host = { hostUid: 'h1' };
const failed = (id: number): Attestation => ({
  kind: 'failed',
  id,
  refusal: { code: 'TPM_BUSY', message: 'busy' },
});

function begun() {
  const attestations = new Attestations(systemRandom);
  attestations.begin('h1', 'boot-1');
  return attestations;
}

test('each question has its own id and nonce, and each PCR once, ascending', () => {
  const attestations = begun();
  const [first, second] = [1, 2].map((ms) => attestations.ask('h1', [11, 7, 11], ms));
  expect(first?.pcrSelection).toEqual([7, 11]);
  expect(first?.nonce).toHaveLength(32);
  expect(second?.id).not.toBe(first?.id);
  expect(second?.nonce).not.toEqual(first?.nonce);
});

test('an answer counts once, for the question that is open', () => {
  const attestations = begun();
  const replaced = attestations.ask('h1', [7], 1)?.id ?? 0;
  const open = attestations.ask('h1', [7], 2)?.id ?? 0;
  expect(attestations.answered(host, failed(replaced), 3)).toBeUndefined();
  expect(attestations.evidence('h1')).toMatchObject({ isOpen: true });
  expect(attestations.answered(host, failed(open), 3)).toMatchObject({ fault: 'TPM_BUSY' });
  expect(attestations.evidence('h1')).toMatchObject({ isOpen: false, askedAtMs: 2 });
  expect(attestations.answered(host, failed(open), 4)).toBeUndefined();
});

test('an answer after a minute is none, and the silence is told once', () => {
  const attestations = begun();
  const id = attestations.ask('h1', [7], 0)?.id ?? 0;
  expect(attestations.giveUp('h1', 59_999)).toBeUndefined();
  expect(attestations.answered(host, failed(id), 60_000)).toBeUndefined();
  expect(attestations.giveUp('h1', 60_000)).toMatchObject({ fault: 'NoAnswer' });
  expect(attestations.giveUp('h1', 60_001)).toBeUndefined();
});

test('a new session knows nothing of the last one, and takes no answer to its question', () => {
  const attestations = begun();
  const id = attestations.ask('h1', [7], 0)?.id ?? 0;
  attestations.begin('h1', 'boot-1');
  expect(attestations.evidence('h1')).toEqual({ bootId: 'boot-1', isOpen: false });
  expect(attestations.answered(host, failed(id), 1)).toBeUndefined();
});

test('a host without a session is neither asked nor heard', () => {
  const attestations = begun();
  attestations.end('h1');
  expect(attestations.ask('h1', [7], 0)).toBeUndefined();
  expect(attestations.evidence('h1')).toBeUndefined();
  expect(attestations.answered(host, failed(1), 1)).toBeUndefined();
  expect(attestations.isNews('h1', 'c1', 'text')).toBe(false);
});

test('the same is news once, and again after something else', () => {
  const attestations = begun();
  const said = ['a', 'a', 'b', 'a'].map((text) => {
    const isNews = attestations.isNews('h1', 'c1', text);
    attestations.markTold('h1', 'c1', text);
    return isNews;
  });
  expect(said).toEqual([true, false, true, true]);
  expect(attestations.isNews('h1', 'c2', 'a')).toBe(true);
});
