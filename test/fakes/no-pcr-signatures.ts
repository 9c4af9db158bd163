/**
 * A host that was never sent signatures of PCR states.
 * @module
 */
import type { SessionParts } from '#agent/session/run-session.ts';

export const noPcrSignatures: SessionParts['signatures'] = {
  accept: async () => undefined,
  follow: () => () => undefined,
};
