/**
 * One swtpm process. Commands go through an inherited socket pair, so the process ends by itself
 * when its parent does, whatever the reason.
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { HEADER_BYTES, type Transmit } from './commands.ts';

export type SwtpmOptions = {
  readonly program: string;
  readonly stateDir: string;
  readonly logFile: string;
};

export class Swtpm {
  private readonly child: ChildProcess;
  private readonly channel: Duplex;
  private waiting: ((response: Buffer | Error) => void) | undefined;
  private received: Buffer = Buffer.alloc(0);
  private failure: Error | undefined;

  constructor({ program, stateDir, logFile }: SwtpmOptions) {
    const state = ['--tpmstate', `dir=${stateDir},mode=0600`];
    const flags = ['--flags', 'startup-clear,not-need-init'];
    const log = ['--log', `file=${logFile},level=1`];
    this.child = spawn(program, ['socket', '--tpm2', '--fd', '3', ...state, ...flags, ...log], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      env: {},
    });
    this.channel = this.child.stdio[3] as Duplex;
    this.channel.on('data', (chunk: Buffer) => this.receive(chunk));
    this.channel.on('error', () => {});
    this.child.once('error', (cause) => this.fail(`cannot start ${program}: ${cause.message}`));
    this.child.once('exit', () => this.fail(`the TPM process has ended, see ${logFile}`));
  }

  /** One command at a time: the caller waits for the response before it sends the next. */
  readonly transmit: Transmit = (command) =>
    new Promise((resolve, reject) => {
      if (this.failure !== undefined) {
        reject(this.failure);
        return;
      }
      this.waiting = (response) =>
        Buffer.isBuffer(response) ? resolve(response) : reject(response);
      this.channel.write(command);
    });

  /** Ends the process; without a TPM2_Shutdown before it the TPM counts a power failure. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  private receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    if (this.received.length < HEADER_BYTES) return;
    const sizeBytes = this.received.readUInt32BE(2);
    if (this.received.length < sizeBytes) return;
    const response = this.received.subarray(0, sizeBytes);
    this.received = Buffer.from(this.received.subarray(sizeBytes));
    this.settle(response);
  }

  private fail(message: string): void {
    this.failure ??= new Error(message);
    this.settle(this.failure);
  }

  private settle(response: Buffer | Error): void {
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.(response);
  }
}
