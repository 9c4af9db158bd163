/**
 * Records why nothing is pushed to a host: a block with its alarm, in one write.
 * @module
 */
import type { HostBlock } from '#controller/ledger/host-block.ts';
import type { HostIdentity, Ledger } from '#controller/ledger/ledger.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import { BY_TPM } from './decide-hello.ts';
import { newBlockId } from './new-block-id.ts';

type Parts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
};

export type NewHold = Pick<HostBlock, 'message'> &
  Partial<Pick<HostBlock, 'deniedSerial' | 'hostSeq' | 'trustEpoch'>> & {
    readonly kind: 'ClonedDisk' | 'ControllerOlderThanHost';
    readonly detail: NewAuditEvent['detail'];
  };

/** One open block of a kind for each host: a second alarm replaces what the first says. */
export function holdHost(parts: Parts, identity: HostIdentity, hold: NewHold): HostBlock {
  const { ledger, clock, random, log } = parts;
  const { hostUid, hostName, identityHash } = identity;
  const { detail, ...said } = hold;
  const nowMs = clock.nowMs();
  const known = ledger.blocks({ hostUid, isOpen: true }).find(({ kind }) => kind === hold.kind);
  const block: HostBlock = {
    deniedSerial: '',
    hostSeq: 0,
    trustEpoch: 0,
    ...said,
    id: known?.id ?? newBlockId(random),
    hostUid,
    hostName,
    identityHash,
    actor: 'controller',
    sinceMs: known?.sinceMs ?? nowMs,
  };
  log.warn({ host: hostName, reason: hold.kind, block: block.id, ...detail }, hold.message);
  const facts = { ...detail, reason: hold.kind, message: hold.message, block: block.id };
  ledger.write({
    blocks: [block],
    events: [eventOf(identity, 'host.alarm', { nowMs, detail: facts })],
  });
  return block;
}

/** Keeps the highest numbers that the host has shown: pushes go on above them. */
export function raiseHold(
  { ledger }: Pick<Parts, 'ledger'>,
  block: HostBlock,
  shown: { readonly hostSeq: number; readonly trustEpoch: number },
): void {
  const hostSeq = Math.max(block.hostSeq, shown.hostSeq);
  const trustEpoch = Math.max(block.trustEpoch, shown.trustEpoch);
  if (hostSeq === block.hostSeq && trustEpoch === block.trustEpoch) return;
  ledger.write({ blocks: [{ ...block, hostSeq, trustEpoch }] });
}

/** The machine with the TPM is back: the alarm of its copy ends without a person. */
export function endByTpm(parts: Parts, identity: HostIdentity, block: HostBlock): void {
  const nowMs = parts.clock.nowMs();
  const detail = { reason: block.kind, block: block.id, message: BY_TPM };
  parts.ledger.write({
    blocks: [{ ...block, lifted: { atMs: nowMs, by: BY_TPM } }],
    events: [eventOf(identity, 'host.resumed', { nowMs, detail })],
  });
}

function eventOf(
  { hostName, hostUid }: HostIdentity,
  type: 'host.alarm' | 'host.resumed',
  { nowMs, detail }: { readonly nowMs: number; readonly detail: NewAuditEvent['detail'] },
): NewAuditEvent {
  return {
    timeMs: nowMs,
    type,
    outcome: type === 'host.alarm' ? 'failure' : 'success',
    actor: { kind: 'controller', id: 'controller' },
    subject: { host: hostName, hostUID: hostUid },
    detail,
  };
}
