/**
 * Every reader of bytes that somebody else wrote.
 * @module
 */
import type { Target } from './target.ts';
import { auditTargets } from './targets/audit.ts';
import { certificateTargets } from './targets/certificates.ts';
import { dbusTargets } from './targets/dbus.ts';
import { envelopeTargets } from './targets/envelope.ts';
import { identityTargets } from './targets/identity.ts';
import { sealedTargets } from './targets/sealed.ts';
import { tpmCommandTargets } from './targets/tpm-commands.ts';
import { tpmStructureTargets } from './targets/tpm-structures.ts';
import { wireTargets } from './targets/wire.ts';

export const allTargets: readonly Target[] = [
  ...tpmStructureTargets,
  ...tpmCommandTargets,
  ...envelopeTargets,
  ...wireTargets,
  ...identityTargets,
  ...certificateTargets,
  ...sealedTargets,
  ...auditTargets,
  ...dbusTargets,
];
