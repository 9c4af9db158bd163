/**
 * Everything on this host that is not as one held version put it there.
 * @module
 */
import { dirname } from 'node:path';
import type { ApplyContext } from '#agent/apply/context.ts';
import type { HeldVersion } from '#agent/apply/journal-records.ts';
import { dropInDigest, dropInMode, dropInPath, type DropIn } from '#agent/install/drop-ins.ts';
import { fileModeOf, isOfBoot } from '#agent/install/store-of.ts';
import { driftOf, type Drift, type ExpectedFile, type Owner, type SeenFile } from './compare.ts';
import type { LookAt } from './look.node.ts';

export type LookParts = {
  readonly lookAt: LookAt;
  /** Whose our files are. */
  readonly owner: Owner;
  /** Where drop-ins go. */
  readonly unitDir: string;
};

export type FoundDrift = Drift & { readonly seen: SeenFile };

type Context = Pick<ApplyContext, 'credstore' | 'journal'>;

export async function findDrifts(
  ctx: Context,
  { lookAt, owner, unitDir }: LookParts,
  held: HeldVersion,
): Promise<readonly FoundDrift[]> {
  const namesByDigest = namesOfSealed(ctx);
  const found: FoundDrift[] = [];
  for (const file of expectedFiles(ctx, held, unitDir)) {
    const seen = await lookAt(file.path);
    const drift = driftOf({ file, seen, owner, namesByDigest });
    if (drift !== undefined) found.push({ ...drift, seen });
  }
  return found;
}

/** Folders whose changes may be drift. */
export function foldersOf(
  ctx: Context,
  unitDir: string,
  versions: readonly HeldVersion[],
): ReadonlySet<string> {
  const files = versions.flatMap((held) => expectedFiles(ctx, held, unitDir));
  return new Set(files.map(({ path }) => dirname(path)));
}

export function dropInFile(unitDir: string, dropIn: DropIn): string {
  return `${unitDir}/${dropInPath(dropIn)}`;
}

function expectedFiles(
  { credstore }: Pick<ApplyContext, 'credstore'>,
  { store, items, dropIns }: HeldVersion,
  unitDir: string,
): readonly ExpectedFile[] {
  const sealed = items.map(({ name, sealedDigest: digest }): ExpectedFile => {
    const path = credstore.pathOf(store, name);
    return {
      kind: 'sealed',
      name,
      path,
      digest,
      mode: isOfBoot(store) ? undefined : fileModeOf(store),
    };
  });
  const written = dropIns.flatMap((dropIn): readonly ExpectedFile[] => {
    const digest = dropInDigest(dropIn);
    if (digest === undefined) return [];
    const path = dropInFile(unitDir, dropIn);
    const mode = dropInMode(dropIn);
    return [{ kind: 'dropIn', name: dropIn.credential, path, digest, mode }];
  });
  return [...sealed, ...written];
}

function namesOfSealed({ journal }: Pick<ApplyContext, 'journal'>): ReadonlyMap<string, string> {
  const items = [...journal.state().credentials.values()].flatMap(({ held }) => held?.items ?? []);
  return new Map(items.map(({ name, sealedDigest }) => [sealedDigest, name]));
}
