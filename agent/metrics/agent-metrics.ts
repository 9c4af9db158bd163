/**
 * Counts what the agent does, for the file that {@link openMetrics} writes.
 * @module
 */
import type { TestSealed } from '#agent/seal/test-sealed.ts';
import type { Told } from '#agent/seal/tpm-times.ts';
import type { Contact } from '#agent/session/run-session.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { Counter, type Family, Histogram } from '#src/metrics/families.ts';
import { agentFamilies, type AgentNow } from './agent-families.ts';

/** `undecided`: the TPM was locked out or away, or the host key was, so that nobody knows. */
const RESULTS = ['opened', 'unreadable', 'pcrs_not_signed', 'undecided'] as const;
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What others know, asked when the file is written. */
export type AgentSources = {
  readonly sealed: () => number;
  readonly certificateNotAfterMs: () => number;
};

export type AgentMetricsParts = {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly version: string;
  readonly tpmSeen: () => AgentNow['tpm'];
};

export class AgentMetrics implements Contact {
  readonly #parts: AgentMetricsParts;
  readonly #tests = new Counter(
    'agent_seal_tests_total',
    'Sealed files that were opened to see whether they do, by what came of it',
  );
  readonly #operations = new Histogram(
    'agent_tpm_operation_duration_seconds',
    'Sealing or opening one credential with the TPM',
    SECONDS,
  );
  #sources: AgentSources | undefined;
  #isConnected = false;
  #lastContactMs = 0;

  constructor(parts: AgentMetricsParts) {
    this.#parts = parts;
    // An increase from nothing is none to Prometheus.
    for (const result of RESULTS) this.#tests.add({ result }, 0);
  }

  /** From an agent before this one. */
  knew(lastContactMs: number): void {
    this.#lastContactMs = Math.max(this.#lastContactMs, lastContactMs);
  }

  watch(sources: AgentSources): void {
    this.#sources = sources;
  }

  began(): void {
    this.#isConnected = true;
  }

  ended(): void {
    this.#lastContactMs = this.#parts.clock.nowMs();
    this.#isConnected = false;
  }

  readonly timed: Told = (operation, ms) => this.#operations.observe(ms / 1000, { operation });

  /** The same, and counted. */
  countedTest(test: TestSealed): TestSealed {
    return async (request) => {
      try {
        await test(request);
      } catch (reason) {
        this.#tests.add({ result: resultOf(reason) });
        throw reason;
      }
      this.#tests.add({ result: 'opened' });
    };
  }

  families(): readonly Family[] {
    const { clock, version, tpmSeen } = this.#parts;
    if (this.#isConnected) this.#lastContactMs = clock.nowMs();
    const now: AgentNow = {
      version,
      isConnected: this.#isConnected,
      lastContactMs: this.#lastContactMs,
      tpm: tpmSeen(),
      ...(this.#sources === undefined ? {} : asked(this.#sources)),
    };
    return [...agentFamilies(now), this.#tests.family(), this.#operations.family()];
  }
}

function asked({ sealed, certificateNotAfterMs }: AgentSources) {
  return { sealed: sealed(), certificateNotAfterMs: certificateNotAfterMs() };
}

function resultOf(reason: unknown): (typeof RESULTS)[number] {
  const code = reason instanceof CredfleetError ? reason.code : undefined;
  if (code === 'SEAL_UNREADABLE') return 'unreadable';
  return code === 'PCR_NOT_SIGNED' ? 'pcrs_not_signed' : 'undecided';
}
