/**
 * The floor of a rollout: the same work run directly inside each host with no transport, no journal, no
 * check and no proof: systemd-creds encrypt, write, fsync, rename, systemctl restart. A shell waits in each
 * host beforehand, so that its start is not counted.
 * @module
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { TestHost } from '#test/testbed/testbed.ts';

/** For each line a round: a line when all are sealed, and one when the unit runs. */
const SCRIPT = `
store=/etc/credstore.encrypted
mkdir -p -m 0700 $store
unit=$1 key=$2 pcrs=$3
shift 3
while IFS= read -r value; do
  for name; do
    printf %s "$value" | systemd-creds encrypt --name=$name --with-key=$key --tpm2-pcrs=$pcrs - $store/.$name.new 2>/dev/null \\
      && sync $store/.$name.new && mv $store/.$name.new $store/$name || echo "$?"
  done
  echo sealed
  systemctl restart $unit
  echo "$?"
done
`;

/** Milliseconds. */
export type FloorRound = { readonly sealMs: number; readonly restartMs: number };

export class FloorShell implements Disposable {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    this.#lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  }

  static async open(
    host: TestHost,
    credentials: readonly string[],
    unit: string,
  ): Promise<FloorShell> {
    // On systemd 252-254 an empty PCR list writes a file that nothing can read: bind PCR 23, as the agent does.
    const pcrs = host.systemdVersion < 255 ? '23' : '';
    const env = ['env', '-i', 'PATH=/usr/bin:/bin', `SYSTEMD_TPM2_DEVICE=${host.tpm.device}`];
    const enter = ['-t', String(await host.leaderPid()), '-a', '--', ...env];
    const script = ['sh', '-c', SCRIPT, 'floor', unit, 'host+tpm2', pcrs, ...credentials];
    return new FloorShell(spawn('nsenter', [...enter, ...script]));
  }

  /** One round; rejects when a command of it failed. The value travels on standard input. */
  async apply(value: string): Promise<FloorRound> {
    const startMs = performance.now();
    this.#child.stdin.write(`${value}\n`);
    await this.#answer('sealed');
    const sealedMs = performance.now();
    await this.#answer('0');
    return { sealMs: sealedMs - startMs, restartMs: performance.now() - sealedMs };
  }

  /** Of the shell, which nsenter waits for. */
  get pid(): number {
    const { pid } = this.#child;
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
  }

  [Symbol.dispose](): void {
    this.#child.stdin.end();
  }

  async #answer(expected: string): Promise<void> {
    const { value } = await this.#lines.next();
    if (value !== expected) throw new Error(`the floor's script failed in a host: ${value}`);
  }
}
