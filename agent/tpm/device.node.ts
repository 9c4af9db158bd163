/**
 * The TPM behind the kernel's device: one write is a command, one read its response, both off the event loop. The
 * kernel forgets what was loaded through a file when that is closed.
 * @module
 */
import { type FileHandle, open } from 'node:fs/promises';
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';
import { Mutex } from '#src/sync/mutex.ts';
import { FRAME_MAX_BYTES, type TpmTransport } from '#src/tpm/transport.ts';

export type OpenTransport = TpmTransport &
  AsyncDisposable & {
    /** It answers nothing any more; a new one may. */
    readonly isBroken: boolean;
  };

const CODE_OF_ERRNO: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'TPM_MISSING',
  ENODEV: 'TPM_MISSING',
  ENXIO: 'TPM_MISSING',
  EBUSY: 'TPM_BUSY',
};

/** @throws {CredfleetError} TPM_MISSING, TPM_BUSY, TPM_UNAVAILABLE */
export async function openDevice(path: string): Promise<OpenTransport> {
  const file = await open(path, 'r+').catch((reason: unknown) => {
    throw deviceError(reason, `opening ${path}`);
  });
  const mutex = new Mutex();
  return {
    isBroken: false,
    transmit: async (command) => mutex.run(() => exchange(file, path, command)),
    [Symbol.asyncDispose]: async () => file.close(),
  };
}

async function exchange(file: FileHandle, path: string, command: Uint8Array): Promise<Uint8Array> {
  try {
    await file.write(command, 0, command.length, null);
    const answer = Buffer.alloc(FRAME_MAX_BYTES);
    const { bytesRead } = await file.read(answer, 0, answer.length, null);
    return answer.subarray(0, bytesRead);
  } catch (reason) {
    throw deviceError(reason, `a command to ${path}`);
  }
}

function deviceError(reason: unknown, doing: string): CredfleetError {
  const errno = reason instanceof Error && 'code' in reason ? String(reason.code) : '';
  return CredfleetError.from(reason, CODE_OF_ERRNO[errno] ?? 'TPM_UNAVAILABLE', doing);
}
