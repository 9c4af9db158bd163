/**
 * The fleet's network: a namespace with a bridge, and one namespace per guest joined to it by a veth
 * pair. Nothing is made in the machine's own network namespace and nothing leads outside.
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustExec } from './exec.ts';

const PREFIX_LENGTH = 16;
const BRIDGE = 'fleet0';
/** Ports of one Linux bridge, less a few. */
const HOSTS_MAX = 1_000;

export const CONTROLLER_ADDRESS = '10.123.0.1';

/** Address of the host with this index, counted from 0. */
export function hostAddress(index: number): string {
  if (index >= HOSTS_MAX) throw new Error(`a testbed holds at most ${HOSTS_MAX} hosts`);
  const number = index + 2;
  return `10.123.${number >> 8}.${number & 255}`;
}

export class FleetNetwork {
  private readonly dir: string;

  /** `dir` gets one file per namespace; a namespace ends when its file is unmounted. */
  constructor(dir: string) {
    this.dir = dir;
  }

  get inFleetNetwork(): readonly string[] {
    return inside(this.file('fleet'));
  }

  async create(): Promise<void> {
    mkdirSync(this.dir, { recursive: true });
    await this.makeNamespace('fleet', [
      'link set lo up',
      `link add ${BRIDGE} type bridge`,
      `addr add ${CONTROLLER_ADDRESS}/${PREFIX_LENGTH} dev ${BRIDGE}`,
      `link set ${BRIDGE} up`,
    ]);
  }

  /** Returns the file that names the guest's namespace. */
  async join(index: number): Promise<string> {
    const guest = `host${index}`;
    await this.makeNamespace(guest, ['link set lo up']);
    await ip(this.inFleetNetwork, [
      `link add v${index} type veth peer name eth0 netns ${this.file(guest)}`,
      `link set v${index} master ${BRIDGE} up`,
    ]);
    await ip(inside(this.file(guest)), [
      `addr add ${hostAddress(index)}/${PREFIX_LENGTH} dev eth0`,
      'link set eth0 up',
    ]);
    return this.file(guest);
  }

  async setLink(index: number, state: 'up' | 'down'): Promise<void> {
    await ip(this.inFleetNetwork, [`link set v${index} ${state}`]);
  }

  private async makeNamespace(name: string, lines: readonly string[]): Promise<void> {
    writeFileSync(this.file(name), '');
    await ip(['unshare', `--net=${this.file(name)}`, '--'], lines);
  }

  private file(name: string): string {
    return join(this.dir, name);
  }
}

function inside(namespaceFile: string): readonly string[] {
  return ['nsenter', `--net=${namespaceFile}`, '--'];
}

async function ip(prefix: readonly string[], lines: readonly string[]): Promise<void> {
  await mustExec([...prefix, 'ip', '-batch', '-'], { stdin: `${lines.join('\n')}\n` });
}
