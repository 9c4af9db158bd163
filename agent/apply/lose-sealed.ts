/**
 * After the keys of the host changed (TPM cleared, host key gone, disk in another machine): what is held and opens no
 * more is held no more. The inventory says so, and the controller sends it again.
 * @module
 */
import { unsealBytes } from '#agent/seal/systemd-creds.ts';
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import type { ApplyContext } from './context.ts';
import type { HeldVersion } from './journal-records.ts';

export type LostCredential = {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: number;
};

/** That the TPM is away or busy says nothing of a file. */
const OPENS_NO_MORE: ReadonlySet<ErrorCode> = new Set([
  'SEAL_UNREADABLE',
  'SEALED_FILE_MALFORMED',
  'HOST_KEY_MISSING',
]);

type Context = Pick<ApplyContext, 'exec' | 'credstore' | 'journal'>;

/** @throws {CredfleetError} TPM_…, CREDSTORE_UNWRITABLE, STATE_UNWRITABLE: to be tried again later. */
export async function loseSealed(ctx: Context): Promise<readonly LostCredential[]> {
  const lost: LostCredential[] = [];
  for (const { uid, namespace, name, held } of ctx.journal.state().credentials.values()) {
    if (held === undefined || (await opens(ctx, held))) continue;
    await ctx.journal.append({ kind: 'sealLost', uid });
    lost.push({ uid, namespace, name, version: held.version });
  }
  return lost;
}

async function opens(ctx: Context, { store, items }: HeldVersion): Promise<boolean> {
  for (const { name } of items) {
    const sealed = await ctx.credstore.read(store, name);
    if (sealed === undefined || !(await fileOpens(ctx, name, sealed))) return false;
  }
  return true;
}

async function fileOpens({ exec }: Context, name: string, sealed: Uint8Array): Promise<boolean> {
  try {
    using _plaintext = await unsealBytes(exec, { name, sealed });
    return true;
  } catch (reason) {
    if (reason instanceof CredfleetError && OPENS_NO_MORE.has(reason.code)) return false;
    throw reason;
  }
}
