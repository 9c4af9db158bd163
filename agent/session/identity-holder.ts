/**
 * The identity in use, for those who look at it each time: sessions, openers of envelopes.
 * @module
 */
import type { AgentIdentity } from '#agent/keys/agent-identity.ts';

/** Changes when the host renews or enrols again. */
export type IdentityHolder = { identity: AgentIdentity };
