/**
 * Commits what was proven and takes back what was not.
 * @module
 */
import type { UnitReport } from '#src/intent/report.ts';
import type { ApplyContext, Installed } from './context.ts';
import { type Ending, finish, STAGED } from './finish.ts';
import type { InstallPlan } from './journal-records.ts';
import type { Proof } from './prove.ts';
import { proveGone, usesOf } from './prove-gone.ts';
import type { Proven } from './prove-installed.ts';
import { rollBack, type FailedInstall } from './roll-back.ts';
import { startDelayWarning } from './start-delay.ts';

export async function commitHealthy(ctx: ApplyContext, proven: readonly Proven[]): Promise<void> {
  for (const { installed, proof } of proven) {
    if (proof.cause !== undefined) continue;
    const { pending, plan } = installed;
    const uses = (installed.intent.revoked ?? []).length === 0 ? [] : await usesOf(ctx, installed);
    const { gone, left } = await proveGone(ctx, installed, { next: plan.next, uses });
    const warning = await startDelayWarning(ctx, proof.units);
    const end = endOf(plan, proof);
    const message = [end.message, left, warning].filter(isText).join('; ');
    await finish(ctx, pending, {
      phase: end.phase,
      message,
      ...(gone === undefined ? {} : { gone }),
      holds: 'next',
      next: plan.next,
      held: plan.next ?? undefined,
      units: proof.units,
    });
  }
}

/** All at once, so that a unit that several of them concern restarts once. */
export async function rollBackFailed(ctx: ApplyContext, proven: readonly Proven[]): Promise<void> {
  const failed = proven.filter(({ proof }) => proof.cause !== undefined);
  const staying = failed.filter(({ installed }) => !mayGoBack(installed));
  for (const one of staying) await finishFailed(ctx, one);
  const back = failed.filter(({ installed }) => mayGoBack(installed)).flatMap(failedInstall);
  if (back.length > 0) await rollBack(ctx, back);
}

/** Never to what is revoked: then what came stays, unproven, as where nobody wants a rollback. */
function mayGoBack({ intent, plan }: Installed): boolean {
  const before = plan.before?.version;
  const isRevoked = before !== undefined && intent.revoked?.includes(before) === true;
  return intent.rollbackOnFailure && !isRevoked;
}

function failedInstall({ installed, proof }: Proven): FailedInstall[] {
  if (proof.cause === undefined) return [];
  const { pending, plan, digestKey, intent } = installed;
  const { cause, units } = proof;
  return [{ pending, plan, digestKey, cause, units, health: intent.health, activated: true }];
}

/** The owner wants it to stay as it is: the new version is what the host holds, unproven. */
async function finishFailed(ctx: ApplyContext, { installed, proof }: Proven): Promise<void> {
  if (proof.cause === undefined) return;
  await finish(ctx, installed.pending, {
    phase: 'Failed',
    message: proof.cause.message,
    cause: proof.cause,
    holds: 'next',
    next: installed.plan.next,
    held: installed.plan.next ?? undefined,
    units: proof.units,
  });
}

/** What is staged is proven by the next boot. */
function endOf(
  { next, onlySeal }: InstallPlan,
  { units }: Proof,
): Pick<Ending, 'phase' | 'message'> {
  if (next?.staged !== undefined) return { phase: 'Staged', message: STAGED };
  if (onlySeal === true)
    return { phase: 'Healthy', message: 'sealed anew and tested; its units run on' };
  return { phase: 'Healthy', message: healthyMessage(units) };
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

function healthyMessage(units: readonly UnitReport[]): string {
  const restarted = units.filter(({ action }) => action === 'Restarted' || action === 'Reloaded');
  if (restarted.length === 0) return 'sealed and tested; no running unit uses it';
  const proven = restarted.filter(({ loadedEqualsVersion }) => loadedEqualsVersion === 'Yes');
  return `${restarted.map(({ name }) => name).join(', ')}: up, ${proven.length} of ${restarted.length} proven to have loaded it`;
}
