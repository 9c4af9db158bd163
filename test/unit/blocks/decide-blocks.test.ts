/**
 * What a person wrote on a Host, against the blocks on record.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { decideBlocks } from '#controller/blocks/decide-blocks.ts';
import type { HostSpec } from '#src/api/host.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { hostBlockOf } from '#test/gen/host-block.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';

const EK = 'e'.repeat(64);
const block = hostBlockOf({ identityHash: EK });
const host = (spec: HostSpec) => ({
  apiVersion: API_VERSION,
  kind: 'Host' as const,
  metadata: { name: 'alpha' },
  spec,
});
const identity = hostIdentityOf('u1', 'alpha', { identityHash: EK });

describe('revoked', () => {
  test('denies the machine that is pinned, also one that never enrolled', () => {
    const pinned = host({ revoked: true, ekHash: EK });
    expect(decideBlocks({ host: pinned, identity: undefined, blocks: [] }).deny).toEqual([EK]);
    expect(decideBlocks({ host: pinned, identity, blocks: [] }).deny).toEqual([EK]);
  });

  test('denies both machines where the pin was changed', () => {
    const pinned = host({ revoked: true, ekHash: 'f'.repeat(64) });
    const { deny } = decideBlocks({ host: pinned, identity, blocks: [] });
    expect(deny).toEqual(['f'.repeat(64), EK]);
  });

  test('is carried out once', () => {
    const pinned = host({ revoked: true, ekHash: EK });
    expect(decideBlocks({ host: pinned, identity, blocks: [block] })).toEqual({
      deny: [],
      lift: [],
    });
  });
});

describe('lifted', () => {
  const lift = (spec: HostSpec, blocks = [block]) =>
    decideBlocks({ host: host({ ekHash: EK, ...spec }), identity, blocks }).lift;

  test('only what is named', () => {
    expect(lift({ revoked: false })).toEqual([]);
    expect(lift({})).toEqual([]);
    expect(lift({ revoked: false, liftedBlocks: ['another'] })).toEqual([]);
    expect(lift({ revoked: false, liftedBlocks: [block.id] })).toEqual([block]);
  });

  test('no revocation while the Host says revoked', () => {
    expect(lift({ revoked: true, liftedBlocks: [block.id] })).toEqual([]);
  });

  test('a clone alarm does not wait for that', () => {
    const clone = hostBlockOf({ id: 'c', kind: 'ClonedDisk' });
    expect(lift({ revoked: true, liftedBlocks: ['c'] }, [block, clone])).toEqual([clone]);
  });
});
