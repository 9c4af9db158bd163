/**
 * KX keys in the TPM through their life: made and stored before they are used, replaced when old or when the TPM was
 * cleared, destroyed when nothing needs them any more.
 * @module
 */
import type { HostTpm } from '#agent/tpm/host-tpm.ts';
import { type KxBlob, makeKx, tpmDecapsulator, withKx } from '#agent/tpm/kx-key.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Decapsulator } from '#src/envelope/decapsulator.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import type { KxFiles } from './kx-files.node.ts';
import { type KxKeys, noSuchKey } from './kx-keys.ts';

export type TpmKxParts = {
  readonly tpm: HostTpm;
  readonly files: KxFiles;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** A key older than this is replaced at the next renewal. */
  readonly maxAgeMs: number;
  /** Called when a key turns out not to open any more while the agent runs. */
  readonly onLost: () => void;
};

export class TpmKx implements KxKeys {
  readonly #parts: TpmKxParts;
  /** Those that open, as far as is known. */
  readonly #blobs = new Map<number, KxBlob>();
  /** Epochs of all files, also of those that do not open. */
  readonly #stored: Set<number>;
  /** For as long as there is the blob. */
  readonly #decapsulators = new WeakMap<KxBlob, Decapsulator>();
  #newest: KxBlob | undefined;

  private constructor(parts: TpmKxParts, found: ReadonlyMap<number, KxBlob | undefined>) {
    this.#parts = parts;
    this.#stored = new Set(found.keys());
    for (const [epoch, blob] of found) if (blob !== undefined) this.#blobs.set(epoch, blob);
    this.#newest = this.#blobs.get(this.#usedEpoch());
  }

  /**
   * After it there is a key that opens.
   * @throws {CredfleetError} TPM_…, STATE_UNWRITABLE
   */
  static async open(parts: TpmKxParts): Promise<TpmKx> {
    const kx = new TpmKx(parts, await parts.files.list());
    for (const blob of kx.#blobs.values()) {
      if (!(await kx.#opens(blob))) kx.#lose(blob);
    }
    await kx.refresh(false);
    return kx;
  }

  newestEpoch(): number {
    return this.#newest?.epoch ?? 0;
  }

  newest(): KxBlob {
    if (this.#newest !== undefined) return this.#newest;
    throw new CredfleetError('TPM_INTEGRITY', 'the key for envelopes is gone; a new one is due');
  }

  /** @throws {CredfleetError} ENVELOPE_UNOPENABLE when there is no such key (any more). */
  blob(epoch: number): KxBlob {
    return this.#blobs.get(epoch) ?? noSuchKey(epoch);
  }

  epochs(): ReadonlySet<number> {
    return new Set(this.#blobs.keys());
  }

  decapsulator(epoch: number): Decapsulator {
    const blob = this.blob(epoch);
    const known = this.#decapsulators.get(blob);
    if (known !== undefined) return known;
    const decapsulator = this.#decapsulatorOf(blob);
    this.#decapsulators.set(blob, decapsulator);
    return decapsulator;
  }

  async refresh(isAskedFor: boolean): Promise<void> {
    const { clock, files, log, maxAgeMs, tpm } = this.#parts;
    const nowMs = clock.nowMs();
    const isOld = nowMs - (this.#newest?.createdAtMs ?? 0) > maxAgeMs;
    if (this.#newest !== undefined && !isOld && !isAskedFor) return;
    const made = await tpm.withTpm(makeKx);
    const blob = { ...made, epoch: this.#usedEpoch() + 1, createdAtMs: nowMs };
    await files.write(blob);
    this.#stored.add(blob.epoch);
    this.#blobs.set(blob.epoch, blob);
    this.#newest = blob;
    log.info({ kxEpoch: blob.epoch }, 'made a key for envelopes in the TPM');
  }

  async forget(current: number, needed: () => Promise<ReadonlySet<number>>): Promise<void> {
    const former = [...this.#stored].filter((epoch) => epoch < current);
    if (former.length === 0) return;
    const kept = await needed();
    for (const epoch of former.filter((it) => !kept.has(it))) {
      this.#blobs.delete(epoch);
      await this.#parts.files.remove(epoch);
      this.#stored.delete(epoch);
      this.#parts.log.info({ kxEpoch: epoch }, 'destroyed a former key for envelopes');
    }
  }

  #decapsulatorOf(blob: KxBlob): Decapsulator {
    const inTpm = tpmDecapsulator(this.#parts.tpm, blob);
    return {
      point: inTpm.point,
      agree: async (theirs) =>
        inTpm.agree(theirs).catch((reason: unknown) => {
          if (!isLoss(reason)) throw reason;
          this.#lose(blob);
          this.#parts.onLost();
          return noSuchKey(blob.epoch);
        }),
    };
  }

  #usedEpoch(): number {
    return Math.max(0, ...this.#stored);
  }

  async #opens(blob: KxBlob): Promise<boolean> {
    try {
      await this.#parts.tpm.withTpm(async (tpm) => withKx(tpm, blob, async () => undefined));
      return true;
    } catch (reason) {
      if (isLoss(reason)) return false;
      throw reason;
    }
  }

  /** The file stays until a renewal: its epoch is used up. */
  #lose(blob: KxBlob): void {
    this.#blobs.delete(blob.epoch);
    if (this.#newest === blob) this.#newest = undefined;
    const text =
      'the key for envelopes is not of this TPM: it was cleared or replaced, or this disk is a copy of another host';
    this.#parts.log.warn({ kxEpoch: blob.epoch }, text);
  }
}

function isLoss(reason: unknown): boolean {
  return reason instanceof CredfleetError && reason.code === 'TPM_INTEGRITY';
}
