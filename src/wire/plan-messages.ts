/**
 * What the Query service says about the plan of a HostCredential: what would be done now and next, and why not.
 * @module
 */
export type PlanRequest = { readonly namespace: string; readonly credential: string };

/** A plan is one head, then its hosts in order: any number of them, so they come one by one. */
export type PlanPart =
  | { readonly kind: 'head'; readonly head: PlanHead }
  | { readonly kind: 'host'; readonly host: PlanHost };

export type PlanHead = {
  /** Changes when the policy, the hosts or the version change that the plan was made from; not with progress. */
  readonly planId: string;
  /** '' when there is none. */
  readonly rollout: string;
  readonly type: string;
  readonly version: number;
  /** The newest one that was proven on the fleet; 0 = none. */
  readonly stableVersion: number;
  readonly state: string;
  readonly reason: string;
  readonly message: string;
  /** '' for nothing. */
  readonly waitingFor: string;
  /** When the controller looks again by itself; 0: something has to change first. */
  readonly nextActionMs: number;
  readonly steps: readonly PlanStep[];
  readonly budgets: readonly PlanBudget[];
  readonly freezes: readonly PlanFreeze[];
  readonly isWindowOpen: boolean;
  /** When that changes; 0: never. */
  readonly windowChangesMs: number;
};

export type PlanStep = {
  readonly name: string;
  readonly planned: number;
  readonly healthy: number;
  readonly failed: number;
  /** What comes after its hosts are done: '', 'approval', 'pause of 60 s'. */
  readonly gate: string;
};

export type PlanBudget = {
  /** 'maxUnavailable', or of a group: 'maxUnavailable of rack=a'. */
  readonly who: string;
  readonly limit: number;
  readonly used: number;
};

export type PlanFreeze = {
  readonly name: string;
  readonly fromMs: number;
  /** 0: no end that anybody can read. */
  readonly untilMs: number;
  /** Of this plan, while it lasts. */
  readonly hosts: number;
};

export const PLAN_HOST_STATES = [
  'Next',
  'Waiting',
  'Healthy',
  'Staged',
  'UnderWay',
  'Failed',
  'Skipped',
] as const;

export type PlanHost = {
  readonly host: string;
  /** '': it has no place in a step, and catches up. */
  readonly step: string;
  /** Next: sent to now. */
  readonly state: (typeof PLAN_HOST_STATES)[number];
  /** When it waits or failed. */
  readonly why: string;
  /** What it holds and proved; 0 = nothing. */
  readonly runningVersion: number;
};
