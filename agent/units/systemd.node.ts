/**
 * systemd over the system bus, without introspection. Which credentials loaded services name is
 * remembered until systemd says that units changed.
 * @module
 */
import { readFileSync } from 'node:fs';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isErrno } from '#src/files/durable.node.ts';
import { BusError } from './bus.node.ts';
import { ManagerBus, type Property } from './manager-bus.node.ts';
import {
  asHex,
  asNumber,
  asText,
  asTexts,
  credentialUseOf,
  execInterface,
  jobOutcome,
  parseVersion,
  unitPath,
} from './systemd-values.ts';
import type {
  CredentialUse,
  JobOutcome,
  Relation,
  Systemd,
  UnitFile,
  UnitJob,
  UnitState,
} from './systemd.ts';

const UNIT = 'org.freedesktop.systemd1.Unit';
/** Places in a row of ListUnitsBy…: also description, followed unit, path, type and path of the job. */
const [NAME, LOAD_STATE, ACTIVE_STATE, SUB_STATE, JOB_ID] = [0, 2, 3, 4, 7] as const;
/** Of services with a main process. */
const RUNNING = 'running';
const RELOAD_TIMEOUT_MS = 180_000;
const VERBS = { restart: 'RestartUnit', reload: 'ReloadUnit', stop: 'StopUnit' } as const;

export type SystemdOptions = { readonly socket: string; readonly clock: Clock };

export function createSystemd(options: SystemdOptions): Systemd & Disposable {
  return new BusSystemd(options);
}

class BusSystemd implements Systemd, Disposable {
  readonly #clock: Clock;
  readonly #manager: ManagerBus;
  readonly #jobListeners = new Set<(path: string, result: string) => void>();
  readonly #uses = new Map<string, CredentialUse>();
  /** By unit and name: what stays as it is until its files are read anew. */
  readonly #settings = new Map<string, Map<string, unknown>>();
  #services: Set<string> | undefined;
  #version: number | undefined;

  constructor(options: SystemdOptions) {
    this.#clock = options.clock;
    this.#manager = new ManagerBus(options, {
      onSignal: (member, body) => this.#onSignal(member, body),
      onConnected: () => this.#forget(),
    });
  }

  [Symbol.dispose](): void {
    this.#manager[Symbol.dispose]();
  }

  async version(): Promise<number> {
    this.#version ??= parseVersion(asText(await this.#manager.property({ name: 'Version' })));
    return this.#version;
  }

  async state(unit: string): Promise<UnitState> {
    const path = unitPath(unit);
    const kind = execInterface(unit);
    const isService = unit.endsWith('.service');
    const ofKind = async (name: string, asked: boolean): Promise<unknown> =>
      asked && kind !== undefined
        ? this.#manager.property({ path, interface: kind, name })
        : undefined;
    try {
      const [row, invocation, restarts, type] = await Promise.all([
        this.#row(unit),
        this.#manager.property({ path, interface: UNIT, name: 'InvocationID' }),
        ofKind('NRestarts', isService),
        isService ? this.#lastingSetting(unit, 'Type') : undefined,
      ]);
      // What runs has not ended yet: nothing to ask about how.
      const [result, status] =
        row[SUB_STATE] === RUNNING
          ? []
          : await Promise.all([ofKind('Result', true), ofKind('ExecMainStatus', isService)]);
      return {
        name: unit,
        loadState: asText(row[LOAD_STATE]),
        activeState: asText(row[ACTIVE_STATE]),
        subState: asText(row[SUB_STATE]),
        invocationId: asHex(invocation),
        jobId: asNumber(row[JOB_ID]),
        type: asText(type),
        result: asText(result) === '' ? 'success' : asText(result),
        execMainStatus: asNumber(status),
        restarts: asNumber(restarts),
      };
    } catch (error) {
      if (!(error instanceof BusError)) throw error;
      throw CredfleetError.from(error, 'UNIT_NOT_FOUND', `asking systemd about '${unit}'`);
    }
  }

  async credentialUse(unit: string): Promise<CredentialUse> {
    const known = this.#uses.get(unit);
    if (known !== undefined) return known;
    const version = await this.version();
    const [load, loadEncrypted, setEncrypted, imports, refreshOnReload] = await Promise.all([
      this.#setting(unit, 'LoadCredential'),
      this.#setting(unit, 'LoadCredentialEncrypted'),
      this.#setting(unit, 'SetCredentialEncrypted'),
      version < 254
        ? undefined
        : this.#setting(unit, version < 257 ? 'ImportCredential' : 'ImportCredentialEx'),
      version < 260 ? undefined : this.#setting(unit, 'RefreshOnReload'),
    ]);
    const properties = { load, loadEncrypted, setEncrypted, imports, refreshOnReload };
    const use = credentialUseOf(properties);
    if (this.#stays(unit)) this.#uses.set(unit, use);
    return use;
  }

  async unitFiles(unit: string): Promise<readonly UnitFile[]> {
    const path = unitPath(unit);
    const [fragment, dropIns] = await Promise.all(
      ['FragmentPath', 'DropInPaths'].map(async (name) =>
        this.#manager.property({ path, interface: UNIT, name }),
      ),
    );
    const paths = [fragment, ...(Array.isArray(dropIns) ? dropIns : [])].map(asText);
    return paths
      .filter((file) => file !== '')
      .flatMap((file) => {
        const text = textOf(file);
        return text === undefined ? [] : [{ path: file, text }];
      });
  }

  async related(unit: string, relation: Relation): Promise<readonly string[]> {
    return asTexts(await this.#ofUnit(unit, { interface: UNIT, name: relation }));
  }

  async loadedServices(): Promise<ReadonlyMap<string, CredentialUse>> {
    this.#services ??= await this.#listServices();
    const uses = new Map<string, CredentialUse>();
    const unknown: string[] = [];
    for (const name of this.#services) {
      const known = this.#uses.get(name);
      if (known === undefined) unknown.push(name);
      else uses.set(name, known);
    }
    // Nearly always there is none, and a host may have a thousand services.
    await Promise.all(unknown.map(async (name) => uses.set(name, await this.credentialUse(name))));
    return uses;
  }

  async run(jobs: readonly UnitJob[], timeoutMs: number): Promise<ReadonlyMap<string, JobOutcome>> {
    // Listening before asking: a job may end before we learn its name.
    const endings = new Map<string, PromiseWithResolvers<string>>();
    const endingOf = (path: string): PromiseWithResolvers<string> => {
      const ending = endings.get(path) ?? Promise.withResolvers<string>();
      endings.set(path, ending);
      return ending;
    };
    const listener = (path: string, result: string): void => endingOf(path).resolve(result);
    const over = new AbortController();
    const late = this.#clock.sleep(timeoutMs, over.signal).catch(() => undefined);
    this.#jobListeners.add(listener);
    try {
      const outcomes = jobs.map(async (job): Promise<[string, JobOutcome]> => {
        const queued = await this.#queue(job);
        if (typeof queued !== 'string') return [job.unit, queued];
        const result = await Promise.race([endingOf(queued).promise, late]);
        return [job.unit, result === undefined ? unfinished(timeoutMs) : jobOutcome(result)];
      });
      return new Map(await Promise.all(outcomes));
    } finally {
      over.abort();
      this.#jobListeners.delete(listener);
    }
  }

  async startTimeoutMs(unit: string): Promise<number> {
    const microseconds = asNumber(await this.#lastingSetting(unit, 'TimeoutStartUSec'));
    return microseconds === 0 ? Infinity : microseconds / 1000;
  }

  async restrictsDevices(unit: string): Promise<boolean> {
    const [isPrivate, policy, allowed] = await Promise.all(
      ['PrivateDevices', 'DevicePolicy', 'DeviceAllow'].map((name) => this.#setting(unit, name)),
    );
    const lists = Array.isArray(allowed) && allowed.length > 0;
    return isPrivate === true || lists || (policy !== undefined && policy !== 'auto');
  }

  async controlGroup(unit: string): Promise<string> {
    return asText(await this.#lastingSetting(unit, 'ControlGroup'));
  }

  async processes(unit: string): Promise<readonly number[]> {
    try {
      const call = { member: 'GetUnitProcesses', signature: 's', body: [unit] };
      const [rows] = await this.#manager.call(call);
      // Row: control group, PID, command line.
      return Array.isArray(rows) ? (rows as unknown[][]).map((row) => asNumber(row[1])) : [];
    } catch (error) {
      if (error instanceof BusError) return [];
      throw error;
    }
  }

  async resetFailed(unit: string): Promise<void> {
    try {
      await this.#manager.call({ member: 'ResetFailedUnit', signature: 's', body: [unit] });
    } catch (error) {
      // A unit that is not loaded has no failure to forget.
      if (!(error instanceof BusError)) throw error;
    }
  }

  async daemonReload(): Promise<void> {
    try {
      await this.#manager.call({ member: 'Reload', timeoutMs: RELOAD_TIMEOUT_MS });
    } catch (error) {
      throw CredfleetError.from(error, 'SYSTEMD_UNREACHABLE', 'reloading the unit files');
    }
    this.#forget();
  }

  /** Of others no signal says when what was read of their files is no longer true. */
  #stays(unit: string): boolean {
    return this.#services?.has(unit) === true;
  }

  /** Four answers of one moment for one question. */
  async #row(unit: string): Promise<readonly unknown[]> {
    const call = { member: 'ListUnitsByNames', signature: 'as', body: [[unit]] };
    const [rows] = await this.#manager.call(call);
    return Array.isArray(rows) ? ((rows as unknown[][])[0] ?? []) : [];
  }

  /** The job's path, or why there is none. */
  async #queue({ unit, verb }: UnitJob): Promise<string | JobOutcome> {
    try {
      const call = { member: VERBS[verb], signature: 'ss', body: [unit, 'replace'] };
      return asText((await this.#manager.call(call))[0]);
    } catch (error) {
      if (!(error instanceof BusError)) throw error;
      return { result: 'refused', message: error.message };
    }
  }

  async #listServices(): Promise<Set<string>> {
    const call = {
      member: 'ListUnitsByPatterns',
      signature: 'asas',
      body: [[], ['*.service']],
    };
    const [units] = await this.#manager.call(call);
    const rows = Array.isArray(units) ? (units as unknown[][]) : [];
    return new Set(
      rows.filter((row) => row[LOAD_STATE] === 'loaded').map((row) => asText(row[NAME])),
    );
  }

  /** Undefined where this systemd or this kind of unit does not have it. */
  async #setting(unit: string, name: string): Promise<unknown> {
    const kind = execInterface(unit);
    return kind === undefined ? undefined : this.#ofUnit(unit, { interface: kind, name });
  }

  async #lastingSetting(unit: string, name: string): Promise<unknown> {
    const known = this.#settings.get(unit) ?? new Map<string, unknown>();
    if (known.has(name)) return known.get(name);
    const value = await this.#setting(unit, name);
    // A unit that does not run may have no control group yet.
    if (this.#stays(unit) && value !== undefined && value !== '') {
      this.#settings.set(unit, known.set(name, value));
    }
    return value;
  }

  async #ofUnit(unit: string, property: Omit<Property, 'path'>): Promise<unknown> {
    try {
      return await this.#manager.property({ path: unitPath(unit), ...property });
    } catch (error) {
      if (error instanceof BusError) return undefined;
      throw error;
    }
  }

  #onSignal(member: string, body: readonly unknown[]): void {
    const [first, second, , result] = body;
    if (member === 'JobRemoved') {
      for (const listener of this.#jobListeners) listener(asText(second), asText(result));
    } else if (member === 'Reloading') {
      this.#forget();
    } else if (asText(first).endsWith('.service')) {
      this.#uses.delete(asText(first));
      this.#settings.delete(asText(first));
      if (member === 'UnitNew') this.#services?.add(asText(first));
      if (member === 'UnitRemoved') this.#services?.delete(asText(first));
    }
  }

  #forget(): void {
    this.#services = undefined;
    this.#uses.clear();
    this.#settings.clear();
  }
}

/** Undefined: it went since systemd read it. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (reason) {
    if (isErrno(reason, 'ENOENT')) return undefined;
    throw CredfleetError.from(reason, 'FILE_FAILED', `reading ${file}`);
  }
}

function unfinished(timeoutMs: number): JobOutcome {
  return { result: 'unfinished', message: `the job did not end within ${timeoutMs} ms` };
}
