/**
 * Which of the mounted partitions the boot loader reads credentials from: pure, from what is mounted and what lies there.
 * @module
 */
import type { Parsed } from '#src/errors/parsed.ts';

export type MountedPartition = {
  readonly path: string;
  /** File system, as the kernel calls it. */
  readonly type: string;
  /** A boot loader is there: EFI/BOOT or EFI/systemd. */
  readonly hasLoader: boolean;
  /** File names in EFI/Linux. */
  readonly images: readonly string[];
  /** The folder that is asked for can be written to, or made. */
  readonly isWritable: boolean;
};

/** Where systemd looks for the partitions of the boot loader, in this order. */
export const BOOT_MOUNTS: readonly string[] = ['/efi', '/boot', '/boot/efi'];

/** FAT, or an automount that has not been looked into. */
const TYPES = new Set(['vfat', 'autofs']);

/** Folder of credentials for an image (undefined: all). `given`: a folder that its owner says is the partition. */
export function bootFolderOf(
  partitions: readonly MountedPartition[],
  image: string | undefined,
  given?: string,
): Parsed<string> {
  const possible = partitions.filter(({ path, type }) => path === given || TYPES.has(type));
  // systemd-stub reads the partition that it was started from: with an image that is where the image lies.
  const found = possible.find(({ path, hasLoader, images }) =>
    image === undefined ? hasLoader || path === given : images.includes(image),
  );
  if (found === undefined) return none(possible, image);
  if (!found.isWritable) {
    const unit = '/etc/systemd/system/credfleet-agent.service.d/boot.conf';
    const text = `the agent may not write to ${found.path}/${credentialsFolder(image)}: the owner of the host makes that folder and opens it to the agent in ${unit}`;
    return { ok: false, problems: [text] };
  }
  return { ok: true, value: `${found.path}/${credentialsFolder(image)}` };
}

/** On the partition. */
export function credentialsFolder(image: string | undefined): string {
  return image === undefined ? 'loader/credentials' : `EFI/Linux/${image}.extra.d`;
}

function none(possible: readonly MountedPartition[], image: string | undefined): Parsed<string> {
  const [first] = possible;
  const problem =
    first === undefined
      ? `no partition of the boot loader is mounted at ${BOOT_MOUNTS.join(', ')}: mount it, or name it with boot-dir in agent.conf`
      : image === undefined
        ? `no boot loader is on ${first.path} (no EFI/systemd, no EFI/BOOT)`
        : `no image '${image}' is in EFI/Linux of ${possible.map(({ path }) => path).join(', ')}`;
  return { ok: false, problems: [problem] };
}
