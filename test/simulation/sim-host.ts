/**
 * One simulated host: the real apply engine, session and backoff of the agent over a disk in memory and a systemd that
 * takes its time. The agent can be killed between any two effects; the disk and the units stay.
 * @module
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ALLOW_ALL } from '#agent/allow/allow-list.ts';
import { createEngine } from '#agent/apply/engine.ts';
import { noFailpoints } from '#agent/apply/failpoints.ts';
import type { ReportSpool } from '#agent/apply/ports.ts';
import { Turns } from '#agent/apply/turns.ts';
import type { AgentIdentity } from '#agent/keys/agent-identity.ts';
import { NO_FORMER } from '#agent/keys/agent-trust.ts';
import { softwareKx } from '#agent/keys/kx-keys.ts';
import { openWithKeys } from '#agent/keys/open-with-keys.ts';
import { TpmWatch } from '#agent/tpm/tpm-watch.ts';
import { type LinkState, nextLink } from '#agent/session/next-state.ts';
import { runSession, type SessionParts } from '#agent/session/run-session.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import type { Clock } from '#src/clock/clock.ts';
import { RESEAL } from '#src/intent/capabilities.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { DaState } from '#src/tpm/lockout.ts';
import { ed25519Raw, spkiOf } from '#src/identity/public-key.ts';
import { FakeExec } from '#test/fakes/fake-exec.ts';
import { sealingAnew, testBySystemdCreds } from '#test/fakes/fake-systemd-creds.ts';
import { MemorySpool } from '#test/fakes/memory-spool.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { noPcrSignatures } from '#test/fakes/no-pcr-signatures.ts';
import { openSealedText } from '#test/gen/sealed-text.ts';
import type { Dice } from './dice.ts';
import { Life } from './life.ts';
import { MemoryDisk } from './memory-disk.ts';
import type { Connection } from './network.ts';
import { SimSystemd } from './sim-systemd.ts';

export const UNIT = 'api.service';

export type HostWorld = {
  readonly clock: Clock;
  readonly dice: Dice;
  readonly keyring: Keyring;
  /** Undefined while the controller cannot be reached. */
  readonly connect: (host: SimHost) => Connection | undefined;
};

type Keys = { readonly kx: KeyObject; readonly receipt: KeyObject };

/** Made once: they are never what a game is about. */
const keyPool: Keys[] = [];

function keysOf(index: number): Keys {
  keyPool[index] ??= {
    kx: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    receipt: generateKeyPairSync('ed25519').privateKey,
  };
  return keyPool[index];
}

const BACKOFF = { baseMs: 1_000, maxMs: 300_000 };
const JUST_LOCKED_MS = 2_000;
const AGENT_RESTART_MS = 500;

export class SimHost {
  readonly name: string;
  readonly hostUid: string;
  readonly disk = new MemoryDisk();
  readonly systemd: SimSystemd;
  readonly kxPub: Uint8Array;
  readonly receiptPub: Uint8Array;
  isPartitioned = false;
  /** Since when its TPM is in lockout; undefined: it is not. */
  #lockedSinceMs: number | undefined;
  /** Of systemd-creds, with a TPM that was in lockout. */
  tpmMisuses = 0;
  readonly #world: HostWorld;
  readonly #keys: Keys;
  readonly #spool: MemorySpool;
  /** Its clock is wrong by so much. */
  #skewMs: number;
  #life: Life | undefined;
  #connection: Connection | undefined;

  constructor(
    world: HostWorld,
    {
      name,
      hostUid,
      index,
    }: { readonly name: string; readonly hostUid: string; readonly index: number },
  ) {
    this.#world = world;
    this.name = name;
    this.hostUid = hostUid;
    this.#keys = keysOf(index);
    this.#skewMs = world.dice.between(-20_000, 20_000);
    this.kxPub = spkiOf(this.#keys.kx);
    this.receiptPub = ed25519Raw(this.#keys.receipt);
    this.#spool = new MemorySpool(hostUid, this.#keys.receipt);
    this.systemd = new SimSystemd(this.disk.unitFiles, world);
    this.systemd.addUnit(UNIT);
    this.systemd.unit(UNIT).survives = (contents) =>
      [...contents.values()].every((content) => !content.startsWith('bad'));
  }

  get isAgentUp(): boolean {
    return this.#life !== undefined && !this.#life.isOver;
  }

  get isOnline(): boolean {
    return this.#connection !== undefined && !this.#connection.controller.closed.aborted;
  }

  /** Contents in the store, by name. */
  stored(): ReadonlyMap<string, string> {
    return new Map(
      [...this.disk.store('Persistent')].map(([name, text]) => {
        return [name, Buffer.from(openSealedText(text).content).toString()];
      }),
    );
  }

  /** Reports that the controller has not acknowledged. */
  unreported(): number {
    return this.#spool.after(0).length;
  }

  loaded(): ReadonlyMap<string, string> {
    const { loaded } = this.systemd.unit(UNIT);
    return new Map([...loaded].map(([id, bytes]) => [id, Buffer.from(bytes).toString()]));
  }

  /** Kills the agent just before one of its next effects; systemd starts it again. */
  killAgent(afterEffects: number): void {
    this.#life?.endAfter(afterEffects);
  }

  partition(): void {
    this.isPartitioned = true;
    this.#connection?.cut();
  }

  lockTpm(isLockedOut: boolean): void {
    this.#lockedSinceMs = isLockedOut ? this.#world.clock.nowMs() : undefined;
  }

  jumpClock(ms: number): void {
    this.#skewMs += ms;
  }

  start(): void {
    if (this.isAgentUp) return;
    const life = new Life(() => {
      this.#spool.crash();
      this.#connection?.cut();
      void this.#world.clock.sleep(AGENT_RESTART_MS).then(() => this.start());
    });
    this.#life = life;
    void this.#live(life);
  }

  /** For good: the game is over. */
  stop(): void {
    this.start = () => undefined;
    this.#life?.end();
  }

  async #live(life: Life): Promise<void> {
    const { hostUid, disk } = this;
    const { keyring } = this.#world;
    const clock: Clock = {
      nowMs: () => this.#world.clock.nowMs() + this.#skewMs,
      sleep: async (ms, signal) => this.#world.clock.sleep(ms, signal),
    };
    const identity: AgentIdentity = {
      hostUid,
      hostName: this.name,
      clusterUid: keyring.clusterUid,
      identityEpoch: 1,
      kxEpoch: 1,
      identityHash: 'a'.repeat(64),
      assurance: 'Software',
      certificate: new Uint8Array(),
      caCertificates: keyring.bundle.caCertificates,
      intentKeys: keyring.bundle.intentKeys,
      trustEpoch: keyring.bundle.epoch,
      former: NO_FORMER,
    };
    const read = async (): Promise<DaState> => this.#lockout();
    const watch = new TpmWatch({ read, clock, random: this.#world.dice, log: silentLog });
    const exec = new FakeExec(sealingAnew());
    // A child of a killed agent ends with an error: it must not keep the turn that all of this process share.
    const run: typeof exec.run = async (request) => {
      life.stepNow();
      this.#noteMisuse();
      return exec.run(request);
    };
    const spool = life.guard<ReportSpool>(this.#spool, [
      'append',
      'gather',
      'flush',
      'acknowledge',
    ]);
    const systemd = life.guard(this.systemd, ['run', 'daemonReload', 'resetFailed', 'state']);
    const engine = createEngine({
      context: {
        exec: run,
        clock,
        systemd,
        credstore: this.#guardedStore(life),
        copies: life.guard(disk.copies, ['keep', 'keepOnly']),
        dropIns: life.guard(disk.dropIns, ['write', 'remove']),
        readLoaded: this.systemd.readLoaded,
        bootId: 'boot-1',
        bootDigest: async () => undefined,
        isHandedOn: async () => true,
        readActivity: (group) => group,
        runProbe: async () => undefined,
        hostKeyProblem: async () => undefined,
        pcrKeyFile: async () => '',
        testSealed: testBySystemdCreds(run, watch.refuseLockedOut),
        tpmTimes: { startDelayMs: () => 0 },
        refuseLockedOut: watch.refuseLockedOut,
        readAllowList: async () => ALLOW_ALL,
        journal: life.guard(disk.openJournal(hostUid), ['append', 'appendLazily', 'compact']),
        spool,
        turns: new Turns(),
        reach: noFailpoints,
      },
      openEnvelope: openWithKeys({
        kx: softwareKx({ kx: this.#keys.kx, kxEpoch: 1 } as Parameters<typeof softwareKx>[0]),
        holder: { identity },
        clock,
      }),
      envelopes: life.guard(disk.envelopes, ['store', 'keepOnly']),
      forgetKeys: async () => undefined,
      log: silentLog,
    });
    engine.run(life.signal).catch(() => undefined);
    void watch.run(life.signal);
    const parts: SessionParts = {
      engine,
      spool,
      facts: () => this.#facts(watch),
      followTpm: (listener) => watch.follow(listener),
      acceptTrust: async () => undefined,
      signatures: noPcrSignatures,
      clock,
      log: silentLog,
    };
    // As the agent at its start.
    await watch.waitWhileLockedOut(life.signal);
    await this.#link(life, parts, identity).catch(() => undefined);
  }

  #lockout(): DaState {
    const isLockedOut = this.#lockedSinceMs !== undefined;
    return { isLockedOut, counter: isLockedOut ? 3 : 0, max: 3, intervalSeconds: 1000 };
  }

  /** All that is sealed here is sealed to the TPM. What was begun when it was locked is no misuse. */
  #noteMisuse(): void {
    const sinceMs = this.#lockedSinceMs ?? Infinity;
    if (this.#world.clock.nowMs() - sinceMs > JUST_LOCKED_MS) this.tpmMisuses += 1;
  }

  #guardedStore(life: Life) {
    const { credstore } = this.disk;
    const guarded = life.guard(credstore, ['stage', 'remove']);
    // What is staged is put in place by an effect of its own.
    const stage = async (...args: Parameters<typeof credstore.stage>) =>
      life.guard(await guarded.stage(...args), ['install']);
    return new Proxy(guarded, {
      get: (target, name) => (name === 'stage' ? stage : (Reflect.get(target, name) as unknown)),
    });
  }

  async #link(life: Life, parts: SessionParts, identity: AgentIdentity): Promise<void> {
    const { clock, dice } = this.#world;
    let state: LinkState = { failures: 0, isEnrolled: true };
    while (!life.isOver) {
      const event = await this.#connectOnce(parts, identity);
      const next = nextLink(state, event, { ...BACKOFF, jitter: dice.fraction() });
      // There is no enrolment in the game: what is not admitted asks again.
      state = { ...next.state, isEnrolled: true };
      await clock.sleep(next.step.afterMs, life.signal);
    }
  }

  async #connectOnce(parts: SessionParts, identity: AgentIdentity) {
    const connection = this.isPartitioned ? undefined : this.#world.connect(this);
    if (connection === undefined) {
      await this.#world.clock.sleep(1);
      const { code } = new CredfleetError('CONTROLLER_UNREACHABLE', 'no route');
      return { kind: 'failed', code } as const;
    }
    this.#connection = connection;
    const { healthyMs, reason } = await runSession(parts, connection.host, identity);
    connection.host.close();
    if (reason.kind === 'drained') return reason;
    return { kind: 'ended', code: reason.error.code, healthyMs } as const;
  }

  #facts({ seen }: TpmWatch) {
    return {
      hostName: this.name,
      agentVersion: '0.1.0',
      systemdVersion: 257,
      tpmPresent: true,
      bootId: 'boot-1',
      capabilities: [RESEAL],
      facts: {},
      ...(seen === undefined ? {} : { tpm: seen }),
    };
  }
}
