/**
 * Names of the moments between any two effects, so that crash tests can stop the agent at each.
 * @module
 */
export const failpoints = [
  'envelope-stored',
  'accepted',
  'sealed',
  'prepared',
  'files-installed',
  'drop-ins-written',
  'installed',
  'sealed-told',
  'sealed-reported',
  'activated',
  'proved',
  'healthy-reported',
  'rollback-journaled',
  'files-restored',
  'rolled-back',
  'rollback-proved',
  'failure-reported',
  'removal-journaled',
  'files-removed',
  'removed-reported',
  'finished',
] as const;

export type Failpoint = (typeof failpoints)[number];

/** Called when the moment is reached; returns at once unless a test chose this one. */
export type Failpoints = (reached: Failpoint) => void;

export const noFailpoints: Failpoints = () => undefined;
