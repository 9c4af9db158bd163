/**
 * What the plan is made from and what it says.
 * @module
 */
import type { DesiredState, RolloutState } from '#src/api/rollout.ts';
import type { HostCredentialState } from './host-state.ts';
import type { TargetHost } from './next-step.ts';
import type { EffectivePolicy } from './policy.ts';
import type { RolloutRecord } from './rollout-record.ts';
import type { RolloutFailure, Tally } from './tally.ts';
import type { WindowState } from './window.ts';

export type RolloutView = {
  readonly uid: string;
  readonly version: number;
  readonly desiredState: DesiredState;
  /** Timed pauses after the first `promotedStep` steps are over. */
  readonly promotedStep: number;
  /** Names of the steps that were approved. */
  readonly approvedSteps: ReadonlySet<string>;
  /** A newer rollout of the same HostCredential exists. */
  readonly isSuperseded: boolean;
  /** metadata.generation: grows with each word of a person. */
  readonly generation: number;
  /** The version that a failed update goes back to by itself; absent when there is none, or it is no update. */
  readonly fallbackVersion?: number;
  /** Its version is without content. */
  readonly removes?: true;
  /** Its version is there: hosts seal it again. */
  readonly reseals?: true;
};

export type PlanInput = {
  readonly rollout: RolloutView;
  readonly record: RolloutRecord | undefined;
  readonly policy: EffectivePolicy;
  /** In the order of delivery: see waves.ts. */
  readonly hosts: readonly TargetHost[];
  /** By host UID: this credential's row, whatever version it is about. */
  readonly rows: ReadonlyMap<string, HostCredentialState>;
  /** Of these hosts and rows, when somebody keeps it; good until a row changes. */
  readonly tally?: Tally;
  /** Hosts that are no targets any more; absent: none. */
  readonly departed?: readonly TargetHost[];
  /** Hosts on which another credential of the same units is under way or has broken them. */
  readonly disruptedElsewhere: ReadonlySet<string>;
  /** Whether hosts may be sent to now, by the clock. */
  readonly window: WindowState;
  readonly nowMs: number;
  /** The controller has just started: until then hosts that are away may be on their way back. */
  readonly settledAtMs: number;
  /** Set when something outside forbids to begin, such as a policy that does not exist. */
  readonly blocked?: Stop;
};

export type Verdict = {
  readonly state: RolloutState;
  /** CamelCase: the reason of the conditions. */
  readonly reason: string;
  readonly message: string;
  readonly dispatch: readonly TargetHost[];
  readonly stepsDone: number;
  readonly waitingFor?: string;
  /** When to look again although nothing changed. */
  readonly nextActionMs?: number;
};

export type StepProgress = {
  readonly name: string;
  readonly planned: number;
  readonly updated: number;
  readonly healthy: number;
  readonly failed: number;
  readonly startMs?: number;
  readonly endMs?: number;
};

export type RolloutPlan = Verdict & {
  /** Since when it could move: absent while it waits for a person, a window, a freeze or hosts to connect. */
  readonly movableSinceMs?: number;
  /** The generation at which it was paused because nothing moved. */
  readonly stalledGeneration?: number;
  readonly steps: readonly StepProgress[];
  readonly hosts: {
    readonly total: number;
    readonly updated: number;
    readonly healthy: number;
    readonly failed: number;
    readonly skippedOffline: number;
    readonly pending: number;
  };
  readonly failures: readonly RolloutFailure[];
};

/** A verdict that sends nothing and moves no step. */
export type Stop = Pick<Verdict, 'state' | 'reason' | 'message'> & {
  readonly waitingFor?: string;
};
