/**
 * Starts a session's pushes, unless something on record, or what its Hello says, forbids it until a person has
 * looked. Reports are taken all the same.
 * @module
 */
import { decideHello } from '#controller/blocks/decide-hello.ts';
import { endByTpm, holdHost, raiseHold } from '#controller/blocks/hold-host.ts';
import { nextCommand } from '#controller/blocks/next-command.ts';
import type { HostBlock } from '#controller/ledger/host-block.ts';
import type { HostSession } from './host-session.ts';
import type { SessionContext } from './session-context.ts';

/** After the Welcome, and again when a person has decided. */
export function startPushes(context: SessionContext, session: HostSession): void {
  const held = findHold(context, session);
  if (held === undefined) return session.startPushing();
  const next = nextCommand(held);
  const message = `${held.message}; nothing is pushed to this host until a person says go on: ${next}`;
  session.send({ kind: 'conflict', message });
}

function findHold(context: SessionContext, session: HostSession): HostBlock | undefined {
  const { ledger, keyring, clock, events } = context;
  const { hello } = session;
  const identity = ledger.identity(session.identity.hostUid) ?? session.identity;
  const { proven, hold } = decideHello({
    hello,
    identity,
    trustEpoch: keyring.bundle.epoch,
    blocks: ledger.blocks({ hostUid: identity.hostUid }),
    nowMs: clock.nowMs(),
  });
  if (proven !== undefined) endByTpm(context, identity, proven);
  if (proven !== undefined || hold !== undefined) events.held(identity);
  if (hold === undefined) return undefined;
  if (hold.kind === 'known') {
    raiseHold(context, hold.block, hello);
    return hold.block;
  }
  const { hostSeq, trustEpoch } = hello;
  return holdHost(context, identity, {
    kind: 'ControllerOlderThanHost',
    message: `${hold.message}: this controller was restored from a backup`,
    hostSeq,
    trustEpoch,
    detail: { hostSeq, lastPushSeq: identity.lastPushSeq, trustEpoch },
  });
}
