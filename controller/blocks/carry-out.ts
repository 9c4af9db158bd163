/**
 * Makes a person's decisions on a Host durable: denials and lifted blocks, each with its event and actor, in one
 * write. Doing it again does nothing.
 * @module
 */
import type { HostBlock } from '#controller/ledger/host-block.ts';
import type { HostIdentity, Ledger, LedgerWrite } from '#controller/ledger/ledger.ts';
import type { Host } from '#src/api/host.ts';
import { CHANGED_BY_ANNOTATION, type Stored } from '#src/api/meta.ts';
import type { NewAuditEvent } from '#src/audit/event.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Random } from '#src/random/random.ts';
import { decideBlocks, hashesOf } from './decide-blocks.ts';
import { newBlockId } from './new-block-id.ts';

type Parts = { readonly ledger: Ledger; readonly clock: Clock; readonly random: Random };
type Deciding = Parts & {
  readonly host: Stored<Host>;
  readonly identity: HostIdentity | undefined;
  readonly nowMs: number;
  readonly actor: string;
};

/** True when something changed. */
export function carryOutDecisions(parts: Parts, host: Stored<Host>): boolean {
  const { revoked, liftedBlocks = [] } = host.spec;
  if (revoked !== true && liftedBlocks.length === 0) return false;
  const identity = parts.ledger.identity(host.metadata.uid);
  const blocks = openBlocksOf(parts.ledger, host);
  const { deny, lift } = decideBlocks({ host, identity, blocks });
  if (deny.length + lift.length === 0) return false;
  const actor = host.metadata.annotations?.[CHANGED_BY_ANNOTATION] ?? 'unknown';
  const deciding = { ...parts, host, identity, actor, nowMs: parts.clock.nowMs() };
  const denied = deny.map((hash) => denial(deciding, hash));
  parts.ledger.write(
    together(
      denied,
      lift.map((block) => lifting(deciding, block)),
    ),
  );
  return true;
}

/** Of this Host, or of the machine that it is pinned to, under whatever name. */
export function openBlocksOf(ledger: Ledger, host: Stored<Host>): readonly HostBlock[] {
  const hostUid = host.metadata.uid;
  const found = [
    ...ledger.blocks({ hostUid, isOpen: true }),
    ...hashesOf(host, ledger.identity(hostUid)).flatMap((identityHash) =>
      ledger.blocks({ identityHash, isOpen: true }),
    ),
  ];
  return [...new Map(found.map((block) => [block.id, block])).values()];
}

type Change = Required<Pick<LedgerWrite, 'blocks' | 'pushSeqs' | 'events'>>;

function together(...changes: readonly (readonly Change[])[]): Change {
  const all = changes.flat();
  return {
    blocks: all.flatMap(({ blocks }) => blocks),
    pushSeqs: all.flatMap(({ pushSeqs }) => pushSeqs),
    events: all.flatMap(({ events }) => events),
  };
}

function denial(deciding: Deciding, identityHash: string): Change {
  const { host, identity, nowMs, actor, random } = deciding;
  const reason = host.spec.revocationReason ?? '';
  const deniedSerial = identity?.certificateSerial ?? '';
  const block: HostBlock = {
    id: newBlockId(random),
    kind: 'Revoked',
    hostUid: host.metadata.uid,
    hostName: host.metadata.name,
    identityHash,
    deniedSerial,
    message: reason,
    actor,
    sinceMs: nowMs,
    hostSeq: 0,
    trustEpoch: 0,
  };
  const detail = { identityHash, certificateSerial: deniedSerial, block: block.id, reason };
  return { blocks: [block], pushSeqs: [], events: [event(deciding, 'host.revoked', detail)] };
}

function lifting(deciding: Deciding, block: HostBlock): Change {
  const { nowMs, actor } = deciding;
  const { kind, id, hostUid, hostSeq, identityHash } = block;
  const type = kind === 'Revoked' ? 'host.readmitted' : 'host.resumed';
  return {
    blocks: [{ ...block, lifted: { atMs: nowMs, by: actor } }],
    // From here on numbers are above what the host has accepted.
    pushSeqs: kind === 'ControllerOlderThanHost' ? [{ hostUid, seq: hostSeq }] : [],
    events: [event(deciding, type, { reason: kind, block: id, identityHash, hostSeq })],
  };
}

function event(
  { host, actor, nowMs }: Deciding,
  type: 'host.revoked' | 'host.readmitted' | 'host.resumed',
  detail: NewAuditEvent['detail'],
): NewAuditEvent {
  return {
    timeMs: nowMs,
    type,
    outcome: 'success',
    actor: { kind: 'user', id: actor },
    subject: { host: host.metadata.name, hostUID: host.metadata.uid },
    detail,
  };
}
