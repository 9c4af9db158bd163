/**
 * Who may ask what of the Query service: auditors about the past, and nothing else.
 * @module
 */
import { membersOf } from '#controller/stream/peer-guard.node.ts';
import type { Peer } from '#src/identity/peer.ts';
import type { QueryHandlers } from './query-server.ts';

const AUDIT_METHODS: ReadonlySet<string> = new Set<keyof QueryHandlers>([
  'events',
  'holders',
  'history',
  'gone',
  'exposure',
]);
/** Groups of certificates. */
const ASK_ALL = [
  'system:masters',
  'credfleet:viewers',
  'credfleet:operators',
  'credfleet:security',
];
const isAskingAll = membersOf(ASK_ALL);
/** The audit log, and what follows from it. */
export const mayAudit = membersOf([...ASK_ALL, 'credfleet:auditors']);

export function mayQuery(peer: Peer, method: string): boolean {
  return AUDIT_METHODS.has(method) ? mayAudit(peer) : isAskingAll(peer);
}
