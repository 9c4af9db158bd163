/**
 * Asks the controllers in turn to become a host, once; and renews over mutual TLS. When to ask again is
 * agent/session's decision.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import type { AgentIdentity } from '#agent/keys/agent-identity.ts';
import { acceptedPins, NO_FORMER, trustAfterEnrolment } from '#agent/keys/agent-trust.ts';
import type { OwnKeys } from '#agent/keys/agent-keys.ts';
import type { HostSelf } from '#agent/keys/host-self.ts';
import { openStream } from '#agent/session/grpc-client.node.ts';
import { hostTls } from '#agent/session/host-tls.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { caPin } from '#src/identity/pin.ts';
import type { JoinToken } from '#src/identity/join-token.ts';
import type { Random } from '#src/random/random.ts';
import { enrollmentService, renewalService } from '#src/wire/enrollment-service.ts';
import {
  type Applicant,
  type Application,
  applicationOf,
  type EnrollAnswer,
  exchange,
} from './exchange.ts';
import { findPinnedCa } from './pinned-ca.node.ts';

export type EnrollSources = {
  readonly keys: OwnKeys;
  readonly self: HostSelf;
  readonly applicant: () => Applicant;
  /** Of the installation. */
  readonly caPins: readonly string[];
  /** Read anew for each attempt, so that a token may come later; disposed after it. */
  readonly token: () => Promise<JoinToken | undefined>;
  readonly clock: Clock;
  readonly random: Random;
};

export type EnrollOutcome =
  | { readonly kind: 'issued'; readonly identity: AgentIdentity }
  | { readonly kind: 'pending'; readonly retryAfterMs: number; readonly message: string };

/** A controller that does not answer within this is left. */
const EXCHANGE_TIMEOUT_MS = 60_000;

/**
 * @throws {CredfleetError} ENROLMENT_REFUSED, CONTROLLER_UNREACHABLE, CONTROLLER_UNTRUSTED, TPM_…, …
 */
export async function enroll(
  sources: EnrollSources,
  at: { readonly address: string; readonly held: AgentIdentity | undefined },
  signal: AbortSignal,
): Promise<EnrollOutcome> {
  const { keys, self, random, caPins, clock } = sources;
  const { address, held } = at;
  const caPem = await findPinnedCa(address, acceptedPins(held, caPins), { clock, signal });
  const target = { address, path: enrollmentService.enroll.path, tls: { caPem } };
  await self.mayProve();
  await self.kx.refresh(false);
  const token = await sources.token();
  using _wiped = token?.secret;
  const applicant = sources.applicant();
  const application = applicationOf({ keys, self, applicant, random, token });
  const answer = await withTimeout(sources, signal, async (abort) => {
    const stream = openStream(target);
    abort.addEventListener('abort', () => stream.close());
    return exchange(stream, application);
  });
  const outcome = outcomeOf(answer, application);
  if (outcome.kind === 'pending') return outcome;
  const shownPin = caPin(Buffer.from(caPem));
  return { kind: 'issued', identity: trustAfterEnrolment(held, outcome.identity, shownPin) };
}

/** @throws {CredfleetError} as enroll does; the certificate in use stays good. */
export async function renew(
  sources: EnrollSources,
  held: { readonly address: string; readonly identity: AgentIdentity },
  signal: AbortSignal,
): Promise<AgentIdentity> {
  const { keys, self, random } = sources;
  const { address, identity } = held;
  const target = {
    address,
    path: renewalService.renew.path,
    tls: hostTls(identity, keys),
  };
  await self.mayProve();
  const applicant = sources.applicant();
  const { hostUid } = identity;
  const application = applicationOf({ keys, self, applicant, random, hostUid });
  const answer = await withTimeout(sources, signal, async (abort) => {
    const stream = openStream(target);
    abort.addEventListener('abort', () => stream.close());
    return exchange(stream, application);
  });
  const outcome = outcomeOf(answer, application);
  if (outcome.kind === 'issued') return outcome.identity;
  throw new CredfleetError('ENROLMENT_PENDING', `renewal: ${outcome.message}`);
}

function outcomeOf(answer: EnrollAnswer, { start, self, keys }: Application): EnrollOutcome {
  switch (answer.kind) {
    case 'denied':
      throw new CredfleetError('ENROLMENT_REFUSED', `the controller answers: ${answer.message}`);
    case 'pending':
      return answer;
    case 'issued': {
      const { issued } = answer;
      const certificate = new X509Certificate(issued.certificate);
      if (!certificate.checkPrivateKey(keys.tls)) {
        throw new CredfleetError('MESSAGE_INVALID', "the certificate is not for this host's key");
      }
      if (issued.assurance !== self.assurance) {
        const text = `the controller issues ${issued.assurance}, this host proved ${self.assurance}`;
        throw new CredfleetError('MESSAGE_INVALID', text);
      }
      const { hostName, kxEpoch } = start;
      const { identityHash } = self;
      const former = NO_FORMER;
      return { kind: 'issued', identity: { ...issued, hostName, kxEpoch, identityHash, former } };
    }
  }
}

/** Closes what `work` opened when it is done, takes too long, or the agent stops. */
async function withTimeout<T>(
  { clock }: EnrollSources,
  signal: AbortSignal,
  work: (abort: AbortSignal) => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const stop = AbortSignal.any([done.signal, signal]);
  const timeout = clock.sleep(EXCHANGE_TIMEOUT_MS, stop).then(() => {
    const text = `the exchange was not over after ${EXCHANGE_TIMEOUT_MS / 1000} s: the controller, or the TPM of this host, does not answer`;
    throw new CredfleetError('CONTROLLER_UNREACHABLE', text);
  });
  try {
    return await Promise.race([work(stop), timeout]);
  } finally {
    done.abort(new Error('the exchange is over'));
  }
}
