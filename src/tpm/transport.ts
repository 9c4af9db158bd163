/**
 * The port to a TPM: bytes of one command in, bytes of its response out.
 * @module
 */
export interface TpmTransport {
  /**
   * One command at a time, in the order of asking.
   * @throws {CredfleetError} TPM_UNAVAILABLE when it does not answer.
   */
  transmit(command: Uint8Array): Promise<Uint8Array>;
}

/** Larger than any command or response of a TPM; the kernel takes no more either. */
export const FRAME_MAX_BYTES = 4096;
/** Tag, size, code: Part 1, 18.2. */
export const HEADER_BYTES = 10;
