/**
 * One test host: a guest, its network link and its TPM, switched on and off together.
 * @module
 */
import { posix } from 'node:path';
import { commandError } from './exec.ts';
import type { Guest } from './guest.ts';
import type { RemoteTpm } from './host-tpm.ts';
import type { HostRelease, RunOptions, RunResult, TestHost } from './types.ts';

export type HostParts = {
  readonly name: string;
  readonly release: HostRelease;
  readonly systemdVersion: number;
  readonly address: string;
  readonly rootDir: string;
  readonly guest: Guest;
  readonly tpm: RemoteTpm;
  readonly hasTpm: boolean;
  readonly setLink: (state: 'up' | 'down') => Promise<void>;
};

/** Replaces the file in one step, so that a reader never sees half of it. */
const WRITE_SCRIPT = 'mkdir -p "$2" && cat >"$1.new" && chmod "$3" "$1.new" && mv "$1.new" "$1"';

export class Host implements TestHost {
  readonly name: string;
  readonly release: HostRelease;
  readonly systemdVersion: number;
  readonly address: string;
  readonly rootDir: string;
  readonly tpm: RemoteTpm;
  readonly setLink: TestHost['setLink'];
  private readonly guest: Guest;
  private readonly hasTpm: boolean;

  constructor(parts: HostParts) {
    this.name = parts.name;
    this.release = parts.release;
    this.systemdVersion = parts.systemdVersion;
    this.address = parts.address;
    this.rootDir = parts.rootDir;
    this.tpm = parts.tpm;
    this.setLink = parts.setLink;
    this.guest = parts.guest;
    this.hasTpm = parts.hasTpm;
  }

  async run(args: readonly string[], options?: RunOptions): Promise<RunResult> {
    const { exitCode, stdout, stderr } = await this.guest.exec(args, options);
    return { exitCode, stdout: stdout.toString(), stderr };
  }

  async must(args: readonly string[], options?: RunOptions): Promise<string> {
    return (await this.mustExec(args, options)).toString();
  }

  async writeFile(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
    const args = [
      'sh',
      '-c',
      WRITE_SCRIPT,
      'write-file',
      path,
      posix.dirname(path),
      mode.toString(8),
    ];
    await this.mustExec(args, { stdin: content });
  }

  readFile(path: string): Promise<Uint8Array> {
    return this.mustExec(['cat', '--', path]);
  }

  leaderPid(): Promise<number> {
    return Promise.resolve(this.guest.leaderPid());
  }

  async reboot(): Promise<void> {
    await this.powerOff();
    await this.boot();
  }

  async powerOff(): Promise<void> {
    if (!this.guest.isRunning) return;
    await this.guest.powerOff();
    if (this.hasTpm) await this.tpm.powerOff({ shutdown: true });
  }

  async boot(): Promise<void> {
    if (this.guest.isRunning) return;
    if (this.hasTpm) await this.tpm.powerOn();
    await this.guest.start();
  }

  async crash(): Promise<void> {
    await this.guest.crash();
    if (this.hasTpm) await this.tpm.powerOff({ shutdown: false });
  }

  private async mustExec(args: readonly string[], options?: RunOptions): Promise<Buffer> {
    const { exitCode, stdout, stderr } = await this.guest.exec(args, options);
    if (exitCode === 0) return stdout;
    throw new Error(`host ${this.name}: ${commandError(args, exitCode, stderr).message}`);
  }
}
