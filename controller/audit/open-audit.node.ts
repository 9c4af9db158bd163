/**
 * Everything about the audit log of one controller: checkpoints, retention, sinks, and the services that tell of them.
 * Wiring only.
 * @module
 */
import { join } from 'node:path';
import type { Keyring } from '#controller/keys/keyring.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { mayAudit } from '#controller/query/may-query.ts';
import type { ExtraService } from '#controller/stream/peer-guard.node.ts';
import type { AuditOptions } from '#src/cli/options.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import { together } from '#src/sync/together.ts';
import { auditService } from '#src/wire/audit-service.ts';
import { retentionService } from '#src/wire/retention-service.ts';
import { AuditLog } from './audit-log.ts';
import { createAuditHandlers } from './audit-server.ts';
import { Checkpoints } from './keep-checkpoints.ts';
import { Proofs } from './proofs.ts';
import { createArchiveFolder } from './retention/archive-folder.node.ts';
import { Retention } from './retention/retention.ts';
import { createRetentionHandlers, mayRetain } from './retention/retention-server.ts';
import { openSinks } from './sinks/open-sinks.node.ts';
import { Sinks } from './sinks/sinks.ts';

export type AuditWorldOptions = AuditOptions & {
  readonly keyring: Keyring;
  readonly dataDir: string;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
};

export type OpenedAudit = {
  readonly audit: { readonly log: AuditLog; readonly proofs: Proofs };
  readonly retention: Retention;
  readonly sinks: Sinks;
  readonly services: readonly ExtraService[];
  /** Until the signal aborts. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** At the end, when nothing more is written. */
  readonly writeLast: () => void;
};

/** @throws {CredfleetError} STORE_KEY_MISSING, CONFIG_INVALID */
export async function openAudit(options: AuditWorldOptions): Promise<OpenedAudit> {
  const { keyring, dataDir, auditArchive, auditRetentionMs: retentionMs, ledger } = options;
  const log = new AuditLog({ keys: keyring, evidence: ledger.evidence });
  const { evidence, retention: state } = ledger;
  const proofs = new Proofs({ ...options, keys: keyring, evidence, retention: state, log });
  const checkpoints = new Checkpoints({ ...options, auditLog: log });
  const opened = await openSinks(options.auditSinks, { ...options, origin: log.origin });
  const sinks = new Sinks(opened, options);
  const archive = createArchiveFolder(auditArchive ?? join(dataDir, 'audit-archive'));
  const retention = new Retention({ ...options, auditLog: log, archive, retentionMs, sinks });
  const trustDomain = keyring.clusterUid;
  return {
    audit: { log, proofs },
    retention,
    sinks,
    services: [
      {
        definition: auditService,
        implementation: createAuditHandlers(log, proofs),
        allows: mayAudit,
      },
      {
        definition: retentionService,
        implementation: createRetentionHandlers({ ...options, retention, trustDomain }),
        allows: mayRetain,
      },
    ],
    run: async (signal) =>
      together(signal, [
        async (end) => checkpoints.run(end),
        async (end) => retention.run(end),
        async (end) => sinks.run(end),
      ]),
    writeLast: () => checkpoints.writeLast(),
  };
}
