/**
 * What people see of an enrolment: a HostEnrollment per identity key, the Host's assurance, and a Conflict
 * condition when another machine asks for a name that is taken.
 * @module
 */
import { setCondition } from '#src/api/conditions.ts';
import type { Host, HostEnrollmentStatus } from '#src/api/host.ts';
import { API_VERSION, type Stored } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { spkiHash } from '#src/identity/public-key.ts';
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import type { EnrollStart } from '#src/wire/enrollment-messages.ts';
import type { EnrollContext } from './enroll-context.ts';

export type EnrolmentRecord = {
  readonly start: EnrollStart;
  readonly address: string;
  readonly status: HostEnrollmentStatus;
};

/** `NAME-12345678`: the host name and the start of the identity key's hash. */
export async function recordEnrolment(
  { objects }: EnrollContext,
  { start, address, status }: EnrolmentRecord,
): Promise<void> {
  const identityKeyHash = spkiHash(start.identityPub);
  const name = `${start.hostName}-${identityKeyHash.slice(0, 8)}`;
  await retryOnConflict(async () => {
    const found =
      (await objects.get('HostEnrollment', { name })) ??
      (await objects.create('HostEnrollment', {
        apiVersion: API_VERSION,
        kind: 'HostEnrollment',
        metadata: { name },
        spec: {
          hostName: start.hostName,
          assurance: 'Software',
          identityKeyHash,
          sourceAddress: address,
          ...(start.tokenId === '' ? {} : { tokenID: start.tokenId }),
        },
      }));
    const isSame =
      found.status?.state === status.state &&
      found.status?.certificateSerial === status.certificateSerial;
    if (isSame) return;
    await objects.replaceStatus('HostEnrollment', {
      ...found,
      status: { ...found.status, ...status },
    });
  });
}

/** Assurance and epoch on the Host; ends the Conflict that this very machine had caused. */
export async function recordIdentity(
  context: EnrollContext,
  { hostName, assurance, identityEpoch, identityHash }: HostIdentity,
): Promise<void> {
  await updateHostStatus(context, hostName, (host) => {
    const conflict = host.status?.conditions?.find(({ type }) => type === 'Conflict');
    const isMine = conflict?.status === 'True' && conflict.message === conflictWith(identityHash);
    const conditions = isMine
      ? setCondition(host.status?.conditions ?? [], {
          type: 'Conflict',
          status: 'False',
          reason: 'Resolved',
          message: 'the host is pinned to this identity key now',
          nowMs: context.clock.nowMs(),
        })
      : host.status?.conditions;
    const status = { ...host.status, assurance, identityEpoch };
    return { ...host, status: conditions === undefined ? status : { ...status, conditions } };
  });
}

export async function recordConflict(context: EnrollContext, start: EnrollStart): Promise<void> {
  await updateHostStatus(context, start.hostName, (host) => {
    const conditions = setCondition(host.status?.conditions ?? [], {
      type: 'Conflict',
      status: 'True',
      reason: 'IdentityKeyDiffers',
      message: conflictWith(spkiHash(start.identityPub)),
      nowMs: context.clock.nowMs(),
    });
    if (conditions === host.status?.conditions) return host;
    return { ...host, status: { ...host.status, conditions } };
  });
}

function conflictWith(identityHash: string): string {
  return `a machine with identity key ${identityHash} asks for this name; when it is the right one, set spec.identityKeyHash to it`;
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

async function retryOnConflict(write: () => Promise<void>): Promise<void> {
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
