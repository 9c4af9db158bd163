/**
 * What a person types to lift a block. Pure.
 * @module
 */
import type { HostBlock } from '#controller/ledger/host-block.ts';

export function nextCommand({ kind, hostName }: Pick<HostBlock, 'kind' | 'hostName'>): string {
  switch (kind) {
    case 'Revoked':
      return `credfleet hosts readmit ${hostName}`;
    case 'ClonedDisk':
      return `credfleet hosts resume ${hostName}`;
    case 'ControllerOlderThanHost':
      return `credfleet hosts accept-restore ${hostName}`;
  }
}
