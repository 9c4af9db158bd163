/**
 * The floor of a rollout: the same work run directly inside each host with no transport, no journal, no
 * check and no proof: systemd-creds encrypt, write, fsync, rename, systemctl restart. A shell waits in each
 * host beforehand, so that its start is not counted.
 * @module
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { TestHost } from '#test/testbed/testbed.ts';

const SCRIPT = `
store=/etc/credstore.encrypted
mkdir -p -m 0700 $store
while IFS= read -r value; do
  printf %s "$value" | systemd-creds encrypt --name=$1 --with-key=host+tpm2 --tpm2-pcrs=$3 - $store/.$1.new 2>/dev/null \\
    && sync $store/.$1.new && mv $store/.$1.new $store/$1 && systemctl restart $2
  echo "$?"
done
`;

export class FloorShell implements Disposable {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: Interface;

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    this.#lines = createInterface(child.stdout);
  }

  static async open(host: TestHost, credential: string, unit: string): Promise<FloorShell> {
    // On systemd 252-254 an empty PCR list writes a file that nothing can read: bind PCR 23, as the agent does.
    const pcrs = host.systemdVersion < 255 ? '23' : '';
    const env = ['env', '-i', 'PATH=/usr/bin:/bin', `SYSTEMD_TPM2_DEVICE=${host.tpm.device}`];
    const child = spawn('nsenter', [
      '-t',
      String(await host.leaderPid()),
      '-a',
      '--',
      ...env,
      'sh',
      '-c',
      SCRIPT,
      'floor',
      credential,
      unit,
      pcrs,
    ]);
    return new FloorShell(child);
  }

  /** One round; rejects when a command of it failed. The value travels on standard input. */
  async apply(value: string): Promise<void> {
    const answer = new Promise<string>((resolve) => this.#lines.once('line', resolve));
    this.#child.stdin.write(`${value}\n`);
    const code = await answer;
    if (code !== '0') throw new Error(`the floor's script failed in a host with exit code ${code}`);
  }

  [Symbol.dispose](): void {
    this.#child.stdin.end();
  }
}
