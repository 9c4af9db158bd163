/**
 * What people write on Hosts, carried out at once: a host that is not admitted any more loses its session, a denial
 * is on record, and what was held goes on.
 * @module
 */
import { carryOutDecisions } from '#controller/blocks/carry-out.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { refuseHost } from './decide-session.ts';
import type { SessionContext } from './session-context.ts';
import type { SessionRegistry } from './session-registry.ts';
import { startPushes } from './start-pushes.ts';

/** Returns a function that stops it. */
export function followHosts(context: SessionContext, registry: SessionRegistry): () => void {
  const cache = context.objects.cache('Host');
  const stop = cache.onChange(({ kind, object }) => {
    const isDeleted = kind === 'deleted';
    closeRefused(context, registry, { host: object, isDeleted });
    carryOut(context, registry, object);
  });
  // What was decided while no controller ran.
  void cache.synced.then(
    () => {
      for (const host of cache.all()) carryOut(context, registry, host);
    },
    // It ends before it was read.
    () => undefined,
  );
  return stop;
}

/** Revoked, denied, deleted or pinned anew. */
function closeRefused(
  { ledger }: SessionContext,
  registry: SessionRegistry,
  { host, isDeleted }: { readonly host: Stored<Host>; readonly isDeleted: boolean },
): void {
  const { uid } = host.metadata;
  const identity = ledger.identity(uid);
  if (!registry.isConnected(uid) || identity === undefined) return;
  const cause = isDeleted ? 'its Host was deleted' : refuseHost(host, identity);
  if (cause !== undefined) registry.close(uid, cause);
}

/** A ledger that cannot be written now is written at the next change, or start: meanwhile the Host itself says it. */
function carryOut(context: SessionContext, registry: SessionRegistry, host: Stored<Host>): void {
  const { metadata } = host;
  try {
    if (!carryOutDecisions(context, host)) return;
  } catch (error) {
    context.log.error({ host: metadata.name, err: error }, 'a decision could not be recorded');
    return;
  }
  const identity = context.ledger.identity(metadata.uid);
  if (identity !== undefined) context.events.held(identity);
  const session = registry.sessionOf(metadata.uid);
  if (session !== undefined) startPushes(context, session);
}
