/**
 * Where the boot loader reads credentials from, and why not.
 * @module
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bootFolders } from '#agent/install/boot-folder.node.ts';
import { bootFolderOf, type MountedPartition } from '#agent/install/boot-partition.ts';

const ESP: MountedPartition = {
  path: '/efi',
  type: 'vfat',
  hasLoader: true,
  images: ['debian.efi'],
  isWritable: true,
};
const XBOOTLDR: MountedPartition = {
  ...ESP,
  path: '/boot',
  hasLoader: false,
  images: ['other.efi'],
};

test.for([
  { given: 'the ESP', partitions: [ESP], image: undefined, folder: '/efi/loader/credentials' },
  {
    given: 'an ESP that is mounted when somebody looks',
    partitions: [{ ...ESP, type: 'autofs' }],
    image: undefined,
    folder: '/efi/loader/credentials',
  },
  {
    given: 'the ESP behind another partition',
    partitions: [XBOOTLDR, { ...ESP, path: '/boot/efi' }],
    image: undefined,
    folder: '/boot/efi/loader/credentials',
  },
  {
    given: 'an image on the other partition',
    partitions: [ESP, XBOOTLDR],
    image: 'other.efi',
    folder: '/boot/EFI/Linux/other.efi.extra.d',
  },
])('$given', ({ partitions, image, folder }) => {
  expect(bootFolderOf(partitions, image)).toEqual({ ok: true, value: folder });
});

test.for([
  { given: 'nothing mounted', partitions: [], image: undefined, says: 'is mounted at /efi' },
  {
    given: '/boot of a machine without UEFI',
    partitions: [{ ...ESP, path: '/boot', type: 'ext4' }],
    image: undefined,
    says: 'is mounted at /efi',
  },
  {
    given: 'a partition without a boot loader',
    partitions: [XBOOTLDR],
    image: undefined,
    says: 'no boot loader is on /boot',
  },
  {
    given: 'an image that is nowhere',
    partitions: [ESP, XBOOTLDR],
    image: 'gone.efi',
    says: "no image 'gone.efi' is in EFI/Linux of /efi, /boot",
  },
  {
    given: 'a sandbox that keeps it closed',
    partitions: [{ ...ESP, isWritable: false }],
    image: undefined,
    says: 'may not write to /efi/loader/credentials',
  },
])('$given: refused', ({ partitions, image, says }) => {
  const answer = bootFolderOf(partitions, image);
  expect(answer.ok ? '' : answer.problems.join()).toContain(says);
});

describe('a folder that its owner names', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'boot-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  test('is taken for the partition, whatever file system it has', () => {
    expect(bootFolders(dir)(undefined)).toEqual({ ok: true, value: `${dir}/loader/credentials` });
  });

  test('has to have the image', () => {
    expect(bootFolders(dir)('debian.efi').ok).toBe(false);
    mkdirSync(join(dir, 'EFI/Linux'), { recursive: true });
    writeFileSync(join(dir, 'EFI/Linux/debian.efi'), '');
    const value = `${dir}/EFI/Linux/debian.efi.extra.d`;
    expect(bootFolders(dir)('debian.efi')).toEqual({ ok: true, value });
  });
});
