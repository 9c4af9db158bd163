/**
 * A controller's keys in memory, and what is issued with them.
 * @module
 */
import { createIssuer, type Issuer } from '#controller/keys/issue-certificate.ts';
import { type Keyring, loadKeyring } from '#controller/keys/keyring.ts';
import type { KeyChange, KeyMaterial, KeyStore } from '#controller/keys/key-store.ts';
import type { Clock } from '#src/clock/clock.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { systemRandom } from '#src/random/random.node.ts';

export class MemoryKeyStore implements KeyStore {
  material: KeyMaterial | undefined;
  /** Throws where the test lets the controller be killed. */
  beforeStep: () => void = () => undefined;

  async read(): Promise<KeyMaterial | undefined> {
    return this.material;
  }

  async create(material: KeyMaterial): Promise<boolean> {
    if (this.material !== undefined) return false;
    this.material = material;
    return true;
  }

  async change({ put = {}, remove = [] }: KeyChange): Promise<void> {
    for (const [name, bytes] of Object.entries(put)) await this.#step({ [name]: bytes }, []);
    for (const name of remove) await this.#step({}, [name]);
  }

  /** One entry after the other, as in a directory. */
  async #step(put: KeyMaterial, remove: readonly string[]): Promise<void> {
    this.beforeStep();
    const kept = Object.entries(this.material ?? {}).filter(([name]) => !remove.includes(name));
    this.material = { ...Object.fromEntries(kept), ...put };
  }
}

export async function keyringOf(clock: Clock = systemClock): Promise<Keyring> {
  return loadKeyring({ store: new MemoryKeyStore(), clock, random: systemRandom });
}

export function issuerOf(keyring: Keyring, clock: Clock = systemClock): Issuer {
  return createIssuer({ keyring, clock, random: systemRandom });
}
