/**
 * All sinks of the audit log, each with a pump of its own: one that blocks holds up no other.
 * @module
 */
import { type Loop, together } from '#src/sync/together.ts';
import type { SinkRow } from '#src/wire/retention-messages.ts';
import type { OpenedSink } from './open-sinks.node.ts';
import { SinkPump, type SinkPumpOptions } from './sink-pump.ts';

export type SinkNumbers = {
  readonly name: string;
  readonly lagEvents: number;
  readonly failures: number;
  readonly isBehind: boolean;
};

export class Sinks {
  readonly #pumps: readonly SinkPump[];

  constructor(
    opened: readonly OpenedSink[],
    world: Omit<SinkPumpOptions, 'sink' | 'maxLagEvents'>,
  ) {
    this.#pumps = opened.map((one) => new SinkPump({ ...world, ...one }));
  }

  get names(): readonly string[] {
    return this.#pumps.map(({ name }) => name);
  }

  /** Until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const loops = this.#pumps.map(
      (pump): Loop =>
        async (end) =>
          pump.run(end),
    );
    await together(signal, loops);
  }

  rows(): readonly SinkRow[] {
    return this.#pumps.map((pump) => pump.row());
  }

  numbers(): readonly SinkNumbers[] {
    return this.#pumps.map((pump) => ({
      name: pump.name,
      lagEvents: pump.lagEvents,
      failures: pump.failures,
      isBehind: pump.row().behindSinceMs > 0,
    }));
  }
}
