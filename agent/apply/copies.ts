/**
 * Of which versions there are copies: of what is held and of what a rollback may have to put back.
 * @module
 */
import type { SealedFile } from '#agent/install/credstore.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { ApplyContext } from './context.ts';
import type { HeldVersion } from './journal-records.ts';

type CopyContext = Pick<ApplyContext, 'credstore' | 'copies'>;

/** So that it can be put back, whatever becomes of the store, which holds it now. */
export async function keepCopies(
  { credstore, copies }: CopyContext,
  uid: string,
  { store, items }: HeldVersion,
): Promise<void> {
  const missing: Uint8Array[] = [];
  for (const { name, sealedDigest } of items) {
    if ((await copies.read(uid, sealedDigest)) !== undefined) continue;
    const text = await credstore.read(store, name);
    if (text !== undefined) missing.push(text);
  }
  if (missing.length > 0) await copies.keep(uid, missing);
}

/** @throws {CredfleetError} CREDSTORE_UNWRITABLE when one is gone. */
export async function copiesOf(
  { copies }: Pick<CopyContext, 'copies'>,
  uid: string,
  { version, items }: HeldVersion,
): Promise<readonly SealedFile[]> {
  return Promise.all(
    items.map(async ({ name, sealedDigest }) => {
      const text = await copies.read(uid, sealedDigest);
      if (text !== undefined) return { name, text };
      const lost = `the copy of '${name}', version ${version}, is gone`;
      throw new CredfleetError('CREDSTORE_UNWRITABLE', lost);
    }),
  );
}

/** By which the copies of these versions are found. */
export function sealedDigests(
  ...versions: readonly (HeldVersion | null | undefined)[]
): ReadonlySet<string> {
  const items = versions.flatMap((version) => version?.items ?? []);
  return new Set(items.map(({ sealedDigest }) => sealedDigest));
}
