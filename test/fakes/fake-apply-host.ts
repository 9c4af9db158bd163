/**
 * A host for the apply engine: real files in a temporary folder, fake systemd and systemd-creds. It can
 * crash at any failpoint and be started again.
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ALLOW_ALL, type AllowList } from '#agent/allow/allow-list.ts';
import type { ApplyContext, RunProbe } from '#agent/apply/context.ts';
import { createEngine } from '#agent/apply/engine.ts';
import { openEnvelopes } from '#agent/apply/envelopes.node.ts';
import type { Failpoint } from '#agent/apply/failpoints.ts';
import { openJournal } from '#agent/apply/journal.node.ts';
import type { ApplyEngine, OpenEnvelope } from '#agent/apply/ports.ts';
import { Turns } from '#agent/apply/turns.ts';
import type { ReadActivity } from '#agent/units/activity.node.ts';
import type { BootFolder } from '#agent/install/boot-folder.node.ts';
import { createCredstore } from '#agent/install/credstore.node.ts';
import { sealedCopies } from '#agent/install/sealed-copies.node.ts';
import { createDropIns } from '#agent/install/drop-ins.node.ts';
import { answerTo } from '#agent/provider/answer.ts';
import type { Asked } from '#agent/provider/peer.ts';
import { PROVIDER_SOCKET } from '#agent/provider/socket.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { ExecRequest } from '#src/exec/exec.ts';
import type { Intent } from '#src/intent/intent.ts';
import type { CredentialReport } from '#src/intent/report.ts';
import { openSealedText } from '#test/gen/sealed-text.ts';
import { openedIntentOf } from '#test/gen/intent.ts';
import { FakeExec, type FakeAnswer } from './fake-exec.ts';
import { FakeLog } from './fake-log.ts';
import { FakeSystemd } from './fake-systemd.ts';
import { answerSystemdCreds, testBySystemdCreds } from './fake-systemd-creds.ts';
import { HastyClock } from './hasty-clock.ts';

export type FakeIntent = {
  readonly contents?: Readonly<Record<string, string>>;
  readonly change?: Partial<Intent>;
};

/** An envelope that only the fake host opens. */
export function pushOf(hostSeq: number, ...intents: readonly FakeIntent[]): Uint8Array {
  return Buffer.from(JSON.stringify({ hostSeq, intents }));
}

const TERMINAL = new Set(['Healthy', 'Failed', 'RolledBack', 'Removed', 'Staged']);

export class FakeApplyHost {
  /** As far as they were stored. */
  readonly reports: CredentialReport[] = [];
  /** Of those, or not stored yet. */
  toldSealed = 0;
  readonly log = new FakeLog();
  readonly systemd: FakeSystemd;
  readonly exec: FakeExec;
  readonly dir: string;
  allow: AllowList = ALLOW_ALL;
  clock: Clock = new HastyClock();
  probe: RunProbe = async () => undefined;
  /** Of what is in a control group: it waits. */
  activity: ReadActivity = (group) => group;
  hostKeyProblem: string | undefined;
  isLockedOut = false;
  isProviding = true;
  /** Of one credential at the start of a unit. */
  openMs = 0;
  hostUid = 'host-1';
  bootId = 'boot-1';
  /** What the boot loader handed to this boot: digests by name. */
  handed: ReadonlyMap<string, string> = new Map();
  /** Of the boot loader's partition. */
  bootFolder: BootFolder = (image) => {
    return { ok: true, value: join(this.dir, 'boot', image ?? 'all') };
  };
  /** What systemd-creds answers instead of its usual. */
  answer: ((request: ExecRequest) => FakeAnswer) | undefined;
  engine: ApplyEngine | undefined;
  /** Of the engine that runs, for what works beside it. */
  context: ApplyContext | undefined;
  #ended = Promise.withResolvers<void>();
  #waitFor = 0;

  static async create(): Promise<FakeApplyHost> {
    const dir = await mkdtemp(join(tmpdir(), 'apply-host-'));
    for (const name of ['store', 'volatile', 'units']) await mkdir(join(dir, name));
    return new FakeApplyHost(dir);
  }

  constructor(dir: string) {
    this.dir = dir;
    this.systemd = new FakeSystemd({
      sealed: async (path, asked) =>
        path === PROVIDER_SOCKET
          ? this.fetch(asked)
          : readFile(resolve(dir, 'store', path)).catch(() => undefined),
      dropIns: async (unit) => {
        const folder = join(dir, 'units', `${unit}.d`);
        const files = await readdir(folder).catch(() => []);
        return Promise.all(files.map(async (file) => readFile(join(folder, file), 'utf8')));
      },
    });
    this.exec = new FakeExec((request) => this.answer?.(request) ?? answerSystemdCreds(request));
  }

  /** As the agent's socket answers while an engine runs. */
  async fetch({ unit, credential }: Asked): Promise<Uint8Array | undefined> {
    const { context } = this;
    if (context === undefined) return undefined;
    const parts = { state: () => context.journal.state(), credstore: context.credstore };
    const address = Buffer.from(`\0a1b2/unit/${unit}/${credential}`);
    const answer = await answerTo(parts, { uid: 0, address });
    return answer.kind === 'hand' ? answer.sealed : undefined;
  }

  async remove(): Promise<void> {
    await rm(this.dir, { recursive: true });
  }

  /** Runs an engine while `work` goes on; ends with it or at the failpoint. */
  async run(
    work: (engine: ApplyEngine) => Promise<void>,
    crashAt?: Failpoint,
  ): Promise<{ readonly crashed: boolean }> {
    const stop = new AbortController();
    const crash = Promise.withResolvers<void>();
    let crashed = false;
    const refuseLockedOut = async (): Promise<void> => {
      if (this.isLockedOut) throw new CredfleetError('TPM_LOCKED_OUT', 'the TPM is locked out');
    };
    await using envelopes = await openEnvelopes(join(this.dir, 'accepted'), this.hostUid);
    const accepted = envelopes.accepted();
    await using journal = await openJournal(join(this.dir, 'journal'), this.hostUid, accepted);
    const context = {
      bootId: this.bootId,
      bootDigest: async (name: string) => this.handed.get(name),
      exec: this.exec.run,
      clock: this.clock,
      systemd: this.systemd,
      credstore: createCredstore({
        stores: {
          Persistent: join(this.dir, 'store'),
          Volatile: join(this.dir, 'volatile'),
          Provider: join(this.dir, 'provided'),
          UnitFile: join(this.dir, 'unit-files'),
          Machine: join(this.dir, 'machines'),
          User: join(this.dir, 'users'),
        },
        bootFolder: (image) => this.bootFolder(image),
      }),
      copies: sealedCopies(join(this.dir, 'copies')),
      isProviding: this.isProviding,
      dropIns: createDropIns(join(this.dir, 'units')),
      readLoaded: this.systemd.readLoaded,
      isHandedOn: this.systemd.isHandedOn,
      readActivity: (group: string) => this.activity(group),
      runProbe: async (...args: Parameters<RunProbe>) => this.probe(...args),
      hostKeyProblem: async () => this.hostKeyProblem,
      refuseLockedOut,
      pcrKeyFile: async (pem: string) => `/pcr/${pem.length}.pem`,
      testSealed: testBySystemdCreds(this.exec.run, refuseLockedOut),
      tpmTimes: { startDelayMs: (credentials: number) => credentials * this.openMs },
      readAllowList: async () => this.allow,
      journal,
      spool: this.#spool(),
      turns: new Turns(),
      reach: (point: Failpoint): void => {
        if (point !== crashAt && !crashed) return;
        crashed = true;
        stop.abort(new Error('crash'));
        crash.resolve();
        throw new Error(`crashed at ${point}`);
      },
    };
    const forgetKeys = async (): Promise<void> => undefined;
    const log = this.log.logger;
    const engine = createEngine({ context, openEnvelope, forgetKeys, envelopes, log });
    this.engine = engine;
    this.context = { ...context, signal: stop.signal };
    const running = engine.run(stop.signal);
    await Promise.race([work(engine), crash.promise]).catch((error: unknown) => {
      if (!crashed) throw error;
    });
    stop.abort(new Error('stopped'));
    await running;
    return { crashed };
  }

  /** The boot loader hands over what lies on its partition for all images. */
  async reboot(handsOver = true): Promise<void> {
    this.bootId = `${this.bootId}+`;
    const folder = join(this.dir, 'boot/all');
    const files = await readdir(folder).catch(() => []);
    const entries = files.map(async (file): Promise<[string, string]> => {
      const digest = createHash('sha256').update(await readFile(join(folder, file)));
      return [file.replace(/\.cred$/u, ''), digest.digest('hex')];
    });
    this.handed = new Map(handsOver ? await Promise.all(entries) : []);
  }

  /** Accepts the pushes and waits until `ends` more assignments have ended. */
  async apply(pushes: readonly Uint8Array[], ends = pushes.length): Promise<void> {
    await this.run(async (engine) => {
      const ended = this.ended(ends);
      for (const push of pushes) await engine.accept(push);
      await ended;
    });
  }

  /** Resolves when `count` more terminal reports were written. */
  async ended(count: number): Promise<void> {
    this.#waitFor = this.#terminal() + count;
    this.#ended = Promise.withResolvers<void>();
    if (count === 0) this.#ended.resolve();
    await this.#ended.promise;
  }

  phases(): readonly string[] {
    return this.reports.map(({ phase, version }) => `${version} ${phase}`);
  }

  lastReport(): CredentialReport | undefined {
    return this.reports.at(-1);
  }

  /** What a sealed file in the store holds. */
  async stored(name: string): Promise<string | undefined> {
    const sealed = await readFile(join(this.dir, 'store', name)).catch(() => undefined);
    return sealed === undefined
      ? undefined
      : Buffer.from(openSealedText(sealed).content).toString();
  }

  async filesIn(folder: string): Promise<readonly string[]> {
    const all = await readdir(join(this.dir, folder), { recursive: true, withFileTypes: true });
    return all.filter((entry) => entry.isFile()).map(({ name }) => name);
  }

  /** What the copies of sealed files hold. */
  async copied(): Promise<readonly string[]> {
    const folder = join(this.dir, 'copies');
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    const files = names.filter((name) => name.includes('/')).map((name) => join(folder, name));
    const texts = await Promise.all(files.map(async (file) => readFile(file)));
    return texts.map((text) => Buffer.from(openSealedText(text).content).toString()).toSorted();
  }

  /** Envelopes that something may still need. */
  async envelopesKept(): Promise<number> {
    const text = await readFile(join(this.dir, 'accepted'), 'utf8');
    return text.split('\n').length - 1;
  }

  /** Of one life: what was gathered and not stored ends with it. */
  #spool(): ApplyContext['spool'] {
    let gathered: (() => void)[] = [];
    const flush = async (): Promise<void> => {
      for (const store of gathered.splice(0)) store();
    };
    return {
      append: async (report) => {
        await flush();
        return this.#report(report);
      },
      gather: async (report) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.toldSealed += 1;
        gathered.push(() => {
          this.reports.push(report);
          resolve();
        });
        await promise;
        return undefined as never;
      },
      flush,
    };
  }

  async #report(report: CredentialReport): Promise<never> {
    this.reports.push(report);
    if (this.#terminal() >= this.#waitFor) {
      // After what follows the report: the journal's last record.
      setImmediate(() => this.#ended.resolve());
    }
    return undefined as never;
  }

  #terminal(): number {
    return this.reports.filter(({ phase }) => TERMINAL.has(phase)).length;
  }
}

const openEnvelope: OpenEnvelope = async (envelope, acceptedSeq) => {
  const { hostSeq, intents } = JSON.parse(Buffer.from(envelope).toString()) as {
    hostSeq: number;
    intents: readonly FakeIntent[];
  };
  if (hostSeq <= acceptedSeq) throw new CredfleetError('ENVELOPE_REPLAYED', 'seen before');
  return {
    hostSeq,
    intents: intents.map(({ contents, change }) => openedIntentOf(contents, change)),
  };
};
