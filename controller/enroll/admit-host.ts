/**
 * From a proven identity to a place in the inventory: spends the join token, creates or pins the Host,
 * says whether a certificate may be issued.
 * @module
 */
import type { Host, HostSpec } from '#src/api/host.ts';
import { API_VERSION, SYSTEM_NAMESPACE, type Stored } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import {
  joinTokenSecretName,
  parseJoinTokenSecret,
  usedJoinTokenSecret,
} from '#src/identity/join-token-secret.ts';
import { isTokenId } from '#src/identity/join-token.ts';
import type { EnrollStart } from '#src/wire/enrollment-messages.ts';
import { installationOf } from './claim.ts';
import { compareKeys } from './compare-keys.ts';
import { conflictWith, type Applicant } from './applicant.ts';
import { type Admission, decideAdmission } from './decide-admission.ts';
import { decideToken, type TokenVerdict } from './decide-token.ts';
import type { EnrollContext } from './enroll-context.ts';
import { hostsOfMachine } from './hosts-of-machine.ts';
import { RefusedEnrolment } from './refused-enrolment.ts';

export type Admitted =
  | { readonly kind: 'issue'; readonly host: Stored<Host> }
  | { readonly kind: 'pending'; readonly host: Stored<Host>; readonly installation?: string };

/** A pin or a creation that somebody else's write overtook is decided again, so many times. */
const ATTEMPTS = 4;

/** @throws {RefusedEnrolment} with the true cause, and the Host that is in conflict. */
export async function admitHost(context: EnrollContext, applicant: Applicant): Promise<Admitted> {
  const { start } = applicant.proven;
  let token: TokenVerdict | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const host = await context.objects.get('Host', { name: start.hostName });
    const admission = admissionOf(context, applicant, { host, token });
    switch (admission.kind) {
      case 'issue':
      case 'pending':
        if (host !== undefined) return { ...admission, host };
        break;
      case 'refuse':
        throw refusal(admission, applicant);
      case 'askToken':
        // Spent once, and only when nothing else is in the way.
        token = await spendToken(context, start);
        break;
      case 'pin':
        await unlessOvertaken(async () => pinHost(context, host, applicant));
    }
  }
  throw new CredfleetError('OBJECT_CONFLICT', `Host ${start.hostName} keeps changing; try again`);
}

function admissionOf(
  context: EnrollContext,
  { proven, ekCertificate }: Applicant,
  known: { readonly host: Stored<Host> | undefined; readonly token: TokenVerdict | undefined },
): Admission {
  const { ledger } = context;
  const { start, assurance, identityHash } = proven;
  const old = known.host === undefined ? undefined : ledger.identity(known.host.metadata.uid);
  return decideAdmission({
    ...known,
    hostName: start.hostName,
    assurance,
    identityHash,
    isDenied: ledger.isDenied(identityHash),
    hostsOfMachine: hostsOfMachine(context, identityHash),
    keys: compareKeys(old, proven),
    installation: installationOf(proven),
    isCertified: ekCertificate.state === 'Trusted',
    hasToken: start.tokenId !== '',
  });
}

function refusal(
  { cause, conflictOn }: Extract<Admission, { readonly kind: 'refuse' }>,
  { proven }: Applicant,
): RefusedEnrolment {
  const about = { claim: proven, hostName: proven.start.hostName };
  if (conflictOn === undefined) return new RefusedEnrolment(cause, about);
  return new RefusedEnrolment(cause, { ...about, conflict: conflictWith(conflictOn, proven) });
}

/** Marks the token used before it admits anybody: whoever writes first has it. */
async function spendToken(context: EnrollContext, start: EnrollStart): Promise<TokenVerdict> {
  const { objects, clock } = context;
  const ref = { namespace: SYSTEM_NAMESPACE, name: joinTokenSecretName(start.tokenId) };
  const secret = isTokenId(start.tokenId) ? await objects.get('Secret', ref) : undefined;
  const stored = secret === undefined ? undefined : parseJoinTokenSecret(secret);
  using _wiped = stored?.secret;
  const nowMs = clock.nowMs();
  const verdict = decideToken(start, stored, nowMs);
  if (verdict.kind === 'refused' || secret === undefined) return verdict;
  try {
    await objects.replace('Secret', usedJoinTokenSecret(secret, nowMs));
    return verdict;
  } catch (reason) {
    if (!isOvertaken(reason)) throw reason;
    return { kind: 'refused', cause: 'its join token was used at the same moment' };
  }
}

/** Creates the Host when there is none; both times it waits for approval unless somebody gave it before. */
async function pinHost(
  { objects }: EnrollContext,
  host: Stored<Host> | undefined,
  { proven }: Applicant,
): Promise<void> {
  const { assurance, identityHash, start } = proven;
  const pin: HostSpec =
    assurance === 'TPM' ? { ekHash: identityHash } : { identityKeyHash: identityHash };
  if (host === undefined) {
    await objects.create('Host', {
      apiVersion: API_VERSION,
      kind: 'Host',
      metadata: { name: start.hostName },
      spec: { ...pin, approval: 'Pending' },
    });
    return;
  }
  const approval = host.spec.approval ?? 'Pending';
  await objects.replace('Host', { ...host, spec: { ...host.spec, ...pin, approval } });
}

async function unlessOvertaken(write: () => Promise<void>): Promise<void> {
  await write().catch((reason: unknown) => {
    if (!isOvertaken(reason)) throw reason;
  });
}

function isOvertaken(reason: unknown): boolean {
  return (
    reason instanceof CredfleetError &&
    ['OBJECT_CONFLICT', 'OBJECT_EXISTS', 'OBJECT_NOT_FOUND'].includes(reason.code)
  );
}
