/**
 * One swtpm process per test file: its own state, a Unix socket for one client at a time, ended by its id.
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const PROGRAM = 'swtpm';
/** With no flags: swtpm(8), control channel. */
const CMD_INIT = Buffer.from('0000000200000000', 'hex');

export class SwtpmProcess {
  readonly dir: string;
  readonly #child: ChildProcess;

  private constructor(dir: string, child: ChildProcess) {
    this.dir = dir;
    this.#child = child;
  }

  static async start(): Promise<SwtpmProcess> {
    const dir = mkdtempSync(join(tmpdir(), 'credfleet-swtpm-'));
    const socket = join(dir, 'tpm');
    const server = ['--server', `type=unixio,path=${socket}`];
    const control = ['--ctrl', `type=unixio,path=${socket}.ctrl`];
    const state = ['--tpmstate', `dir=${dir}`, '--flags', 'startup-clear,not-need-init'];
    const child = spawn(PROGRAM, ['socket', '--tpm2', ...server, ...control, ...state], {
      stdio: 'ignore',
    });
    const failed = once(child, 'exit').then(() => Promise.reject(new Error('swtpm has ended')));
    await Promise.race([failed, accepting(socket)]);
    failed.catch(() => undefined);
    return new SwtpmProcess(dir, child);
  }

  get tcti(): string {
    return `swtpm:path=${join(this.dir, 'tpm')}`;
  }

  /** As when the machine loses its power; the client stays connected, and has to start the TPM. */
  async reset(): Promise<void> {
    const control = connect(join(this.dir, 'tpm.ctrl'));
    control.write(CMD_INIT);
    const [answer] = (await once(control, 'data')) as [Buffer];
    control.destroy();
    if (answer.readUInt32BE() !== 0) throw new Error(`CMD_INIT: ${answer.toString('hex')}`);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await exited;
    }
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** The file is there before the socket listens; to try it would take the place of the one client. */
async function accepting(path: string): Promise<void> {
  while (!listeningSockets().includes(path)) await delay(5);
}

/** __SO_ACCEPTCON of proc(5), /proc/net/unix: the flags are its fourth field, the path its last. */
const ACCEPTS = 0x10000;

function listeningSockets(): readonly string[] {
  const rows = readFileSync('/proc/net/unix', 'utf8').split('\n');
  return rows
    .map((row) => row.split(' '))
    .filter(([, , , flags = '0']) => (Number.parseInt(flags, 16) & ACCEPTS) !== 0)
    .map((fields) => fields.at(-1) ?? '');
}
