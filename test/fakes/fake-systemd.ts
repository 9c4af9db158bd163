/**
 * A systemd with a few units: starting one loads its credentials from the stores, and its "process" lives
 * or dies of what it gets.
 * @module
 */
import type {
  CredentialLoad,
  CredentialUse,
  JobOutcome,
  Systemd,
  UnitFile,
  UnitJob,
  UnitState,
} from '#agent/units/systemd.ts';
import type { Asked } from '#agent/provider/peer.ts';
import { Secret } from '#src/secret/secret.ts';
import { setCredentials, type SetCredential } from '#src/systemd/set-credential.ts';
import { openSealedText } from '#test/gen/sealed-text.ts';

export type FakeUnit = {
  state: UnitState;
  /** In the unit file. */
  readonly ownLoads: readonly CredentialLoad[];
  loads: readonly CredentialLoad[];
  /** Sealed, in its files as they were last read. */
  sets: readonly SetCredential[];
  refreshOnReload: boolean;
  loaded: Map<string, Uint8Array>;
  /** Text of its own file. */
  text: string;
  /** What it does with what it loads: a container's unit hands it on when its drop-ins say so. */
  handsOn: boolean;
  /** Which contents its process survives. */
  survives: Survives;
  /** `Requires=` and `After=` of another one: restarted with it, and how its process likes what that has loaded. */
  requires: { readonly unit: string; readonly survives: Survives } | undefined;
};

type Survives = (contents: ReadonlyMap<string, string>) => boolean;

const LIVING = { activeState: 'active', subState: 'running', result: 'success', execMainStatus: 0 };
const DEAD = { activeState: 'failed', subState: 'failed', result: 'exit-code', execMainStatus: 1 };

function contentsOf({ loaded }: FakeUnit): ReadonlyMap<string, string> {
  return new Map([...loaded].map(([id, bytes]) => [id, Buffer.from(bytes).toString()]));
}

/** The files that systemd reads when a unit starts. */
export type UnitFiles = {
  /** In the stores. */
  readonly sealed: (path: string, asked: Asked) => Promise<Uint8Array | undefined>;
  /** Texts of the drop-ins of a unit. */
  readonly dropIns: (unit: string) => Promise<readonly string[]>;
};

const NO_FILES: UnitFiles = { sealed: async () => undefined, dropIns: async () => [] };

export class FakeSystemd implements Systemd {
  readonly units = new Map<string, FakeUnit>();
  readonly jobs: UnitJob[] = [];
  /** How many were queued together. */
  readonly waves: number[] = [];
  readonly resets: string[] = [];
  reloads = 0;
  versionNumber = 257;
  startTimeout = Infinity;
  readonly #files: UnitFiles;
  #invocations = 0;

  constructor(files: UnitFiles) {
    this.#files = files;
  }

  addUnit(name: string, change: { loads?: readonly string[]; state?: Partial<UnitState> } = {}) {
    const loads = (change.loads ?? []).map((id) => ({ id, path: id, encrypted: true }));
    this.#invocations += 1;
    const unit: FakeUnit = {
      state: {
        name,
        loadState: 'loaded',
        activeState: 'active',
        subState: 'running',
        invocationId: `invocation-${this.#invocations}`,
        jobId: 0,
        type: 'notify',
        result: 'success',
        execMainStatus: 0,
        restarts: 0,
        ...change.state,
      },
      ownLoads: loads,
      loads,
      sets: [],
      refreshOnReload: false,
      loaded: new Map(),
      text: '[Service]\nExecStart=/bin/true\n',
      handsOn: false,
      survives: () => true,
      requires: undefined,
    };
    this.units.set(name, unit);
    return unit;
  }

  unit(name: string): FakeUnit {
    const unit = this.units.get(name);
    if (unit === undefined) throw new Error(`the fake has no unit ${name}`);
    return unit;
  }

  readonly readLoaded = async (unit: string, id: string): Promise<Secret | undefined> => {
    const content = this.units.get(unit)?.loaded.get(id);
    return content === undefined ? undefined : new Secret(content.slice());
  };

  readonly isHandedOn = async (name: string, id: string): Promise<boolean> => {
    const unit = this.units.get(name);
    return unit?.handsOn === true && unit.loaded.has(id);
  };

  async unitFiles(name: string): Promise<readonly UnitFile[]> {
    const dropIns = await this.#files.dropIns(name);
    const all = [this.unit(name).text, ...dropIns];
    return all.map((text, at) => ({ path: at === 0 ? name : `50-credfleet.machine-${at}`, text }));
  }

  async version(): Promise<number> {
    return this.versionNumber;
  }

  async state(name: string): Promise<UnitState> {
    const known = this.units.get(name);
    if (known !== undefined) return { ...known.state };
    const { state } = new FakeSystemd(NO_FILES).addUnit(name);
    return { ...state, loadState: 'not-found', activeState: 'inactive', invocationId: '' };
  }

  async credentialUse(name: string): Promise<CredentialUse> {
    const unit = this.units.get(name);
    return {
      loads: unit?.loads ?? [],
      imports: [],
      sets: (unit?.sets ?? []).map((set) => set.name),
      refreshOnReload: unit?.refreshOnReload ?? false,
    };
  }

  async related(name: string): Promise<readonly string[]> {
    return this.#requiring(name).map(({ state }) => state.name);
  }

  async loadedServices(): Promise<ReadonlyMap<string, CredentialUse>> {
    const names = [...this.units.keys()];
    const uses = await Promise.all(names.map(async (name) => this.credentialUse(name)));
    return new Map(names.flatMap((name, at) => (uses[at] === undefined ? [] : [[name, uses[at]]])));
  }

  async run(jobs: readonly UnitJob[]): Promise<ReadonlyMap<string, JobOutcome>> {
    const outcomes = new Map<string, JobOutcome>();
    this.waves.push(jobs.length);
    for (const job of jobs) {
      this.jobs.push(job);
      outcomes.set(job.unit, await this.#runJob(job));
    }
    return outcomes;
  }

  async startTimeoutMs(): Promise<number> {
    return this.startTimeout;
  }

  async restrictsDevices(): Promise<boolean> {
    return true;
  }

  async controlGroup(name: string): Promise<string> {
    return `/system.slice/${name}`;
  }

  async processes(): Promise<readonly number[]> {
    return [1];
  }

  async resetFailed(name: string): Promise<void> {
    this.resets.push(name);
    const unit = this.units.get(name);
    if (unit?.state.activeState !== 'failed') return;
    unit.state = { ...unit.state, activeState: 'inactive', subState: 'dead', result: 'success' };
  }

  async daemonReload(): Promise<void> {
    this.reloads += 1;
    for (const [name, unit] of this.units) {
      const extra = await this.#dropInLoads(name);
      unit.loads = [...unit.ownLoads, ...extra];
      const texts = [unit.text, ...(await this.#files.dropIns(name))];
      unit.sets = texts.flatMap((text) => setCredentials(text));
    }
  }

  async #runJob({ unit: name, verb }: UnitJob): Promise<JobOutcome> {
    const unit = this.unit(name);
    if (verb === 'stop') {
      unit.loaded.clear();
      unit.state = { ...unit.state, activeState: 'inactive', subState: 'dead' };
      return { result: 'done', message: '' };
    }
    unit.loaded = await this.#load(unit);
    unit.handsOn = (await this.#files.dropIns(name)).some((text) => text.includes('ExecStart='));
    const lives = unit.survives(contentsOf(unit));
    if (!lives) unit.loaded.clear();
    if (verb === 'restart') this.#invoke(unit);
    unit.state = { ...unit.state, ...(lives ? LIVING : DEAD) };
    const { requires } = unit;
    if (requires !== undefined) this.#follow(unit, this.unit(requires.unit));
    if (verb === 'restart') {
      for (const other of this.#requiring(name)) {
        if (other.state.activeState === 'active') this.#follow(other, unit);
      }
    }
    return lives ? { result: 'done', message: '' } : { result: 'failed', message: 'it failed' };
  }

  #requiring(name: string): readonly FakeUnit[] {
    return [...this.units.values()].filter(({ requires }) => requires?.unit === name);
  }

  /** What requires a unit does not run without it, and may die of what it has loaded. */
  #follow(unit: FakeUnit, leader: FakeUnit): void {
    this.#invoke(unit);
    const isUp = leader.state.activeState === 'active';
    if (!isUp) unit.state = { ...unit.state, activeState: 'inactive', subState: 'dead' };
    else if (unit.requires?.survives(contentsOf(leader)) === false) {
      unit.state = { ...unit.state, ...DEAD };
    } else unit.state = { ...unit.state, ...LIVING };
  }

  #invoke(unit: FakeUnit): void {
    this.#invocations += 1;
    const invocationId = `invocation-${this.#invocations}`;
    unit.state = { ...unit.state, invocationId, restarts: 0 };
  }

  async #load(unit: FakeUnit): Promise<Map<string, Uint8Array>> {
    // A file comes before what stands in the unit, and of two of these the later one.
    const loaded = new Map(
      unit.sets.map(({ name, sealed }) => [name, openSealedText(sealed).content]),
    );
    for (const { id, path } of unit.loads) {
      const sealed = await this.#files.sealed(path, { unit: unit.state.name, credential: id });
      if (sealed !== undefined) loaded.set(id, openSealedText(sealed).content);
    }
    return loaded;
  }

  async #dropInLoads(name: string): Promise<readonly CredentialLoad[]> {
    const texts = await this.#files.dropIns(name);
    return texts
      .flatMap((text) => /^LoadCredentialEncrypted=(\S+)$/mu.exec(text)?.[1] ?? [])
      .map((setting) => setting.split(':'))
      .map(([id = '', path = id]) => ({ id, path, encrypted: true }));
  }
}
