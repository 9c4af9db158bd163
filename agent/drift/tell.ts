/**
 * What the host says of its own accord of what it holds: once when it is not in order, once when it is again. The
 * report comes first, then the journal, so that a crash in between says it twice rather than never.
 * @module
 */
import type { ApplyContext } from '#agent/apply/context.ts';
import type { CredentialRecord, HeldVersion, Trouble } from '#agent/apply/journal-records.ts';
import type { ApplyEngine } from '#agent/apply/ports.ts';
import { ownReport } from '#agent/apply/reports.ts';
import type { OwnOccasion, UnitReport } from '#src/intent/report.ts';

export type TellContext = Pick<ApplyContext, 'journal' | 'spool'>;

/** A record and what it holds now. */
export type Holding = { readonly record: CredentialRecord; readonly held: HeldVersion };

/** Runs work while no push is accepted; short pieces, because pushes wait. */
export type Exclusive = ApplyEngine['exclusive'];

/**
 * Does `work` for all that is held and that nothing is under way for: while pushes are kept out, nothing begins
 * either.
 */
export async function forEachHolding(
  ctx: Pick<ApplyContext, 'journal'>,
  exclusive: Exclusive,
  work: (holding: Holding) => Promise<void>,
): Promise<void> {
  for (const uid of ctx.journal.state().credentials.keys()) {
    await exclusive(async () => {
      const holding = settledHolding(ctx, uid);
      if (holding !== undefined) await work(holding);
    });
  }
}

/** Undefined: nothing is held, or something is under way. */
export function settledHolding(
  { journal }: Pick<ApplyContext, 'journal'>,
  uid: string,
): Holding | undefined {
  const { credentials, pending } = journal.state();
  const record = credentials.get(uid);
  if (record?.held === undefined || pending.some(({ intent }) => intent.uid === uid)) return;
  return { record, held: record.held };
}

/** Nothing when that was said already. */
export async function tellTrouble(
  ctx: TellContext,
  { record, held }: Holding,
  trouble: Trouble,
): Promise<void> {
  const told = record.trouble;
  if (told?.code === trouble.code && told.message === trouble.message) return;
  await ctx.spool.append(ownReport(record, held, trouble));
  await ctx.journal.append({ kind: 'trouble', uid: record.uid, trouble });
}

/** Nothing when nothing else was said on this occasion. */
export async function tellInOrder(
  ctx: TellContext,
  { record, held }: Holding,
  said: {
    readonly occasion: OwnOccasion;
    readonly message: string;
    readonly units?: readonly UnitReport[];
  },
): Promise<void> {
  const { trouble } = ctx.journal.state().credentials.get(record.uid) ?? {};
  if (trouble?.occasion !== said.occasion) return;
  await ctx.spool.append(ownReport(record, held, said));
  await ctx.journal.append({ kind: 'trouble', uid: record.uid, trouble: null });
}

export type Lost = {
  readonly trouble: Trouble;
  /** SHA-256 of what somebody put in the place of its files, hex, by name. */
  readonly found?: Readonly<Record<string, string>>;
};

/** The host holds it no more, and the controller sends it again. */
export async function tellLost(
  ctx: TellContext,
  { record, held }: Holding,
  { trouble, found = {} }: Lost,
): Promise<void> {
  await ctx.spool.append(ownReport(record, held, { ...trouble, isLost: true }));
  await ctx.journal.append({ kind: 'trouble', uid: record.uid, trouble, lost: { found } });
}
