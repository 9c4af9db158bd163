/**
 * The port to systemd: what a unit is, which credentials it names, and jobs that end.
 * @module
 */

/** One look at one unit. */
export type UnitState = {
  readonly name: string;
  /** loaded, not-found, masked, bad-setting, error … */
  readonly loadState: string;
  /** active, reloading, inactive, failed, activating, deactivating … */
  readonly activeState: string;
  readonly subState: string;
  /** Hex; empty when it never ran since it was loaded. */
  readonly invocationId: string;
  /** 0: no job is queued or running for it. */
  readonly jobId: number;
  /** Of services: simple, exec, forking, oneshot, notify …; empty for other units. */
  readonly type: string;
  /** success, exit-code, timeout, start-limit-hit …; "success" for units without one. */
  readonly result: string;
  readonly execMainStatus: number;
  /** Automatic restarts since the last start by hand. */
  readonly restarts: number;
};

/** Which credentials a unit takes, and from where. */
export type CredentialUse = {
  readonly loads: readonly CredentialLoad[];
  readonly imports: readonly { readonly glob: string; readonly rename: string }[];
  /** IDs of those that stand, encrypted, in the unit's own files. */
  readonly sets: readonly string[];
  readonly refreshOnReload: boolean;
};
/** `path` is the ID again when the unit gives none. */
export type CredentialLoad = {
  readonly id: string;
  readonly path: string;
  readonly encrypted: boolean;
};

export type UnitVerb = 'restart' | 'reload' | 'stop';
export type UnitJob = { readonly unit: string; readonly verb: UnitVerb };

/** As systemd says it; `refused`: no job was made, `message` says why; `unfinished`: still running at the deadline. */
export type JobOutcome = {
  readonly result:
    | 'done'
    | 'canceled'
    | 'timeout'
    | 'failed'
    | 'dependency'
    | 'skipped'
    | 'refused'
    | 'unfinished'
    | 'other';
  readonly message: string;
};

/** One of the files that make a unit, as it lies on disk now. */
export type UnitFile = { readonly path: string; readonly text: string };

/** Names of properties: units that are ordered after it; units that are stopped when it stops or does not start. */
export type Relation = 'Before' | 'RequiredBy' | 'BoundBy';

export interface Systemd {
  /** 252, 257 … */
  version(): Promise<number>;
  /** Loads the unit when it is not; a unit that does not exist has loadState "not-found". */
  state(unit: string): Promise<UnitState>;
  credentialUse(unit: string): Promise<CredentialUse>;
  /** The unit's own file, then its drop-ins, in the order in which systemd reads them. */
  unitFiles(unit: string): Promise<readonly UnitFile[]>;
  /** Loaded units that stand to it in this relation; none when there is no such unit. */
  related(unit: string, relation: Relation): Promise<readonly string[]>;
  /** Services that are loaded now with the credentials they name; kept until systemd says that something changed. */
  loadedServices(): Promise<ReadonlyMap<string, CredentialUse>>;
  /** Queues all jobs at once and waits until each has ended or the time is over. */
  run(jobs: readonly UnitJob[], timeoutMs: number): Promise<ReadonlyMap<string, JobOutcome>>;
  /** Of its own; Infinity for units without one. */
  startTimeoutMs(unit: string): Promise<number>;
  /** True when it may use only some devices of the host. */
  restrictsDevices(unit: string): Promise<boolean>;
  /** Path of the one that its processes are in; empty when it has none now. */
  controlGroup(unit: string): Promise<string>;
  /** PIDs of all processes of the unit; none when it does not run. */
  processes(unit: string): Promise<readonly number[]>;
  /** Forgets a failure and the start limit. */
  resetFailed(unit: string): Promise<void>;
  daemonReload(): Promise<void>;
}
