/**
 * The port to the private half of a host's KX key: in this process's memory, or in a TPM that never gives it out.
 * @module
 */
import { diffieHellman, type KeyObject } from 'node:crypto';
import { p256Point } from '#src/identity/public-key.ts';
import { Secret } from '#src/secret/secret.ts';

export interface Decapsulator {
  /** The public half: a P-256 point, uncompressed. */
  readonly point: Uint8Array;
  /**
   * The x coordinate of the shared point, 32 bytes (ECDH).
   * @param theirs a public P-256 key.
   * @throws {CredfleetError} TPM_…
   */
  agree(theirs: KeyObject): Promise<Secret>;
}

/** @param key a private P-256 key. */
export function softwareDecapsulator(key: KeyObject): Decapsulator {
  return {
    point: p256Point(key),
    agree: async (theirs) => new Secret(diffieHellman({ privateKey: key, publicKey: theirs })),
  };
}
