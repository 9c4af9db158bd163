/**
 * Starts units together, but never more of them than this systemd can give their credentials at once.
 * @module
 */
import { idInUnit, installedItem } from '#agent/units/credential-units.ts';
import type { CredentialUse, JobOutcome, UnitJob } from '#agent/units/systemd.ts';
import { wavesOf } from '#agent/units/waves.ts';
import type { ApplyContext } from './context.ts';
import type { HeldVersion } from './journal-records.ts';

/** systemd 252 keeps a session for each TPM credential that it opens, until the unit has started; a TPM has 64. */
const LEAKS_BEFORE = 254;
const TPM_CREDENTIALS_AT_ONCE = 40;
export const TPM_CREDENTIALS_OF_ONE_UNIT = 62;
/** From 258 on units with restricted devices get them by a socket that takes 16 connections. */
const BY_SOCKET_SINCE = 258;
const RESTRICTED_AT_ONCE = 8;

type Held = Pick<ApplyContext, 'systemd' | 'journal' | 'credstore'>;

/** As {@link Systemd.run}; `timeoutMs` is for each wave. */
export async function runJobs(
  ctx: Held,
  jobs: readonly UnitJob[],
  timeoutMs: number,
): Promise<ReadonlyMap<string, JobOutcome>> {
  const outcomes = new Map<string, JobOutcome>();
  for (const wave of await wavesFor(ctx, jobs)) {
    for (const [unit, outcome] of await ctx.systemd.run(wave, timeoutMs)) {
      outcomes.set(unit, outcome);
    }
  }
  return outcomes;
}

/** True when one unit alone may be too much. */
export async function leaksSessions({ systemd }: Held): Promise<boolean> {
  return (await systemd.version()) < LEAKS_BEFORE;
}

/** Names of credentials that a unit opens with the TPM when it starts, as far as they are ours. */
export function tpmLoads(ctx: Held, use: CredentialUse): ReadonlySet<string> {
  const { credentials, pending } = ctx.journal.state();
  const versions = [
    ...Array.from(credentials.values(), ({ held }) => held),
    ...pending.map(({ plan }) => plan?.next),
  ];
  return new Set(versions.flatMap((version) => loadedOf(ctx, use, version)));
}

function loadedOf(
  { credstore }: Held,
  use: CredentialUse,
  version: HeldVersion | null | undefined,
): readonly string[] {
  return (version?.items ?? [])
    .filter(({ keyType }) => keyType.includes('tpm2'))
    .map(({ name }) => installedItem(credstore, version?.store ?? 'Persistent', name))
    .filter((item) => idInUnit(use, item) !== undefined)
    .map(({ name }) => name);
}

async function wavesFor(
  ctx: Held,
  jobs: readonly UnitJob[],
): Promise<readonly (readonly UnitJob[])[]> {
  if (jobs.length <= 1) return jobs.length === 0 ? [] : [jobs];
  const { systemd } = ctx;
  const version = await systemd.version();
  const weigh = async (weightOf: (unit: string) => Promise<number>) =>
    Promise.all(
      jobs.map(async (job) => {
        return { job, weight: job.verb === 'stop' ? 0 : await weightOf(job.unit) };
      }),
    );
  if (version < LEAKS_BEFORE) {
    const loads = async (unit: string) => tpmLoads(ctx, await systemd.credentialUse(unit)).size;
    return wavesOf(await weigh(loads), TPM_CREDENTIALS_AT_ONCE);
  }
  if (version < BY_SOCKET_SINCE || jobs.length <= RESTRICTED_AT_ONCE) return [jobs];
  const restricted = async (unit: string) => Number(await systemd.restrictsDevices(unit));
  return wavesOf(await weigh(restricted), RESTRICTED_AT_ONCE);
}
