/**
 * Takes a credential off the host: files, drop-ins, retained versions. No unit is restarted: what
 * runs keeps what it has loaded until its next start.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { recordOf, type ApplyContext, type Assignment } from './context.ts';
import { finish } from './finish.ts';
import { changeDropIns, removeLeftOut } from './install.ts';
import { keyOfPending } from './journal-state.ts';
import { isAsHeld, lookAtStore } from './survey.ts';

/** @throws {CredfleetError} CREDENTIAL_NAME_CONFLICT, CREDSTORE_… */
export async function remove(ctx: ApplyContext, assignment: Assignment): Promise<void> {
  const { uid } = assignment.intent;
  const { held } = recordOf(ctx, assignment.intent.uid);
  await refuseForeign(ctx, assignment);
  const plan = { next: null, before: held ?? null, units: [] };
  await ctx.journal.append({ kind: 'installing', ...keyOfPending(assignment.pending), plan });
  ctx.reach('removal-journaled');
  if (held !== undefined) {
    await removeLeftOut(ctx, held, null);
    if (await changeDropIns(ctx, held.dropIns, [])) await ctx.systemd.daemonReload();
  }
  await ctx.credstore.forgetRetained(uid, undefined);
  ctx.reach('files-removed');
  await finish(ctx, assignment.pending, {
    phase: 'Removed',
    message: held === undefined ? 'there was nothing to remove' : `version ${held.version} removed`,
    holds: 'next',
    next: null,
    held: undefined,
    units: [],
  });
}

/** A file of ours that somebody replaced is not ours any more. */
async function refuseForeign(ctx: ApplyContext, assignment: Assignment): Promise<void> {
  const { held } = recordOf(ctx, assignment.intent.uid);
  const onDisk = (await lookAtStore(ctx, assignment)).held;
  const there = held?.items.filter(({ name }) => onDisk.has(name)) ?? [];
  if (held === undefined || isAsHeld({ ...held, items: there }, onDisk)) return;
  throw new CredfleetError(
    'CREDENTIAL_NAME_CONFLICT',
    `a file of ${assignment.intent.namespace}/${assignment.intent.name} was replaced by somebody else, so it is not removed; delete it by hand`,
  );
}
