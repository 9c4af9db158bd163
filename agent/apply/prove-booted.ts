/**
 * After a boot: whether it was handed what was staged for it. A host that started another way keeps what lies on the
 * partition, says so, and looks again after the next boot.
 * @module
 */
import { type Exclusive, forEachHolding, type Holding } from '#agent/drift/tell.ts';
import { credentialReport } from './reports.ts';
import type { ApplyContext } from './context.ts';
import type { HeldVersion } from './journal-records.ts';

type Context = Pick<ApplyContext, 'bootId' | 'bootDigest' | 'journal' | 'spool'>;

export async function proveBooted(ctx: Context, exclusive: Exclusive): Promise<void> {
  await forEachHolding(ctx, exclusive, async (holding) => proveOne(ctx, holding));
}

async function proveOne(ctx: Context, { record, held }: Holding): Promise<void> {
  const { staged } = held;
  if (staged === undefined || staged.bootId === ctx.bootId) return;
  const { bootId } = ctx;
  const problem = await problemOfBoot(ctx, held);
  const phase = problem === undefined ? 'Healthy' : 'Failed';
  const { uid, namespace, name } = record;
  const { version } = held;
  await ctx.spool.append(
    credentialReport({
      intent: { uid, namespace, name, version, ...staged },
      phase,
      message: problem ?? 'this boot was handed it by the boot loader',
      ...(problem === undefined
        ? {}
        : { cause: { code: 'BOOT_NOT_HANDED_OVER', message: problem } }),
      held,
      units: [],
    }),
  );
  const { staged: _over, ...proven } = held;
  const known = problem === undefined ? proven : { ...held, staged: { ...staged, bootId } };
  await ctx.journal.append({ kind: 'credential', credential: { ...record, phase, held: known } });
}

/** The boot loader hands it over as it lies there: sealed, so that the file's own digest tells. */
async function problemOfBoot(ctx: Context, { items }: HeldVersion): Promise<string | undefined> {
  for (const { name, sealedDigest } of items) {
    const digest = await ctx.bootDigest(name);
    if (digest === sealedDigest) continue;
    return digest === undefined
      ? `this boot was handed no credential '${name}'`
      : `this boot was handed another '${name}' than the one that was staged`;
  }
  return undefined;
}
