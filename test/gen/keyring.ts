/**
 * A controller's keys in memory, and what is issued with them.
 * @module
 */
import { createIssuer, type Issuer } from '#controller/keys/issue-certificate.ts';
import { type Keyring, loadKeyring } from '#controller/keys/keyring.ts';
import type { KeyMaterial, KeyStore } from '#controller/keys/key-store.ts';
import type { Clock } from '#src/clock/clock.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { systemRandom } from '#src/random/random.node.ts';

export class MemoryKeyStore implements KeyStore {
  material: KeyMaterial | undefined;

  async read(): Promise<KeyMaterial | undefined> {
    return this.material;
  }

  async create(material: KeyMaterial): Promise<boolean> {
    if (this.material !== undefined) return false;
    this.material = material;
    return true;
  }
}

export async function keyringOf(clock: Clock = systemClock): Promise<Keyring> {
  return loadKeyring({ store: new MemoryKeyStore(), clock, random: systemRandom });
}

export function issuerOf(keyring: Keyring, clock: Clock = systemClock): Issuer {
  return createIssuer({ keyring, clock, random: systemRandom });
}
