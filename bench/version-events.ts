/**
 * When hosts reached which step of which version, with the times of the ledger; that they sealed it, for which nobody waits,
 * with their own. The end is followed by a line per host of
 * `credfleet audit --follow`; what came before it is asked for afterwards, beside nothing that is measured.
 * @module
 */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseTime } from '#src/api/time.ts';
import type { Fleet } from '#test/fleet/fleet.ts';
import { eventually, must } from '#test/fleet/process.ts';

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
  readonly detail: { readonly hostTime?: string };
};

export class VersionEvents implements Disposable {
  readonly #fleet: Fleet;
  readonly #child;
  #atMs: AtMs = new Map();

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
    const [file = '', ...args] = auditOf(fleet, 'host.version.healthy', '--follow');
    this.#child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface(this.#child.stdout).on('line', (line) => note(this.#atMs, line));
  }

  /** When each host reached a step of this version, in epoch milliseconds as the ledger recorded it. */
  async stepAtMs(of: VersionOf, step: Step): Promise<readonly number[]> {
    if (!this.#atMs.has(keyOf(of, typeOf(step)))) this.#atMs = await this.#askAll();
    return this.#seen(of, step);
  }

  /** When the last of `count` hosts proved this version. */
  async allHealthyAtMs(of: VersionOf, count: number): Promise<number> {
    const times = await eventually(
      `${count} hosts to prove version ${of.version} of ${of.credential}`,
      async () => {
        const seen = this.#seen(of, 'healthy');
        return seen.length >= count ? seen : undefined;
      },
      { everyMs: 20, timeoutMs: 120_000 },
    );
    return Math.max(...times);
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGTERM');
  }

  #seen(of: VersionOf, step: Step): readonly number[] {
    return [...(this.#atMs.get(keyOf(of, typeOf(step)))?.values() ?? [])];
  }

  async #askAll(): Promise<AtMs> {
    const lines = await must(auditOf(this.#fleet, 'host.version'));
    const atMs: AtMs = new Map();
    for (const line of lines.trim().split('\n')) note(atMs, line);
    return atMs;
  }
}

/** By type, credential and version; then by host. */
type AtMs = Map<string, Map<string, number>>;

function auditOf(fleet: Fleet, type: string, ...more: readonly string[]): readonly string[] {
  const audit = ['audit', '--type', type, ...more, '-o', 'jsonl'];
  return [...fleet.testbed.inFleetNetwork, CREDFLEET, '--kubeconfig', fleet.kubeconfig, ...audit];
}

function note(atMs: AtMs, line: string): void {
  const { timeMs, type, subject, detail } = JSON.parse(line) as EventLine;
  const key = keyOf({ credential: subject.hostCredential, version: subject.version }, type);
  const hosts = atMs.get(key) ?? new Map<string, number>();
  const saidMs = type === typeOf('sealed') ? parseTime(detail.hostTime ?? '') : undefined;
  atMs.set(key, hosts.set(subject.host, saidMs ?? timeMs));
}

function typeOf(step: Step): string {
  return `host.version.${step}`;
}

function keyOf({ credential, version }: VersionOf, type: string): string {
  return `${type}/${credential}/${version}`;
}
