/**
 * A systemd whose restarts take time and go on without the agent that asked for them; it remembers what each changed.
 * @module
 */
import type { JobOutcome, UnitJob } from '#agent/units/systemd.ts';
import type { Clock } from '#src/clock/clock.ts';
import { Mutex } from '#src/sync/mutex.ts';
import { FakeSystemd, type UnitFiles } from '#test/fakes/fake-systemd.ts';
import { openSealedText } from '#test/gen/sealed-text.ts';
import type { Dice } from './dice.ts';

export type Restart = {
  readonly unit: string;
  /** What lay in the store when it was started before, and now: what its process could load. */
  readonly before: string;
  readonly after: string;
  /** It was down before: then a restart needs no other reason. */
  readonly wasDown: boolean;
};

export class SimSystemd extends FakeSystemd {
  readonly restarts: Restart[] = [];
  /** Units that are down because somebody restarted them: under way, or failed since. */
  readonly #downByUs = new Set<string>();
  readonly #offered = new Map<string, string>();
  readonly #turns = new Map<string, Mutex>();
  readonly #files: UnitFiles;
  readonly #clock: Clock;
  readonly #dice: Dice;
  #jobs = 0;

  constructor(files: UnitFiles, { clock, dice }: { readonly clock: Clock; readonly dice: Dice }) {
    super(files);
    this.#files = files;
    this.#clock = clock;
    this.#dice = dice;
  }

  get isDownByUs(): boolean {
    return this.#downByUs.size > 0;
  }

  /** The process dies by itself, and comes back after a while. */
  async crash(name: string, forMs: number): Promise<void> {
    const unit = this.unit(name);
    if (unit.state.activeState !== 'active') return;
    unit.state = { ...unit.state, activeState: 'failed', subState: 'failed', result: 'signal' };
    await this.#clock.sleep(forMs);
    if (this.unit(name).state.activeState !== 'failed') return;
    await this.#start({ unit: name, verb: 'restart' });
  }

  /** One job of a unit at a time: another one waits, as in systemd's queue. */
  override async run(jobs: readonly UnitJob[]): Promise<ReadonlyMap<string, JobOutcome>> {
    const outcomes = await Promise.all(
      jobs.map(async (job) => this.#turnOf(job.unit).run(async () => this.#runJob(job))),
    );
    const all = new Map<string, JobOutcome>();
    for (const [unit, outcome] of outcomes.flatMap((one) => Array.from(one)))
      all.set(unit, outcome);
    return all;
  }

  async #runJob(job: UnitJob): Promise<ReadonlyMap<string, JobOutcome>> {
    const { unit: name, verb } = job;
    const unit = this.unit(name);
    const before = this.#offered.get(name) ?? '';
    const wasDown = unit.state.activeState !== 'active';
    // What was down already is not taken down.
    if (!wasDown) this.#downByUs.add(name);
    this.#jobs += 1;
    unit.state = {
      ...unit.state,
      activeState: 'deactivating',
      subState: 'stop-sigterm',
      jobId: this.#jobs,
    };
    await this.#clock.sleep(this.#dice.between(100, 4_000));
    const outcome = await this.#start(job);
    unit.state = { ...unit.state, jobId: 0 };
    const after = this.#offered.get(name) ?? '';
    if (verb === 'restart') this.restarts.push({ unit: name, before, after, wasDown });
    return outcome;
  }

  async #start(job: UnitJob): Promise<ReadonlyMap<string, JobOutcome>> {
    this.#offered.set(job.unit, await this.#offer(job.unit));
    const outcome = await super.run([job]);
    if (this.unit(job.unit).state.activeState === 'active') this.#downByUs.delete(job.unit);
    return outcome;
  }

  async #offer(unit: string): Promise<string> {
    const texts: string[] = [];
    for (const { id, path } of this.unit(unit).loads) {
      const sealed = await this.#files.sealed(path, { unit, credential: id });
      if (sealed !== undefined) {
        texts.push(`${id}=${Buffer.from(openSealedText(sealed).content).toString()}`);
      }
    }
    return texts.toSorted().join(' ');
  }

  #turnOf(unit: string): Mutex {
    const turn = this.#turns.get(unit) ?? new Mutex();
    this.#turns.set(unit, turn);
    return turn;
  }
}
