/**
 * The credstores on disk: a temporary file in the same directory, 0600 root, fsync, rename, fsync of
 * the directory. systemd-creds' own output files are 0644 and not fsynced, so we write ourselves.
 * @module
 */
import { createHash } from 'node:crypto';
import { renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import {
  ensureOpenDirectory,
  ensurePrivateDirectory,
  errnoOf,
  listIfThere,
  readIfThere,
  removeFile,
  syncDirectory,
  writeAndSync,
} from '#src/files/durable.node.ts';
import type {
  BootStore,
  Credstore,
  MachineStore,
  SealedFile,
  StagedFiles,
  StoreName,
  UserStore,
} from './credstore.ts';
import type { BootFolder } from './boot-folder.node.ts';
import {
  fileModeOf,
  imageOf,
  isOfBoot,
  isOfMachine,
  isOfUser,
  machineOf,
  userOf,
} from './store-of.ts';

const NO_FOLDER = '/nonexistent/boot';
/** systemd's imports ignore names with a leading dot. */
const STAGED_PREFIX = '.credfleet-';

export type CredstoreOptions = {
  /** Folder of each store; made with mode 0700 when missing (systemd 252 has none). Machine, User: one folder in it each. */
  readonly stores: Readonly<
    Record<Exclude<StoreName, MachineStore | BootStore | UserStore> | 'Machine' | 'User', string>
  >;
  /** Folder for an image of the boot loader, or for all. */
  readonly bootFolder: BootFolder;
};

export function createCredstore(options: CredstoreOptions): Credstore {
  return new DiskCredstore(options);
}

class DiskCredstore implements Credstore {
  readonly #options: CredstoreOptions;

  constructor(options: CredstoreOptions) {
    this.#options = options;
  }

  pathOf(store: StoreName, name: string): string {
    return `${this.#directoryOf(store)}/${name}${isOfBoot(store) ? '.cred' : ''}`;
  }

  problemOf(store: StoreName): string | undefined {
    if (!isOfBoot(store)) return undefined;
    const folder = this.#options.bootFolder(imageOf(store));
    return folder.ok ? undefined : folder.problems.join('; ');
  }

  async digests(store: StoreName, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await Promise.all(
      names.map(async (name) => {
        const content = await readFrom(this.pathOf(store, name));
        return content === undefined ? undefined : ([name, sha256(content)] as const);
      }),
    );
    return new Map(found.filter((entry) => entry !== undefined));
  }

  async read(store: StoreName, name: string): Promise<Uint8Array | undefined> {
    return readFrom(this.pathOf(store, name));
  }

  async stage(store: StoreName, files: readonly SealedFile[]): Promise<StagedFiles> {
    const directory = this.#directoryOf(store);
    const staged = files.map(({ name, text }) => ({
      text,
      from: `${directory}/${STAGED_PREFIX}${name}`,
      to: this.pathOf(store, name),
    }));
    const problem = this.problemOf(store);
    if (problem !== undefined) throw new CredfleetError('DELIVERY_UNSUPPORTED', problem);
    await attempt(`writing sealed files into ${directory}`, async () => {
      await (isOfUser(store) ? ensureOpenDirectory : ensurePrivateDirectory)(directory);
      await Promise.all(
        staged.map(async ({ from, text }) => writeAndSync(from, text, fileModeOf(store))),
      );
    });
    return {
      install: async () =>
        attempt(
          `installing ${files.map(({ name }) => name).join(', ')} in ${directory}`,
          async () => {
            for (const { from, to } of staged) renameSync(from, to);
            await syncDirectory(directory);
          },
        ),
      discard: async () => {
        await Promise.all(staged.map(async ({ from }) => removeFile(from)));
      },
    };
  }

  async remove(store: StoreName, names: readonly string[]): Promise<void> {
    const directory = this.#directoryOf(store);
    await attempt(`removing ${names.join(', ')} from ${directory}`, async () => {
      const removed = await Promise.all(
        names.map(async (name) => removeFile(this.pathOf(store, name))),
      );
      if (removed.includes(true)) await syncDirectory(directory);
    });
  }

  async clean(): Promise<void> {
    const { Machine: machines, User: users, ...stores } = this.#options.stores;
    const folders = [machines, users].map(async (all) =>
      (await list(all)).map((name) => `${all}/${name}`),
    );
    for (const directory of [...Object.values(stores), ...(await Promise.all(folders)).flat()]) {
      const left = (await list(directory)).filter((name) => name.startsWith(STAGED_PREFIX));
      await Promise.all(left.map(async (name) => removeFile(`${directory}/${name}`)));
    }
  }

  #directoryOf(store: StoreName): string {
    const { stores } = this.#options;
    if (isOfMachine(store)) return `${stores.Machine}/${machineOf(store)}`;
    if (isOfUser(store)) return `${stores.User}/${userOf(store)}`;
    if (!isOfBoot(store)) return stores[store];
    const folder = this.#options.bootFolder(imageOf(store));
    // What is not there holds nothing: who writes asks for the problem first.
    return folder.ok ? folder.value : NO_FOLDER;
  }
}

async function readFrom(path: string): Promise<Uint8Array | undefined> {
  return attempt(`reading ${dirname(path)}`, async () => readIfThere(path));
}

async function list(directory: string): Promise<readonly string[]> {
  return attempt(`reading ${directory}`, async () => listIfThere(directory));
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

const CODES: ReadonlyMap<string | undefined, ErrorCode> = new Map([
  ['EROFS', 'CREDSTORE_READ_ONLY'],
  ['ENOSPC', 'CREDSTORE_FULL'],
  ['EDQUOT', 'CREDSTORE_FULL'],
]);

/** What went wrong with a folder of ours, as a code. */
export async function attempt<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw CredfleetError.from(error, CODES.get(errnoOf(error)) ?? 'CREDSTORE_UNWRITABLE', doing);
  }
}
