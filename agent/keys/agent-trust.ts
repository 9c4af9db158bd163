/**
 * What this host trusts: CAs and intent keys of one bundle, changed only by the bundle that follows it, or by a person
 * who gives the agent a pin it never had. A certificate of the CA alone changes nothing here: who holds the CA's key
 * cannot speak as the intent key. Pure.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { caPin } from '#src/identity/pin.ts';
import { followTrust } from '#src/trust/trust-chain.ts';
import type { SignedTrustBundle, TrustBundle } from '#src/wire/messages.ts';
import type { AgentIdentity } from './agent-identity.ts';

/** Of bundles that were replaced. */
export type FormerTrust = {
  /** An agent that was installed with one of them is still this fleet's. Nothing is verified with them. */
  readonly caPins: readonly string[];
  /** For envelopes that were accepted in their time; newest last. */
  readonly intentKeys: readonly Uint8Array[];
};

export const NO_FORMER: FormerTrust = { caPins: [], intentKeys: [] };

/** An envelope waits on the disk for a restart at most, not for years. */
const MAX_FORMER_KEYS = 16;

/**
 * The identity with what is trusted after these bundles.
 * @throws {CredfleetError} TRUST_UPDATE_REFUSED; nothing of the update is trusted then.
 */
export function followBundles(
  identity: AgentIdentity,
  bundles: readonly SignedTrustBundle[],
): AgentIdentity {
  const held: TrustBundle = {
    clusterUid: identity.clusterUid,
    epoch: identity.trustEpoch,
    caCertificates: identity.caCertificates,
    intentKeys: identity.intentKeys,
  };
  const { epoch: trustEpoch, caCertificates, intentKeys } = followTrust(held, bundles);
  const now = { ...identity, trustEpoch, caCertificates, intentKeys };
  return { ...now, former: formerOf(identity, now) };
}

function formerOf(before: AgentIdentity, now: AgentIdentity): FormerTrust {
  const pins = currentPins(now);
  const caPins = [...new Set([...before.former.caPins, ...currentPins(before)])];
  const replaced = before.intentKeys.filter((key) => !now.intentKeys.some(isSame(key)));
  return {
    caPins: caPins.filter((pin) => !pins.includes(pin)),
    intentKeys: [...before.former.intentKeys, ...replaced].slice(-MAX_FORMER_KEYS),
  };
}

/**
 * A renewed identity trusts what the former one does: the stream of bundles alone changes that.
 * @throws {CredfleetError} MESSAGE_INVALID when it is of another cluster.
 */
export function keepTrust(held: AgentIdentity, renewed: AgentIdentity): AgentIdentity {
  if (renewed.clusterUid !== held.clusterUid) {
    const text = `the controller issues for cluster ${renewed.clusterUid}, this host is of ${held.clusterUid}`;
    throw new CredfleetError('MESSAGE_INVALID', text);
  }
  const { caCertificates, intentKeys, trustEpoch, former } = held;
  return { ...renewed, caCertificates, intentKeys, trustEpoch, former };
}

/** Whether the pins of this agent's installation are of the controller that the identity is of. */
export function isPinned(identity: AgentIdentity, caPins: readonly string[]): boolean {
  const known = new Set([...currentPins(identity), ...identity.former.caPins]);
  return caPins.some((pin) => known.has(pin));
}

/** CAs that a controller may show at enrolment: those in force, and those that only a person can have added. */
export function acceptedPins(
  held: AgentIdentity | undefined,
  caPins: readonly string[],
): readonly string[] {
  if (held === undefined) return caPins;
  const added = caPins.filter((pin) => !held.former.caPins.includes(pin));
  return [...new Set([...currentPins(held), ...added])];
}

/**
 * After enrolling at a controller that showed this CA: one in force vouches for no other trust than is held.
 * @throws {CredfleetError} MESSAGE_INVALID as keepTrust does.
 */
export function trustAfterEnrolment(
  held: AgentIdentity | undefined,
  enrolled: AgentIdentity,
  shownPin: string,
): AgentIdentity {
  if (held === undefined || !currentPins(held).includes(shownPin)) return enrolled;
  return keepTrust(held, enrolled);
}

function currentPins({ caCertificates }: AgentIdentity): readonly string[] {
  return caCertificates.map(caPin);
}

function isSame(one: Uint8Array): (other: Uint8Array) => boolean {
  return (other) => Buffer.compare(one, other) === 0;
}
