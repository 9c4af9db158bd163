/**
 * When hosts reached which step of which version: lines of `credfleet audit --follow`, with the times of the ledger.
 * @module
 */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Fleet } from '#test/fleet/fleet.ts';
import { eventually } from '#test/fleet/process.ts';

const CREDFLEET = join(dirname(dirname(fileURLToPath(import.meta.url))), 'bin/credfleet');

/** The steps that each host's version goes through, as the ledger names them. */
export const STEPS = ['dispatched', 'sealed', 'healthy'] as const;
export type Step = (typeof STEPS)[number];

export type VersionOf = { readonly credential: string; readonly version: number };

type EventLine = {
  readonly timeMs: number;
  readonly type: string;
  readonly subject: {
    readonly hostCredential: string;
    readonly version: number;
    readonly host: string;
  };
};

export class VersionEvents implements Disposable {
  readonly #atMs = new Map<string, Map<string, number>>();
  readonly #child;

  constructor(fleet: Fleet) {
    const [file = '', ...prefix] = fleet.testbed.inFleetNetwork;
    const audit = ['audit', '--type', 'host.version', '--follow', '-o', 'jsonl'];
    const args = [CREDFLEET, '--kubeconfig', fleet.kubeconfig, ...audit];
    this.#child = spawn(file, [...prefix, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface(this.#child.stdout).on('line', (line) => {
      const { timeMs, type, subject } = JSON.parse(line) as EventLine;
      const key = keyOf({ credential: subject.hostCredential, version: subject.version }, type);
      const hosts = this.#atMs.get(key) ?? new Map<string, number>();
      this.#atMs.set(key, hosts.set(subject.host, timeMs));
    });
  }

  /** When each host reached a step of this version, in epoch milliseconds as the ledger recorded it. */
  stepAtMs(of: VersionOf, step: Step): readonly number[] {
    return [...(this.#atMs.get(keyOf(of, `host.version.${step}`))?.values() ?? [])];
  }

  /** When the last of `count` hosts proved this version. */
  async allHealthyAtMs(of: VersionOf, count: number): Promise<number> {
    const times = await eventually(
      `${count} hosts to prove version ${of.version} of ${of.credential}`,
      async () => {
        const seen = this.stepAtMs(of, 'healthy');
        return seen.length >= count ? seen : undefined;
      },
      { everyMs: 20, timeoutMs: 120_000 },
    );
    return Math.max(...times);
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGTERM');
  }
}

function keyOf({ credential, version }: VersionOf, type: string): string {
  return `${type}/${credential}/${version}`;
}
