/**
 * From a proven identity key to a place in the inventory: spends the join token, creates or pins the Host,
 * says whether a certificate may be issued.
 * @module
 */
import type { Host } from '#src/api/host.ts';
import { API_VERSION, SYSTEM_NAMESPACE, type Stored } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import {
  joinTokenSecretName,
  parseJoinTokenSecret,
  usedJoinTokenSecret,
} from '#src/identity/join-token-secret.ts';
import { isTokenId } from '#src/identity/join-token.ts';
import { spkiHash } from '#src/identity/public-key.ts';
import type { EnrollStart } from '#src/wire/enrollment-messages.ts';
import { decideAdmission } from './decide-admission.ts';
import { decideToken, type TokenVerdict } from './decide-token.ts';
import type { EnrollContext } from './enroll-context.ts';
import { RefusedEnrolment } from './exchange.ts';

export type Admitted = { readonly kind: 'issue' | 'pending'; readonly host: Stored<Host> };

/** A pin or a creation that somebody else's write overtook is decided again, so many times. */
const ATTEMPTS = 4;

/**
 * @throws {RefusedEnrolment} with the true cause; `isConflict` when another machine holds the name.
 */
export async function admitHost(context: EnrollContext, start: EnrollStart): Promise<Admitted> {
  let token: TokenVerdict | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const host = await context.objects.get('Host', { name: start.hostName });
    // A token is spent once, and only for a name that nobody holds.
    if (!isPinned(host)) token ??= await spendToken(context, start);
    const identityHash = spkiHash(start.identityPub);
    const admission = decideAdmission({ host, identityHash, token: token ?? NOT_NEEDED });
    if (admission.kind === 'refuse') {
      throw new RefusedEnrolment(admission.cause, start, admission.isConflict);
    }
    if (host !== undefined && (admission.kind === 'issue' || admission.kind === 'pending')) {
      return { kind: admission.kind, host };
    }
    await unlessOvertaken(async () => pinHost(context, host, start));
  }
  throw new CredfleetError('OBJECT_CONFLICT', `Host ${start.hostName} keeps changing; try again`);
}

const NOT_NEEDED: TokenVerdict = { kind: 'refused', cause: 'the name is pinned meanwhile' };

function isPinned(host: Host | undefined): boolean {
  return host?.spec.identityKeyHash !== undefined || host?.spec.ekHash !== undefined;
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
  { hostName, identityPub }: EnrollStart,
): Promise<void> {
  const identityKeyHash = spkiHash(identityPub);
  if (host === undefined) {
    await objects.create('Host', {
      apiVersion: API_VERSION,
      kind: 'Host',
      metadata: { name: hostName },
      spec: { identityKeyHash, approval: 'Pending' },
    });
    return;
  }
  const approval = host.spec.approval ?? 'Pending';
  await objects.replace('Host', { ...host, spec: { ...host.spec, identityKeyHash, approval } });
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
