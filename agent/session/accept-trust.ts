/**
 * Takes what the controller says is to be trusted from now on: verified, durable, and only then used.
 * @module
 */
import { followBundles } from '#agent/keys/agent-trust.ts';
import type { IdentityFile } from '#agent/keys/identity-file.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Refusal, SignedTrustBundle } from '#src/wire/messages.ts';
import type { IdentityHolder } from './identity-holder.ts';

export type TrustParts = {
  readonly holder: IdentityHolder;
  readonly identityFile: IdentityFile;
  readonly log: Logger;
};

/**
 * Returns why it was refused; undefined when it is in force.
 * @throws {CredfleetError} STATE_UNWRITABLE; what was trusted before is then.
 */
export async function acceptTrust(
  { holder, identityFile, log }: TrustParts,
  bundles: readonly SignedTrustBundle[],
): Promise<Refusal | undefined> {
  try {
    await identityFile.change(holder, (identity) => followBundles(identity, bundles));
    log.info({ trustEpoch: holder.identity.trustEpoch }, 'trust bundle replaced');
    return undefined;
  } catch (reason) {
    if (!(reason instanceof CredfleetError) || reason.code !== 'TRUST_UPDATE_REFUSED') throw reason;
    const { code, message } = reason;
    log.warn({ code, trustEpoch: holder.identity.trustEpoch }, message);
    return { code, message };
  }
}
