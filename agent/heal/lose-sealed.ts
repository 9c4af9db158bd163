/**
 * Tests that each held credential opens with the keys that this host has now, to nowhere. What opens no more (TPM
 * cleared, PCRs changed, another host key) is held no more, and the controller sends it again.
 * @module
 */
import { createHash } from 'node:crypto';
import type { ApplyContext } from '#agent/apply/context.ts';
import type { HeldVersion } from '#agent/apply/journal-records.ts';
import {
  type Exclusive,
  forEachHolding,
  type Holding,
  tellInOrder,
  tellLost,
  tellTrouble,
} from '#agent/drift/tell.ts';
import { userOf } from '#agent/install/store-of.ts';
import type { TestRequest } from '#agent/seal/test-sealed.ts';
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';

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

type Context = Pick<
  ApplyContext,
  'credstore' | 'journal' | 'spool' | 'testSealed' | 'hostKeyProblem'
>;

/** Why all of it is tested now: what is known to be different since it opened, in words. */
export type Changes = readonly string[];

/** @throws {CredfleetError} TPM_…, CREDSTORE_UNWRITABLE, STATE_UNWRITABLE: to be tried again later. */
export async function loseSealed(
  ctx: Context,
  changes: Changes,
  exclusive: Exclusive,
): Promise<readonly LostCredential[]> {
  const lost: LostCredential[] = [];
  await forEachHolding(ctx, exclusive, async (holding) => {
    const { record, held } = holding;
    const { uid, namespace, name } = record;
    if (await testHolding(ctx, holding, changes)) return;
    lost.push({ uid, namespace, name, version: held.version });
  });
  return lost;
}

/** False: it is held no more. */
async function testHolding(ctx: Context, holding: Holding, changes: Changes): Promise<boolean> {
  const { held } = holding;
  const keyProblem = needsHostKey(held) ? await ctx.hostKeyProblem() : undefined;
  if (keyProblem !== undefined) {
    // Nothing is tried: systemd-creds deletes a host key of another machine ID. A person may bring the right one back.
    const message = `it cannot be opened: ${keyProblem}; restore it, or make a new one with 'systemd-creds setup'`;
    await tellTrouble(ctx, holding, { occasion: 'SealLost', code: 'HOST_KEY_MISSING', message });
    return true;
  }
  const closed = await firstClosed(ctx, held);
  if (closed === undefined) {
    const message = 'it opens with the keys of this host again';
    await tellInOrder(ctx, holding, { occasion: 'SealLost', message });
    return true;
  }
  const because = changes.length === 0 ? '' : ` (${changes.join(', ')})`;
  const message = `the sealed file of '${closed}' opens no more${because}; it is asked for again`;
  const trouble = { occasion: 'SealLost', code: 'SEAL_LOST', message } as const;
  await tellLost(ctx, holding, { trouble });
  return false;
}

function needsHostKey({ items }: HeldVersion): boolean {
  return items.some(({ keyType }) => keyType.includes('host'));
}

/** Only what is as it was sealed: what somebody changed is drift. */
async function firstClosed(
  ctx: Context,
  { store, items }: HeldVersion,
): Promise<string | undefined> {
  for (const { name, sealedDigest } of items) {
    const sealed = await ctx.credstore.read(store, name);
    if (sealed === undefined || sha256(sealed) !== sealedDigest) continue;
    const user = userOf(store);
    const file = { name, sealed, ...(user === undefined ? {} : { user }) };
    if (!(await opens(ctx, file))) return name;
  }
  return undefined;
}

async function opens(
  { testSealed }: Context,
  file: Omit<TestRequest, 'isExpected'>,
): Promise<boolean> {
  try {
    await testSealed({ ...file, isExpected: () => true });
    return true;
  } catch (reason) {
    if (reason instanceof CredfleetError && OPENS_NO_MORE.has(reason.code)) return false;
    throw reason;
  }
}

function sha256(text: Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
