/**
 * One live session for each host: the newest wins, unless the older one still answers. Then two agents have one
 * certificate, and neither is believed: a copied disk.
 * @module
 */
import { holdHost } from '#controller/blocks/hold-host.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { HostSession } from './host-session.ts';
import type { SessionContext } from './session-context.ts';
import type { SessionRegistry } from './session-registry.ts';

/**
 * A live agent answers at once, also while it works. One that crashed, or lost its network, never does: its machine
 * waits this long when it is back before the connection was missed.
 */
const PROBE_TIMEOUT_MS = 5_000;

/** @throws {CredfleetError} HOST_NOT_ADMITTED when both are alive: both are over then. */
export async function claimPlace(
  context: SessionContext,
  registry: SessionRegistry,
  session: HostSession,
): Promise<void> {
  const { hostUid } = session.identity;
  await registry.inTurn(hostUid, async () => {
    const older = registry.sessionOf(hostUid);
    if (older !== undefined && (await older.answers(PROBE_TIMEOUT_MS))) {
      refuseBoth(context, older, session);
    }
    registry.add(session);
  });
}

function refuseBoth(context: SessionContext, older: HostSession, newer: HostSession): never {
  const { hostUid, hostName } = newer.identity;
  const identity = context.ledger.identity(hostUid) ?? newer.identity;
  const message = `host ${hostName}: two machines answer with one certificate, from ${older.address} (boot ${older.bootId}) and ${newer.address} (boot ${newer.bootId}): a disk was copied`;
  older.refuse(message);
  holdHost(context, identity, {
    kind: 'ClonedDisk',
    message,
    deniedSerial: identity.certificateSerial,
    detail: {
      bootID: newer.bootId,
      otherBootID: older.bootId,
      sourceAddress: newer.address,
      otherSourceAddress: older.address,
      certificateSerial: identity.certificateSerial,
    },
  });
  context.events.held(identity);
  throw new CredfleetError('HOST_NOT_ADMITTED', message);
}
