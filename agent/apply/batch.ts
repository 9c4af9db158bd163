/**
 * Intents that go the way together, so that several changes of one unit cost one restart.
 * @module
 */
import type { Assignment } from './context.ts';
import type { Turn } from './turns.ts';

export type Batch = {
  readonly assignments: readonly Assignment[];
  /** Holds the HostCredentials and units of the batch until all is proven. */
  readonly turn: Turn;
  /** Another one, accepted before that time; undefined when the time is over. */
  readonly nextArrival: (untilMs: number) => Promise<Assignment | undefined>;
  /** Called when the units run again and only the proof is left. */
  readonly onActivated: () => void;
};
