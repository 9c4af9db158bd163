/**
 * Deletes versions beyond revisionHistoryLimit with their content and rollouts: secrets that nobody can
 * go back to should not lie around. What a host holds or is being sent stays.
 * @module
 */
import type { CredentialVersion } from '#src/api/credential.ts';
import type { Stored } from '#src/api/meta.ts';
import { isAbout, isFromSources } from '#src/rollout/brought-by.ts';
import { isInFlight } from '#src/rollout/disruption.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import type { Context, CredentialRef } from './context.ts';
import { gather } from './gather.ts';

const DEFAULT_LIMIT = 3;
const BUSY_MS = 60_000;

/** Waits while hosts are at work: that is more urgent, and what they end up with is not known. */
export async function pruneVersions(
  context: Context,
  ref: CredentialRef,
): Promise<{ readonly againAtMs?: number }> {
  const situation = gather(context, ref);
  const stable = situation?.stable?.version.spec.number;
  if (situation === undefined || stable === undefined) return {};
  const rows = [...situation.rows.values()];
  if (rows.some((row) => isInFlight(row))) return { againAtMs: situation.nowMs + BUSY_MS };
  const limit = situation.credential.spec.revisionHistoryLimit ?? DEFAULT_LIMIT;
  const doomed = prunable({ ...situation, stable, rows, limit });
  for (const version of doomed) await prune(context, version);
  return {};
}

export type PruneInput = {
  /** By number. */
  readonly versions: readonly Stored<CredentialVersion>[];
  readonly stable: number;
  readonly rows: readonly HostCredentialState[];
  /** Old versions to keep beside the stable one and what is newer. */
  readonly limit: number;
  /** They stay: their content must be known again when it comes back. */
  readonly revoked: ReadonlySet<number>;
};

export function prunable(input: PruneInput): readonly Stored<CredentialVersion>[] {
  const { versions, stable, rows, limit, revoked } = input;
  const used = new Set(rows.flatMap((row) => [row.runningVersion, row.targetVersion]));
  // What the sources said last is compared with what they say next.
  const source = versions.findLast((version) => isFromSources(version));
  const old = versions.filter(
    (version) =>
      version.spec.number < stable && version !== source && !revoked.has(version.spec.number),
  );
  return old.slice(0, Math.max(0, old.length - limit)).filter(({ spec }) => !used.has(spec.number));
}

/** Content goes first: a crash in between leaves a version without bytes, which is pruned again. */
async function prune(
  { objects, content, view }: Context,
  version: Stored<CredentialVersion>,
): Promise<void> {
  const { metadata, spec } = version;
  const { namespace = '', name } = metadata;
  await content.remove({ namespace, credential: spec.hostCredentialName, version: spec.number });
  const rollouts = view.all('CredentialRollout', namespace);
  for (const rollout of rollouts.filter((other) => isAbout(other, version))) {
    await objects.delete('CredentialRollout', { namespace, name: rollout.metadata.name });
  }
  await objects.delete('CredentialVersion', { namespace, name });
}
