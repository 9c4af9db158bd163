/**
 * A key that is taken out of the TPM as a context when it was opened, and taken in again for each use (TPM2_ContextSave
 * and TPM2_ContextLoad: Part 3, 28.2 and 28.3). A context is encrypted and authenticated by its TPM, takes no room in
 * it, and is worth nothing once that was reset or cleared. It is kept in memory only.
 * @module
 */
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import { isEqual, malformed } from '../bytes.ts';
import { LoadedKey, readPublicOf } from './keys.ts';
import type { OpenKey } from './primaries.ts';
import type { Tpm } from './tpm.ts';

/** After these nothing more is sent; all else was only said of the context. */
const ENDS_SAVING: ReadonlySet<ErrorCode> = new Set(['TPM_HUNG', 'TPM_DATA_MALFORMED']);
/** And these would be said of the key too. */
const ENDS_LOADING: ReadonlySet<ErrorCode> = new Set([
  ...ENDS_SAVING,
  'TPM_BUSY',
  'TPM_LOCKED_OUT',
]);

const PERSISTENT = 0x81;

type Kept = {
  readonly key: OpenKey;
  /** TPMS_CONTEXT (Part 2, 14.5); undefined: the key is persistent, and stays where it is. */
  readonly context: Uint8Array | undefined;
};

export class KeptKey {
  #kept: Kept | undefined;

  /**
   * The key as it was kept; where it was not, or the TPM refuses that now, by `open`. That it is still the same key is
   * shown by its use: salts and authorisations are made for the public half and the name that `open` found.
   * @param open gives the same key at each call, or throws.
   * @throws {CredfleetError} TPM_…, also those of `open`.
   */
  async load(tpm: Tpm, open: () => Promise<OpenKey>): Promise<OpenKey> {
    const kept = this.#kept;
    this.#kept = undefined;
    const loaded = kept === undefined ? undefined : await unless(ENDS_LOADING, load(tpm, kept));
    if (loaded !== undefined) {
      this.#kept = kept;
      return loaded;
    }
    const key = await open();
    try {
      this.#kept = await unless(ENDS_SAVING, save(tpm, key));
      return key;
    } catch (reason) {
      await key[Symbol.asyncDispose]();
      throw reason;
    }
  }
}

async function save(tpm: Tpm, key: OpenKey): Promise<Kept> {
  if (key.handle >>> 24 === PERSISTENT) return { key, context: undefined };
  const { parameters } = await tpm.execute({ command: 'ContextSave', handles: [key] });
  return { key, context: parameters };
}

async function load(tpm: Tpm, { key, context }: Kept): Promise<OpenKey | undefined> {
  if (context === undefined) {
    return isEqual((await readPublicOf(tpm, key.handle)).name, key.name) ? key : undefined;
  }
  const { handle, parameters } = await tpm.execute({
    command: 'ContextLoad',
    parameters: context,
    returnsHandle: true,
  });
  if (parameters.length > 0) malformed('more than a handle where a context was loaded');
  return new LoadedKey(tpm, { handle, area: key.area, name: key.name });
}

/** What `asked` gives; undefined when it was refused with another code than these. */
async function unless<T>(codes: ReadonlySet<ErrorCode>, asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((reason: unknown) => {
    if (reason instanceof CredfleetError && !codes.has(reason.code)) return undefined;
    throw reason;
  });
}
