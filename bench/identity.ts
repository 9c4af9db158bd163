/**
 * `npm run bench -- identity`: what enrolment, renewal and wrapping cost the controller, as ratios to the bare
 * cryptography of each, measured in turns in the same run. The hosts' side is made in software and not counted; the
 * ledger is a file, the API objects are in memory, and nothing crosses a network.
 * @module
 */
import { parseArgs } from 'node:util';
import type { Applicant, Heard } from '#test/fakes/applicant.ts';
import { EnrollWorld } from '#test/fakes/enroll-world.ts';
import { SoftwareTpmApplicant } from '#test/fakes/software-tpm-applicant.ts';
import type { EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import { enrolmentFloor, renewalFloor } from './identity-floors.ts';
import { libraryWrap, ourWrap, WRAP_ITEMS, wrapFloor } from './wraps.ts';
import { rounded, spread, table } from './statistics.ts';

/** Of one round, per operation. */
type Cost = { readonly wallMs: number; readonly cpuMs: number };
type Measure = { readonly ours: Cost; readonly floor: Cost; readonly peer?: Cost };
type Subject = {
  readonly name: string;
  readonly run: () => Promise<Measure>;
};

/** Counts time and CPU while it runs. */
class Meter {
  #wallMs = 0;
  #cpuMs = 0;
  #since: { readonly wall: number; readonly cpu: NodeJS.CpuUsage } | undefined;

  start(): void {
    this.#since = { wall: performance.now(), cpu: process.cpuUsage() };
  }

  stop(): void {
    if (this.#since === undefined) return;
    const { user, system } = process.cpuUsage(this.#since.cpu);
    this.#wallMs += performance.now() - this.#since.wall;
    this.#cpuMs += (user + system) / 1000;
    this.#since = undefined;
  }

  per(count: number): Cost {
    return { wallMs: this.#wallMs / count, cpuMs: this.#cpuMs / count };
  }

  /** Does not count what this machine does between M2 and M3; its M1 is a copy of what it has. */
  without(machine: Applicant): Applicant {
    const prove = async (heard: Heard): Promise<EnrollProof> => {
      this.stop();
      const proof = await machine.prove(heard);
      this.start();
      return proof;
    };
    const said = machine.start();
    return { start: (change) => ({ ...said, ...change }), prove };
  }
}

async function metered(count: number, work: (at: number) => Promise<unknown>): Promise<Cost> {
  const meter = new Meter();
  meter.start();
  for (let at = 0; at < count; at += 1) await work(at);
  meter.stop();
  return meter.per(count);
}

async function enrolAll(
  world: EnrollWorld,
  machines: readonly SoftwareTpmApplicant[],
  meter: Meter,
): Promise<void> {
  for (const [at, machine] of machines.entries()) {
    const hostName = `host-${at}`;
    await world.createHost(hostName, { ekHash: machine.ekHash });
    const applicant = meter.without(machine);
    meter.start();
    const { kind } = await world.enroll(applicant, { start: (said) => ({ ...said, hostName }) });
    meter.stop();
    if (kind !== 'issued') throw new Error(`'${kind}': ${String(world.refusals().at(-1))}`);
  }
}

function enrolments(kind: 'ecc' | 'rsa', hosts: number): Subject {
  const machines = Array.from({ length: hosts }, () => new SoftwareTpmApplicant(kind));
  return {
    name: `enrolment, ${kind.toUpperCase()} EK`,
    run: async () => {
      const floor = await metered(hosts, enrolmentFloor(kind));
      // A controller that knows none of them: each round enrols, none renews.
      using world = await EnrollWorld.start();
      const meter = new Meter();
      await enrolAll(world, machines, meter);
      return { ours: meter.per(hosts), floor };
    },
  };
}

function renewals(hosts: number): Subject {
  const machines = Array.from({ length: hosts }, () => new SoftwareTpmApplicant());
  return {
    name: 'renewal',
    run: async () => {
      const floor = await metered(hosts, renewalFloor());
      using world = await EnrollWorld.start();
      await enrolAll(world, machines, new Meter());
      const meter = new Meter();
      for (const [at, machine] of machines.entries()) {
        const hostName = `host-${at}`;
        const identity = world.identity(hostName);
        const applicant = meter.without(machine);
        meter.start();
        const asking = { start: (said: EnrollStart) => ({ ...said, hostName }) };
        const { kind } = await world.renew(applicant, identity, asking);
        meter.stop();
        if (kind !== 'issued') throw new Error(`'${kind}': ${String(world.refusals().at(-1))}`);
      }
      return { ours: meter.per(hosts), floor };
    },
  };
}

function wraps(items: number, hosts: number): Subject {
  const [ours, library, floor] = [ourWrap(items), libraryWrap(items), wrapFloor(items)];
  return {
    name: `wrap, ${items} item${items === 1 ? '' : 's'}`,
    run: async () => ({
      floor: await metered(hosts, floor),
      ours: await metered(hosts, ours),
      peer: await metered(hosts, library),
    }),
  };
}

type Row = {
  readonly name: string;
  readonly perSecond: ReturnType<typeof spread>;
  readonly cpuMs: ReturnType<typeof spread>;
  readonly floorCpuMs: number;
  /** CPU as a multiple of the bare cryptography. */
  readonly ratio: ReturnType<typeof spread>;
  /** The same with the library's own KEM, KDF and AEAD, as a multiple of ours. */
  readonly libraryRatio?: ReturnType<typeof spread>;
};

async function measure({ name, run }: Subject, runs: number): Promise<Row> {
  const rounds: Measure[] = [];
  // Round 0 warms up and is not counted.
  for (let round = 0; round <= runs; round += 1) {
    const measured = await run();
    if (round > 0) rounds.push(measured);
    console.error(`${name}, run ${round}: ${measured.ours.cpuMs.toFixed(3)} ms of CPU each`);
  }
  const of = (pick: (measured: Measure) => number) => spread(rounds.map((round) => pick(round)));
  const peers = rounds.flatMap(({ ours, peer }) => (peer ? [peer.cpuMs / ours.cpuMs] : []));
  return {
    name,
    perSecond: rounded(
      of(({ ours }) => 1000 / ours.wallMs),
      0,
    ),
    cpuMs: rounded(of(({ ours }) => ours.cpuMs)),
    floorCpuMs: rounded(of(({ floor }) => floor.cpuMs)).median,
    ratio: rounded(
      of(({ ours, floor }) => ours.cpuMs / floor.cpuMs),
      2,
    ),
    ...(peers.length > 0 ? { libraryRatio: rounded(spread(peers), 2) } : {}),
  };
}

const cells = ({ median, min, max }: ReturnType<typeof spread>): string =>
  `${median} (${min}-${max})`;

export async function identityBench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { hosts: { type: 'string', default: '50' }, runs: { type: 'string', default: '10' } },
  });
  const hosts = Number(values.hosts);
  const runs = Number(values.runs);
  const subjects = [
    ...WRAP_ITEMS.map((items) => wraps(items, 10 * hosts)),
    enrolments('ecc', hosts),
    enrolments('rsa', hosts),
    renewals(hosts),
  ];
  const rows: Row[] = [];
  for (const subject of subjects) rows.push(await measure(subject, runs));
  const head = ['each', 'per second', 'CPU ms', 'bare crypto ms', 'ratio', 'library / ours'];
  console.log(`median (min-max) of ${runs} runs, ${hosts} hosts, one process`);
  console.log(
    table([
      head,
      ...rows.map(({ name, perSecond, cpuMs, floorCpuMs, ratio, libraryRatio }) => [
        name,
        cells(perSecond),
        cells(cpuMs),
        String(floorCpuMs),
        cells(ratio),
        libraryRatio === undefined ? '' : cells(libraryRatio),
      ]),
    ]),
  );
  console.log(JSON.stringify({ bench: 'identity', hosts, runs, rows }));
}
