/**
 * One TPM per host: whoever in this process uses it, systemd-creds or our own commands, waits for its turn.
 * @module
 */
import { Mutex } from '#src/sync/mutex.ts';

export const tpmTurn = new Mutex();
