/**
 * Writes the agent's metrics where node_exporter's textfile collector finds them: whole files, no port. Off unless a
 * folder is configured. What cannot be written is told and tried again; no credential waits for it.
 * @module
 */
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { replaceFile } from '#src/files/durable.node.ts';
import type { Logger } from '#src/log/logger.ts';
import { formatFamilies } from '#src/metrics/families.ts';
import { AgentMetrics, type AgentMetricsParts } from './agent-metrics.ts';

export type MetricsParts = AgentMetricsParts & {
  /** Undefined: nothing is written. */
  readonly directory: string | undefined;
  readonly intervalMs: number;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn'>;
};

export type OpenedMetrics = AsyncDisposable & { readonly metrics: AgentMetrics };

/** Of those that the textfile collector reads. */
export const METRICS_FILE = 'credfleet-agent.prom';
const MODE = 0o644;
const WRITABLE_BY_OTHERS = 0o022;
const CONTACT = /^credfleet_agent_last_contact_timestamp_seconds (\d+(?:\.\d+)?)$/mu;

/** Disposing it writes once more: what is not connected any more says so. */
export function openMetrics(parts: MetricsParts): OpenedMetrics {
  const metrics = new AgentMetrics(parts);
  const { directory } = parts;
  if (directory === undefined) return { metrics, [Symbol.asyncDispose]: async () => undefined };
  const writer = new Writer(parts, metrics, directory);
  const stop = new AbortController();
  const running = writer.run(stop.signal);
  return {
    metrics,
    [Symbol.asyncDispose]: async () => {
      stop.abort(new Error('stopping'));
      await running;
      await writer.write();
    },
  };
}

class Writer {
  readonly #parts: MetricsParts;
  readonly #metrics: AgentMetrics;
  readonly #directory: string;
  #problem: string | undefined;

  constructor(parts: MetricsParts, metrics: AgentMetrics, directory: string) {
    this.#parts = parts;
    this.#metrics = metrics;
    this.#directory = directory;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, intervalMs } = this.#parts;
    this.#metrics.knew(lastContactMs(this.#file));
    while (!signal.aborted) {
      await this.write();
      await clock.sleep(intervalMs, signal).catch(() => undefined);
    }
  }

  /** Never rejects. */
  async write(): Promise<void> {
    try {
      requireOwnFolder(this.#directory);
      await replaceFile(
        this.#file,
        Buffer.from(formatFamilies(this.#metrics.families()), 'utf8'),
        MODE,
      );
      this.#tell(undefined);
    } catch (reason) {
      const { message } = CredfleetError.from(reason, 'FILE_FAILED', `writing ${this.#file}`);
      this.#tell(message);
    }
  }

  get #file(): string {
    return join(this.#directory, METRICS_FILE);
  }

  /** Once when it begins, and once when it is over. */
  #tell(problem: string | undefined): void {
    const { log } = this.#parts;
    if (problem !== undefined && this.#problem === undefined) {
      log.warn({ reason: problem }, 'metrics are not written');
    }
    if (problem === undefined && this.#problem !== undefined) log.info({}, 'metrics are written');
    this.#problem = problem;
  }
}

/**
 * Root writes no file where somebody else could lay a trap, or replace it.
 * @throws {CredfleetError} CONFIG_INVALID, or an Error of the system when there is none.
 */
export function requireOwnFolder(directory: string): void {
  const seen = lstatSync(directory);
  const isOurs = seen.isDirectory() && seen.uid === process.geteuid?.();
  if (isOurs && (seen.mode & WRITABLE_BY_OTHERS) === 0) return;
  throw new CredfleetError(
    'CONFIG_INVALID',
    `${directory} is no folder that the agent alone writes into: install -d -m 0755 -o root -g root ${directory}`,
  );
}

/** An agent that was restarted does not know less than the one before it. */
function lastContactMs(file: string): number {
  try {
    return Number(CONTACT.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) * 1000;
  } catch {
    // None yet; anything else is told when it is written.
    return 0;
  }
}
