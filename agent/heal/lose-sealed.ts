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
  tellLost,
  tellTrouble,
} from '#agent/drift/tell.ts';
import { userOf } from '#agent/install/store-of.ts';
import type { TestRequest } from '#agent/seal/test-sealed.ts';
import { tellOpensAgain } from './open-again.ts';
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
  'PCR_NOT_SIGNED',
  'HOST_KEY_MISSING',
]);

/** Why all of it is tested now: what is known to be different since it opened, in words. */
export type Changes = readonly string[];

/** @throws {CredfleetError} TPM_…, CREDSTORE_UNWRITABLE, STATE_UNWRITABLE: to be tried again later. */
export async function loseSealed(
  ctx: ApplyContext,
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
async function testHolding(
  ctx: ApplyContext,
  holding: Holding,
  changes: Changes,
): Promise<boolean> {
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
    await tellOpensAgain(ctx, holding);
    return true;
  }
  const because = changes.length === 0 ? '' : ` (${changes.join(', ')})`;
  if (closed.code === 'PCR_NOT_SIGNED') {
    // Sealed anew it would open no more than now; signed, it does.
    const message = `the sealed file of '${closed.name}' waits${because}: ${closed.message}`;
    await tellTrouble(ctx, holding, { occasion: 'SealLost', code: closed.code, message });
    return true;
  }
  const message = `the sealed file of '${closed.name}' opens no more${because}; it is asked for again`;
  const trouble = { occasion: 'SealLost', code: 'SEAL_LOST', message } as const;
  await tellLost(ctx, holding, { trouble });
  return false;
}

function needsHostKey({ items }: HeldVersion): boolean {
  return items.some(({ keyType }) => keyType.includes('host'));
}

type Closed = { readonly name: string; readonly code: ErrorCode; readonly message: string };

/** Only what is as it was sealed: what somebody changed is drift. */
async function firstClosed(
  ctx: ApplyContext,
  { store, items }: HeldVersion,
): Promise<Closed | undefined> {
  for (const { name, sealedDigest } of items) {
    const sealed = await ctx.credstore.read(store, name);
    if (sealed === undefined || sha256(sealed) !== sealedDigest) continue;
    const user = userOf(store);
    const file = { name, sealed, ...(user === undefined ? {} : { user }) };
    const closed = await whyClosed(ctx, file);
    if (closed !== undefined) return { name, ...closed };
  }
  return undefined;
}

async function whyClosed(
  { testSealed }: ApplyContext,
  file: Omit<TestRequest, 'isExpected'>,
): Promise<Omit<Closed, 'name'> | undefined> {
  try {
    await testSealed({ ...file, isExpected: () => true });
    return undefined;
  } catch (reason) {
    if (!(reason instanceof CredfleetError) || !OPENS_NO_MORE.has(reason.code)) throw reason;
    return { code: reason.code, message: reason.message };
  }
}

function sha256(text: Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
