/**
 * The table and the JSON line of `npm run bench -- host`.
 * @module
 */
import { rounded, spread, table, type Spread } from './statistics.ts';

/** One way of sealing and restarting, once. */
export type Side = {
  /** All credentials of the unit. */
  readonly sealMs: number;
  /** Until the unit runs; on our side until that is proven and told. */
  readonly restartMs: number;
  readonly totalMs: number;
  readonly cpuMs: number;
};

export type Round = { readonly floor: Side; readonly ours: Side };
export type SizeResult = { readonly credentials: number; readonly rounds: readonly Round[] };
export type HostResult = {
  readonly systemd: number;
  readonly idleRssMiB: number;
  /** While the largest unit was delivered to. */
  readonly peakRssMiB: number;
  readonly sizes: readonly SizeResult[];
};

export type HostsReport = {
  readonly runs: number;
  readonly results: readonly HostResult[];
  /** As it is published. */
  readonly packageMiB: number;
  readonly installedMiB: number;
};

type Figures = {
  readonly credentials: number;
  readonly floorMs: Spread;
  readonly ms: Spread;
  readonly ratio: Spread;
  readonly floorSealMsEach: Spread;
  readonly sealMsEach: Spread;
  readonly floorRestartMs: Spread;
  readonly restartAndProveMs: Spread;
  readonly floorCpuMs: Spread;
  readonly cpuMs: Spread;
};

export function reportHosts({ runs, results, packageMiB, installedMiB }: HostsReport): void {
  const hosts = results.map(({ systemd, idleRssMiB, peakRssMiB, sizes }) => ({
    systemd,
    idleRssMiB: Number(idleRssMiB.toFixed(1)),
    peakRssMiB: Number(peakRssMiB.toFixed(1)),
    unsealMsEach: unsealMsEach(sizes),
    sizes: sizes.map(figuresOf),
  }));
  const head = ['systemd', 'credentials', `${runs} runs`, 'median', 'min', 'max'];
  const rows = hosts.flatMap(({ systemd, sizes }) =>
    sizes.flatMap((figures) => rowsOf(systemd, figures)),
  );
  console.log(table([head, ...rows]));
  for (const { systemd, idleRssMiB, peakRssMiB, unsealMsEach: unsealMs } of hosts) {
    console.log(
      `systemd ${systemd}: a unit's start takes ${unsealMs} ms per credential; agent RSS ${idleRssMiB} MiB idle, ${peakRssMiB} MiB at most`,
    );
  }
  const sizes = { packageMiB, installedMiB };
  console.log(`package ${packageMiB.toFixed(1)} MiB, installed ${installedMiB.toFixed(1)} MiB`);
  console.log(JSON.stringify({ bench: 'host', runs, hosts, ...sizes }));
}

function figuresOf({ credentials, rounds }: SizeResult): Figures {
  const of = (value: (round: Round) => number, digits = 0): Spread =>
    rounded(spread(rounds.map(value)), digits);
  return {
    credentials,
    floorMs: of(({ floor }) => floor.totalMs),
    ms: of(({ ours }) => ours.totalMs),
    ratio: of(({ ours, floor }) => ours.totalMs / floor.totalMs, 2),
    floorSealMsEach: of(({ floor }) => floor.sealMs / credentials, 1),
    sealMsEach: of(({ ours }) => ours.sealMs / credentials, 1),
    floorRestartMs: of(({ floor }) => floor.restartMs),
    restartAndProveMs: of(({ ours }) => ours.restartMs),
    floorCpuMs: of(({ floor }) => floor.cpuMs),
    cpuMs: of(({ ours }) => ours.cpuMs),
  };
}

/** The slope of the floor's restart from the smallest unit to the largest. */
function unsealMsEach(sizes: readonly SizeResult[]): number {
  const restart = ({ rounds }: SizeResult): number =>
    spread(rounds.map(({ floor }) => floor.restartMs)).median;
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (first === undefined || last === undefined) return Number.NaN;
  const each = (restart(last) - restart(first)) / (last.credentials - first.credentials);
  return Number(each.toFixed(1));
}

function rowsOf(systemd: number, figures: Figures): readonly (readonly string[])[] {
  const of = (name: string, { median, min, max }: Spread): readonly string[] => [
    String(systemd),
    String(figures.credentials),
    name,
    String(median),
    String(min),
    String(max),
  ];
  return [
    of('floor, ms', figures.floorMs),
    of('delivered to proven, ms', figures.ms),
    of('ratio', figures.ratio),
    of('  floor: seal, ms each', figures.floorSealMsEach),
    of('  until sealed and tested, ms each', figures.sealMsEach),
    of('  floor: restart, ms', figures.floorRestartMs),
    of('  restart and proof, ms', figures.restartAndProveMs),
    of('CPU of the floor, ms', figures.floorCpuMs),
    of('CPU, ms', figures.cpuMs),
  ];
}
