/**
 * One machine as a test sees it: a software TPM, a state directory, a systemd-creds that opens only what this machine
 * sealed. Its TPM can be cleared, its disk wiped or put into another machine.
 * @module
 */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenedSelf, openSelf } from '#agent/keys/open-self.node.ts';
import { HostTpm } from '#agent/tpm/host-tpm.ts';
import { openTransport } from '#agent/tpm/open-tpm.node.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import type { Exec } from '#src/exec/exec.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { FakeExec } from '#test/fakes/fake-exec.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { answerSystemdCreds } from '#test/fakes/fake-systemd-creds.ts';
import { clear } from '#test/testbed/tpm/commands.ts';
import { SwtpmProcess } from '../tpm/swtpm.ts';

export type Installed = OpenedSelf & { readonly stateDir: string; readonly log: FakeLog };

/** Which machine, in which life of its TPM, sealed a text. */
const sealers = new Map<string, string>();

export class Machine implements AsyncDisposable {
  readonly swtpm: SwtpmProcess;
  readonly tpm: HostTpm;
  readonly stateDir: string;
  onKxLost: () => void = () => undefined;
  #lives = 1;

  static async create(): Promise<Machine> {
    const stateDir = await mkdtemp(join(tmpdir(), 'credfleet-machine-'));
    return new Machine(await SwtpmProcess.start(), stateDir);
  }

  private constructor(swtpm: SwtpmProcess, stateDir: string) {
    this.swtpm = swtpm;
    this.stateDir = stateDir;
    const open = async () => openTransport(swtpm.tcti);
    this.tpm = new HostTpm({ open, clock: systemClock, random: systemRandom });
  }

  /** What the agent does at its start. */
  async start(kxMaxAgeMs = 86_400_000): Promise<Installed> {
    const { stateDir, tpm } = this;
    const log = new FakeLog();
    const opened = await openSelf({
      hostKeyProblem: async () => undefined,
      config: { stateDir, identity: 'TPM', kxMaxAgeMs },
      tpm,
      refuseLockedOut: async () => undefined,
      exec: this.#exec(),
      systemdVersion: 257,
      clock: systemClock,
      log: log.logger,
      onKxLost: () => this.onKxLost(),
    });
    return { ...opened, stateDir, log };
  }

  /** As firmware setup does it. */
  async clearTpm(): Promise<void> {
    await this.tpm[Symbol.asyncDispose]();
    await using transport = await openTransport(this.swtpm.tcti);
    await transport.transmit(clear());
    this.#lives += 1;
  }

  /** Another system is installed: the disk is empty. */
  async wipeDisk(): Promise<void> {
    await rm(this.stateDir, { recursive: true });
  }

  async takeDiskOf(other: Machine): Promise<void> {
    await this.wipeDisk();
    await cp(other.stateDir, this.stateDir, { recursive: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.tpm[Symbol.asyncDispose]();
    await this.swtpm.stop();
    await rm(this.stateDir, { recursive: true, force: true });
  }

  #exec(): Exec {
    const self = `${this.swtpm.dir} ${this.#lives}`;
    const hash = (text: Uint8Array): string => createHash('sha256').update(text).digest('hex');
    return async (request) => {
      const isOwn = sealers.get(hash(request.stdin ?? new Uint8Array())) === self;
      if (request.args[0] === 'decrypt' && !isOwn) {
        const refused = new FakeExec({ exitCode: 1, stderr: 'Failed to decrypt: Bad message\n' });
        return refused.run(request);
      }
      const result = await new FakeExec(answerSystemdCreds).run(request);
      if (request.args[0] === 'encrypt') sealers.set(hash(result.stdout), self);
      return result;
    };
  }
}
