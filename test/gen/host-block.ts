/**
 * A block of a host with good defaults.
 * @module
 */
import type { HostBlock } from '#controller/ledger/host-block.ts';

export function hostBlockOf(change: Partial<HostBlock> = {}): HostBlock {
  return {
    id: 'b10c000000000001',
    kind: 'Revoked',
    hostUid: 'u1',
    hostName: 'alpha',
    identityHash: 'a'.repeat(64),
    deniedSerial: '',
    message: 'stolen',
    actor: 'ada',
    sinceMs: 1_000,
    hostSeq: 0,
    trustEpoch: 0,
    ...change,
  };
}
