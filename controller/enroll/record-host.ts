/**
 * What people see of an enrolment on the Host: its assurance and TPM, a machine that was installed anew and waits,
 * and a Conflict when a name or a machine is asked for twice.
 * @module
 */
import { setCondition } from '#src/api/conditions.ts';
import type { Host, HostStatus } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { formatTime } from '#src/api/time.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { type Applicant, type Conflict, conflictWith } from './applicant.ts';
import type { EnrollContext } from './enroll-context.ts';
import { ENROLMENT_PCRS } from './verify-tpm-proof.ts';

/** Assurance, epoch and TPM on the Host; ends the Conflict that this very machine had caused. */
export async function recordIdentity(
  context: EnrollContext,
  applicant: Applicant,
  { hostName, assurance, identityEpoch }: HostIdentity,
): Promise<void> {
  const nowMs = context.clock.nowMs();
  await updateHostStatus(context, hostName, (host) => {
    const { pendingInstallation: _issued, ...before } = host.status ?? {};
    return {
      ...host,
      status: {
        ...before,
        assurance,
        identityEpoch,
        ...tpmOf(before, applicant, nowMs),
        ...withoutConflict(before, applicant, nowMs),
      },
    };
  });
}

/** A new machine waits by its approval alone; one that was installed anew says which installation waits. */
export async function recordWaiting(
  context: EnrollContext,
  applicant: Applicant,
  installation: string | undefined,
): Promise<void> {
  const nowMs = context.clock.nowMs();
  await updateHostStatus(context, applicant.proven.start.hostName, (host) => {
    const tpm = tpmOf(host.status ?? {}, applicant, nowMs).tpm;
    const isNew = host.status?.tpm === undefined && tpm !== undefined;
    const isOther = installation !== host.status?.pendingInstallation && installation !== undefined;
    if (!isNew && !isOther) return host;
    const waiting = isOther ? { pendingInstallation: installation } : {};
    return { ...host, status: { ...host.status, ...waiting, ...(isNew ? { tpm } : {}) } };
  });
}

export async function recordConflict(
  context: EnrollContext,
  { host: name, reason, message }: Conflict,
): Promise<void> {
  await updateHostStatus(context, name, (host) => {
    const conditions = setCondition(host.status?.conditions ?? [], {
      type: 'Conflict',
      status: 'True',
      reason,
      message,
      nowMs: context.clock.nowMs(),
    });
    if (conditions === host.status?.conditions) return host;
    return { ...host, status: { ...host.status, conditions } };
  });
}

/** The TPM that it proved, and the state that it booted. */
function tpmOf(
  before: HostStatus,
  { proven, ekCertificate }: Applicant,
  nowMs: number,
): Pick<HostStatus, 'tpm' | 'attestation'> {
  if (proven.assurance === 'Software') return {};
  const { manufacturer: _m, model: _n, firmware: _f, ...known } = before.tpm ?? {};
  return {
    tpm: {
      ...known,
      present: true,
      ekHash: proven.identityHash,
      ekCertificate: ekCertificate.state,
      ...(ekCertificate.state === 'Trusted' ? ekCertificate.tpm : {}),
    },
    attestation: {
      time: formatTime(nowMs),
      bootID: proven.start.bootId,
      pcrs: proven.pcrValues.map((value, at) => ({
        index: ENROLMENT_PCRS[at] ?? at,
        sha256: Buffer.from(value).toString('hex'),
      })),
    },
  };
}

function withoutConflict(
  { conditions = [] }: HostStatus,
  { proven }: Applicant,
  nowMs: number,
): Pick<HostStatus, 'conditions'> {
  const conflict = conditions.find(({ type }) => type === 'Conflict');
  const mine = conflictWith(proven.start.hostName, proven).message;
  const isMine = conflict?.reason === 'SecondName' || conflict?.message === mine;
  if (conflict?.status !== 'True' || !isMine) return {};
  const message = 'the machine that caused it is this host now';
  const change = { type: 'Conflict', status: 'False', reason: 'Resolved', message } as const;
  return { conditions: setCondition(conditions, { ...change, nowMs }) };
}

/** @param change returns the same object when there is nothing to write. */
async function updateHostStatus(
  { objects }: EnrollContext,
  name: string,
  change: (host: Stored<Host>) => Stored<Host>,
): Promise<void> {
  await retryOnConflict(async () => {
    const host = await objects.get('Host', { name });
    if (host === undefined) return;
    const changed = change(host);
    if (changed !== host) await objects.replaceStatus('Host', changed);
  });
}

export async function retryOnConflict(write: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await write();
      return;
    } catch (reason) {
      const isConflict =
        reason instanceof CredfleetError &&
        ['OBJECT_CONFLICT', 'OBJECT_EXISTS'].includes(reason.code);
      if (!isConflict || attempt >= 4) throw reason;
    }
  }
}
