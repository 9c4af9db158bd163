/**
 * The port through which randomness enters.
 * @module
 */
export interface Random {
  /** `count` bytes fit for keys. */
  bytes(count: number): Uint8Array;
  /** A number in [0, 1) for jitter; not for keys. */
  fraction(): number;
}
