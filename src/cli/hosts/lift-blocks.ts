/**
 * Lifts what keeps a host from being served: names the blocks on the Host, where the controller reads them and the
 * API says whose decision it was.
 * @module
 */
import type { Host } from '#src/api/host.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { retryOnConflict, type Api } from '../api/api.ts';
import { patchHost, readHost } from './patch-host.ts';

export type Block = NonNullable<NonNullable<Host['status']>['blocks']>[number];

export type Lifting = { readonly name: string; readonly kind: Block['kind'] };

/** What the Host shows keeps so many; older ids are of blocks that are lifted already. */
const IDS_KEPT = 16;

/**
 * Returns what was lifted.
 * @throws {CredfleetError} OBJECT_NOT_FOUND when there is no such host, or nothing of the kind to lift.
 */
export async function liftBlocks(api: Api, lifting: Lifting): Promise<readonly Block[]> {
  return retryOnConflict(async () => {
    const host = await readHost(api, lifting.name);
    const blocks = blocksOf(host, lifting.kind);
    if (blocks.length === 0) throw nothingToLift(host, lifting);
    const before = host.spec.liftedBlocks ?? [];
    const ids = [...new Set([...blocks.map(({ id }) => id), ...before])].slice(0, IDS_KEPT);
    const revoked = lifting.kind === 'Revoked' ? { revoked: false } : {};
    await patchHost(api, host, { liftedBlocks: ids, ...revoked });
    return blocks;
  });
}

export function blocksOf(host: Host, kind: Block['kind']): readonly Block[] {
  return (host.status?.blocks ?? []).filter((block) => block.kind === kind);
}

function nothingToLift(host: Host, { name, kind }: Lifting): CredfleetError {
  const others = (host.status?.blocks ?? []).map((block) => block.kind);
  const isUnread = kind === 'Revoked' && host.spec.revoked === true;
  const why = isUnread
    ? 'the controller has not read the revocation yet; try again'
    : 'nothing was changed';
  const there = others.length === 0 ? '' : ` It is held for another reason: ${others.join(', ')}.`;
  return new CredfleetError(
    'OBJECT_NOT_FOUND',
    `host ${name} has no block of kind ${kind}: ${why}.${there}`,
  );
}
