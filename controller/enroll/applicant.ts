/**
 * Who asks, once it has proved its identity: its keys, its address, and what its EK certificate is worth.
 * @module
 */
import type { EkVerdict } from '#src/identity/ek-certificate.ts';
import type { Claim } from './claim.ts';
import type { Proven } from './exchange.ts';

export type Applicant = {
  readonly proven: Proven;
  readonly address: string;
  readonly ekCertificate: EkVerdict;
};

export type Conflict = {
  /** The Host that says it. */
  readonly host: string;
  /** Another machine asks for its name, or its machine for another name. */
  readonly reason: 'IdentityDiffers' | 'SecondName';
  readonly message: string;
};

/** What a person reads on the Host, and does. */
export function conflictWith(host: string, { assurance, identityHash, start }: Claim): Conflict {
  const field = assurance === 'TPM' ? 'ekHash' : 'identityKeyHash';
  if (host !== start.hostName) {
    const message = `the machine of this host asks to be ${start.hostName} too; when it shall be, delete this Host first`;
    return { host, reason: 'SecondName', message };
  }
  const message = `a machine with ${field} ${identityHash} asks for this name; when it is the right one, delete this Host and make it again with that ${field}`;
  return { host, reason: 'IdentityDiffers', message };
}
