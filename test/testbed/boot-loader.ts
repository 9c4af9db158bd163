/**
 * What firmware, systemd-boot, systemd-stub and the initrd do to credentials, for a guest that has none of them: sealed
 * files of the folder that stands for the boot loader's partition are handed to PID 1 as they lie there.
 * @module
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestbedBind } from './types.ts';

/** In the guest. */
export const PARTITION = '/efi';
/** Where the initrd of systemd leaves them, and how PID 1 is told. */
const HANDED_OVER = '/run/credentials/@encrypted';
export const HANDED_OVER_VARIABLE = `ENCRYPTED_CREDENTIALS_DIRECTORY=${HANDED_OVER}`;
const SUFFIX = '.cred';

export class BootLoader {
  readonly #rootDir: string;
  readonly #folder: string;

  /** @param folder of ours, outside of the guest */
  constructor(rootDir: string, folder: string) {
    this.#rootDir = rootDir;
    this.#folder = folder;
  }

  /** An installed systemd-boot, and nothing else. */
  install(): void {
    mkdirSync(join(this.#rootDir, PARTITION, 'EFI/systemd'), { recursive: true });
  }

  /** Before each boot: the image's own win over those for all images. */
  handOver(): TestbedBind {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    for (const from of ['loader/credentials', ...this.#ofImage()]) {
      const source = join(this.#rootDir, PARTITION, from);
      for (const file of namesIn(source).filter((name) => name.endsWith(SUFFIX))) {
        const target = join(this.#folder, file.slice(0, -SUFFIX.length));
        copyFileSync(join(source, file), target);
      }
    }
    return { source: this.#folder, target: HANDED_OVER };
  }

  /** The first image is the one that boots. */
  #ofImage(): readonly string[] {
    const images = namesIn(join(this.#rootDir, PARTITION, 'EFI/Linux')).filter((name) =>
      name.endsWith('.efi'),
    );
    return images
      .toSorted()
      .slice(0, 1)
      .map((image) => `EFI/Linux/${image}.extra.d`);
  }
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
