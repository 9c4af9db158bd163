/**
 * How long this host's TPM takes to seal and to open one credential, as measured by what is done anyway; and what a
 * unit that opens many of them will wait for.
 * @module
 */
import type { Clock } from '#src/clock/clock.ts';
import type { Exec } from '#src/exec/exec.ts';
import { opensWithTpm } from '#src/systemd/sealed-header.ts';
import type { TestSealed } from './test-sealed.ts';

/** Medians, in milliseconds; absent before the first was measured. */
export type MeasuredTimes = { readonly sealMs?: number; readonly openMs?: number };

/** Is told of each operation as it is measured. */
export type Told = (operation: 'seal' | 'unseal', ms: number) => void;

const KEPT = 25;

export class TpmTimes {
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #told: Told;
  readonly #seals: number[] = [];
  readonly #opens: number[] = [];

  constructor(clock: Pick<Clock, 'nowMs'>, told: Told = () => undefined) {
    this.#clock = clock;
    this.#told = told;
  }

  measured(): MeasuredTimes {
    const [sealMs, openMs] = [median(this.#seals), median(this.#opens)];
    return {
      ...(sealMs === undefined ? {} : { sealMs }),
      ...(openMs === undefined ? {} : { openMs }),
    };
  }

  /** How long a start waits for so many credentials. systemd needs about as long for one as for sealing it. */
  startDelayMs(credentials: number): number {
    const { sealMs = 0, openMs = 0 } = this.measured();
    return credentials * Math.max(sealMs, openMs);
  }

  timedExec(exec: Exec): Exec {
    return async (request) => {
      const beganMs = this.#clock.nowMs();
      const result = await exec(request);
      const isSealing = request.args[0] === 'encrypt' && request.args.some(usesTpm);
      if (isSealing && result.exitCode === 0) this.#note('seal', beganMs);
      return result;
    };
  }

  timedTest(test: TestSealed): TestSealed {
    return async (request) => {
      const beganMs = this.#clock.nowMs();
      await test(request);
      if (opensWithTpm(request.sealed)) this.#note('unseal', beganMs);
    };
  }

  #note(operation: 'seal' | 'unseal', beganMs: number): void {
    const times = operation === 'seal' ? this.#seals : this.#opens;
    const ms = this.#clock.nowMs() - beganMs;
    this.#told(operation, ms);
    times.push(ms);
    if (times.length > KEPT) times.shift();
  }
}

function usesTpm(argument: string): boolean {
  return argument.startsWith('--with-key=') && argument.includes('tpm2');
}

function median(times: readonly number[]): number | undefined {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
}
