/**
 * tpm2-tools on a software TPM, with a folder for what they read and write.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TpmReader } from '#src/tpm/bytes.ts';

const PROGRAM = 'tpm2';

export class Tpm2Tools implements Disposable {
  readonly #dir = mkdtempSync(join(tmpdir(), 'credfleet-interop-'));
  readonly #tcti: string;

  constructor(tcti: string) {
    this.#tcti = tcti;
  }

  /**
   * Returns standard output. The TPM has no resource manager here: each tool leaves its objects, so that they are
   * flushed after it; not while it shares a session with the next one.
   */
  run(...args: readonly string[]): string {
    const env = { PATH: process.env['PATH'], TPM2TOOLS_TCTI: this.#tcti };
    const cwd = this.#dir;
    const out = execFileSync(PROGRAM, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    if (args[0] !== 'flushcontext' && !args.includes('session')) {
      execFileSync(PROGRAM, ['flushcontext', '-t'], { cwd, env, stdio: 'ignore' });
    }
    return out.toString('utf8');
  }

  read(name: string): Buffer {
    return readFileSync(join(this.#dir, name));
  }

  /** What is in a TPM2B. */
  readSized(name: string): Uint8Array {
    return new TpmReader(this.read(name)).sized(1024);
  }

  write(name: string, bytes: Uint8Array | string): void {
    writeFileSync(join(this.#dir, name), bytes);
  }

  [Symbol.dispose](): void {
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
