/**
 * The test that a sealed file opens on this host and holds what was meant. Inside the agent where we know the
 * form, which costs a tenth of a systemd-creds process; whatever does not succeed there is decided by systemd-creds.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Exec } from '#src/exec/exec.ts';
import type { Secret } from '#src/secret/secret.ts';
import { opensWithTpm } from '#src/systemd/sealed-header.ts';
import type { RefuseLockedOut } from '#agent/tpm/tpm-watch.ts';
import { type OpeningParts, sealedOpener, type SealedText } from './open-sealed.ts';
import { unsealBytes } from './systemd-creds.ts';

export type TestRequest = SealedText & {
  /** Given the plaintext, which is wiped afterwards; must not keep it. */
  readonly isExpected: (plaintext: Uint8Array) => boolean;
};

/** @throws {CredfleetError} SEAL_UNREADABLE when it does not open or holds something else; TPM_…, HOST_KEY_MISSING */
export type TestSealed = (request: TestRequest) => Promise<void>;

export type TesterParts = {
  readonly exec: Exec;
  readonly opening: OpeningParts;
  readonly refuseLockedOut: RefuseLockedOut;
  /** Told why systemd-creds has to decide: a form that we do not know, or something that should be looked at. */
  readonly onUndecided: (error: CredfleetError) => void;
};

export function sealedTester(parts: TesterParts): TestSealed {
  const { exec, onUndecided, refuseLockedOut } = parts;
  const openSealed = sealedOpener(parts.opening);
  return async (request) => {
    if (opensWithTpm(request.sealed)) await refuseLockedOut();
    try {
      await expectContent(request, async () => openSealed(request));
    } catch (reason) {
      const doing = `opening the sealed file of '${request.name}' in the agent`;
      const own = CredfleetError.from(reason, 'SEAL_UNREADABLE', doing);
      onUndecided(own);
      await expectContent(request, async () => unsealBytes(exec, request)).catch(
        (refusal: unknown) => {
          // systemd says nothing at all when there is no signature (252), or not what it misses.
          throw own.code === 'PCR_NOT_SIGNED' ? own : refusal;
        },
      );
    }
  };
}

async function expectContent(request: TestRequest, open: () => Promise<Secret>): Promise<void> {
  using plaintext = await open();
  if (request.isExpected(plaintext.reveal())) return;
  throw new CredfleetError(
    'SEAL_UNREADABLE',
    `the sealed file of '${request.name}' opens on this host but does not hold what was sealed`,
  );
}
