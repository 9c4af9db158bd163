/**
 * Both ends of the wire, for real over loopback: controller ports with a ledger on disk, agents with sealed-file
 * stand-ins for systemd-creds only.
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApplyEngine, OpenEnvelope } from '#agent/apply/ports.ts';
import { type AgentIdentity, lifeOf } from '#agent/keys/agent-identity.ts';
import { type SoftwareKeys, softwareBundle } from '#agent/keys/agent-keys.ts';
import { softwareSelf } from '#agent/keys/host-self.ts';
import type { OpenedSelf } from '#agent/keys/open-self.node.ts';
import { Wakeup } from '#agent/apply/wakeup.ts';
import { identityFile } from '#agent/keys/identity-file.node.ts';
import { openWithKeys } from '#agent/keys/open-with-keys.ts';
import type { Quote } from '#agent/session/attester.ts';
import { ensureEnrolled } from '#agent/session/ensure-enrolled.ts';
import type { EnrollParts } from '#agent/session/link-parts.ts';
import type { IdentityHolder } from '#agent/session/identity-holder.ts';
import { runLink } from '#agent/session/run-link.ts';
import { createIssuer } from '#controller/keys/issue-certificate.ts';
import { type Keyring, loadKeyring } from '#controller/keys/keyring.ts';
import type { HostIdentity, Ledger } from '#controller/ledger/ledger.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import { type HostServer, startHostServer } from '#controller/stream/host-server.node.ts';
import type { Pace } from '#controller/stream/connection-queue.ts';
import type { ExtraService } from '#controller/stream/peer-guard.node.ts';
import type { HostEvents, HostHello, IntentsFor } from '#controller/stream/ports.ts';
import type { Receipt } from '#src/rollout/report-event.ts';
import type { HostSpec } from '#src/api/host.ts';
import { API_VERSION } from '#src/api/meta.ts';
import type { Clock } from '#src/clock/clock.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { disposeIntents } from '#src/envelope/open-intents.ts';
import { newJoinToken } from '#src/identity/join-token-secret.ts';
import { parseJoinToken } from '#src/identity/join-token.ts';
import type { OpenedIntent } from '#src/intent/intent.ts';
import type { CredentialReport, HostFacts, HostReport } from '#src/intent/report.ts';
import { systemRandom } from '#src/random/random.node.ts';
import type { Random } from '#src/random/random.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { MemorySpool } from '#test/fakes/memory-spool.ts';
import { noPcrSignatures } from '#test/fakes/no-pcr-signatures.ts';
import { MemoryKeyStore } from '#test/gen/keyring.ts';

export type Told =
  | { readonly kind: 'connected'; readonly host: HostIdentity; readonly hello: HostHello }
  | { readonly kind: 'disconnected'; readonly host: HostIdentity }
  | { readonly kind: 'refused'; readonly pushSeq: number; readonly code: string }
  | { readonly kind: 'reported'; readonly report: HostReport; readonly receipt: Receipt };

export type WorldOptions = {
  /** The controller's; the real one by default. */
  readonly clock?: Clock;
  readonly hostLifeMs?: number;
  readonly keyStore?: MemoryKeyStore;
  readonly extraServices?: readonly ExtraService[];
  readonly sessionPace?: Pace;
};

type StartedOptions = WorldOptions & { readonly keyStore: MemoryKeyStore };

/** A controller: its keys, objects, ledger and both ports. */
export class World implements AsyncDisposable {
  readonly objects = new FakeObjects(systemClock);
  readonly log = new FakeLog();
  readonly told: Told[] = [];
  /** Names of hosts whose blocks changed. */
  readonly held: string[] = [];
  /** What `intentsFor` answers, by host and accepted sequence. */
  intentsFor: IntentsFor = async () => [];
  keyring: Keyring;
  readonly ledger: Ledger;
  readonly directory: string;
  server!: HostServer;
  readonly #options: StartedOptions;
  readonly #waiting: { readonly kind: Told['kind']; readonly resolve: (told: never) => void }[] =
    [];

  static async start(options: WorldOptions = {}): Promise<World> {
    const { keyStore = new MemoryKeyStore(), clock = systemClock } = options;
    const all = { ...options, keyStore };
    const keyring = await loadKeyring({ store: keyStore, clock, random: systemRandom });
    const directory = await mkdtemp(join(tmpdir(), 'wire-'));
    const world = new World(all, keyring, directory);
    await world.listen();
    return world;
  }

  private constructor(options: StartedOptions, keyring: Keyring, directory: string) {
    this.#options = options;
    this.keyring = keyring;
    this.directory = directory;
    this.ledger = openSqliteLedger(join(directory, 'ledger.db'));
  }

  /** Another process with what the key store has now, and the same ledger. */
  async restart(): Promise<void> {
    await this.server.stop();
    const { keyStore: store, clock = systemClock } = this.#options;
    this.keyring = await loadKeyring({ store, clock, random: systemRandom });
    await this.listen();
  }

  /** Starts the ports, again on the same numbers after a stop. */
  async listen(): Promise<void> {
    const { keyring, ledger, objects } = this;
    const { hostLifeMs, extraServices, sessionPace, clock = systemClock } = this.#options;
    const issuer = createIssuer({
      keyring,
      clock,
      random: systemRandom,
      ...(hostLifeMs === undefined ? {} : { hostLifeMs }),
    });
    this.server = await startHostServer({
      keyring,
      ledger,
      objects,
      issuer,
      events: this.#events(),
      intentsFor: async (hostUid, acceptedSeq) => this.intentsFor(hostUid, acceptedSeq),
      signaturesFor: () => [],
      clock,
      random: systemRandom,
      log: this.log.logger,
      listen: '127.0.0.1',
      sessionPort: (this.server as HostServer | undefined)?.sessionPort ?? 0,
      enrollmentPort: (this.server as HostServer | undefined)?.enrollmentPort ?? 0,
      names: ['127.0.0.1', 'localhost'],
      pendingRetry: () => 20,
      enrollmentLimit: { burst: 50, refillMs: 10, maxAddresses: 10 },
      ...(extraServices === undefined ? {} : { extraServices }),
      ...(sessionPace === undefined ? {} : { sessionPace }),
    });
  }

  /** The next (or an already told) event of this kind, once. */
  async next<K extends Told['kind']>(kind: K): Promise<Extract<Told, { readonly kind: K }>> {
    const index = this.told.findIndex((told) => told.kind === kind);
    const [found] = index < 0 ? [] : this.told.splice(index, 1);
    if (found !== undefined) return found as Extract<Told, { readonly kind: K }>;
    const { promise, resolve } = Promise.withResolvers<never>();
    this.#waiting.push({ kind, resolve });
    return promise;
  }

  #tell(told: Told): void {
    const index = this.#waiting.findIndex(({ kind }) => kind === told.kind);
    const [waiter] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (waiter === undefined) this.told.push(told);
    else waiter.resolve(told as never);
  }

  #events(): HostEvents {
    return {
      connected: async (host, hello) => this.#tell({ kind: 'connected', host, hello }),
      changed: async () => undefined,
      more: () => undefined,
      disconnected: async (host) => this.#tell({ kind: 'disconnected', host }),
      refused: async (_host, { pushSeq, code }) => this.#tell({ kind: 'refused', pushSeq, code }),
      attested: async () => undefined,
      signed: async () => undefined,
      held: ({ hostName }) => void this.held.push(hostName),
      reported: async ({ hostUid }, report, receipt) => {
        this.ledger.write({ reportSeqs: [{ hostUid, seq: report.seq }] });
        this.#tell({ kind: 'reported', report, receipt });
      },
    };
  }

  async token(hostName: string, lifeMs = 60_000): Promise<string> {
    const nowMs = systemClock.nowMs();
    const { secret, token } = newJoinToken({ hostName, lifeMs, nowMs }, systemRandom);
    await this.objects.create('Secret', secret);
    return token;
  }

  async createHost(name: string, spec: HostSpec): Promise<void> {
    const labels = { role: 'db' };
    const host = {
      apiVersion: API_VERSION,
      kind: 'Host',
      metadata: { name, labels },
      spec,
    } as const;
    await this.objects.create('Host', host);
  }

  async changeHost(name: string, change: HostSpec): Promise<void> {
    const host = await this.objects.get('Host', { name });
    if (host === undefined) throw new Error(`no Host ${name}`);
    await this.objects.replace('Host', { ...host, spec: { ...host.spec, ...change } });
  }

  events(type: string) {
    return this.ledger.events({ type });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
    this.ledger.close();
    await rm(this.directory, { recursive: true });
  }
}

/** What an agent does with a push, for tests to set. */
export type Accept = (intents: readonly OpenedIntent[], hostSeq: number) => void;

export type AgentOptions = {
  readonly hostName?: string;
  readonly token?: string;
  readonly keys?: SoftwareKeys;
  /** In place of keys in software. */
  readonly opened?: OpenedSelf;
  readonly quote?: Quote;
  /** Default: the system's. */
  readonly random?: Random;
  /** Where its identity is; removed at the end when not given. */
  readonly directory?: string;
  readonly caPins?: readonly string[];
  /** A sequence accepted in an earlier life. */
  readonly hostSeq?: number;
};

/** What an agent needs to know of the other side. */
export type Far = {
  readonly keyring: Pick<Keyring, 'caPin'>;
  readonly server: Pick<HostServer, 'enrollmentPort' | 'sessionPort'>;
};

export class Agent implements AsyncDisposable {
  readonly log = new FakeLog();
  readonly keys: SoftwareKeys;
  readonly renewals = new Wakeup();
  readonly parts: EnrollParts;
  readonly directory: string;
  /** Contents of accepted pushes, as text. */
  readonly accepted: { readonly hostSeq: number; readonly contents: readonly string[] }[] = [];
  onAccept: Accept = () => undefined;
  holder!: IdentityHolder;
  report!: (report: CredentialReport) => Promise<void>;
  /** With the next that it reports. */
  gather!: (report: CredentialReport) => void;
  envelopes: Uint8Array[] = [];
  #hostSeq: number;
  readonly #stop = new AbortController();
  readonly #isOwnDirectory: boolean;
  readonly #world: Far;
  readonly #quote: Quote | undefined;
  #link: Promise<void> = Promise.resolve();

  static async create(world: Far, options: AgentOptions = {}): Promise<Agent> {
    const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'agent-')));
    return new Agent(world, options, directory);
  }

  private constructor(world: Far, options: AgentOptions, directory: string) {
    this.#world = world;
    this.#quote = options.quote;
    this.directory = directory;
    this.#isOwnDirectory = options.directory === undefined;
    this.keys = options.keys ?? softwareBundle.generate();
    this.#hostSeq = options.hostSeq ?? 0;
    const { hostName = 'db-1', token, caPins = [world.keyring.caPin] } = options;
    this.parts = {
      ...(options.opened ?? { keys: this.keys, self: softwareSelf(this.keys) }),
      caPins,
      applicant: () => ({ hostName, bootId: 'boot-1', facts: { os: 'debian' } }),
      token: async () => (token === undefined ? undefined : parseJoinToken(token)),
      identityFile: identityFile(join(directory, 'identity.json')),
      enrollAddresses: [`127.0.0.1:${world.server.enrollmentPort}`],
      backoff: { baseMs: 10, maxMs: 50 },
      clock: systemClock,
      random: options.random ?? systemRandom,
      log: this.log.logger,
    };
  }

  async enroll(): Promise<AgentIdentity> {
    const identity = await ensureEnrolled(this.parts, this.#stop.signal);
    this.holder = { identity };
    return identity;
  }

  /** Enrols when needed and keeps the session until disposed. */
  async link(): Promise<void> {
    const { hostUid } = await this.enroll();
    const { holder } = this;
    const spool = new MemorySpool(hostUid, this.parts.keys.receipt);
    this.report = async (report) => {
      await spool.append(report);
    };
    this.gather = (report) => void spool.gather(report);
    const engine = this.#engine();
    const parts = {
      ...this.parts,
      engine,
      spool,
      holder,
      renewals: this.renewals,
      signatures: noPcrSignatures,
      ...(this.#quote === undefined ? {} : { quote: this.#quote }),
      facts: () => factsOf(this.parts.applicant().hostName),
      followTpm: () => () => undefined,
      sessionAddresses: [`127.0.0.1:${this.#world.server.sessionPort}`],
    };
    this.#link = runLink(parts, this.#stop.signal);
    this.#link.catch(() => undefined);
  }

  /** As its apply engine opens envelopes. */
  get open(): OpenEnvelope {
    const { holder, parts } = this;
    return openWithKeys({ kx: parts.self.kx, holder, clock: systemClock });
  }

  expired(): boolean {
    return systemClock.nowMs() >= lifeOf(this.holder.identity).notAfterMs;
  }

  #engine(): ApplyEngine {
    const { open } = this;
    return {
      hostSeq: () => this.#hostSeq,
      inventory: () => [],
      exclusive: async (work) => work(),
      tidy: async () => {
        const { kxEpoch } = this.holder.identity;
        await this.parts.self.kx.forget(kxEpoch, async () => new Set());
      },
      run: async () => undefined,
      accept: async (envelope) => {
        this.envelopes.push(envelope);
        const { hostSeq, intents } = await open(envelope, this.#hostSeq);
        try {
          this.onAccept(intents, hostSeq);
          const contents = intents.flatMap(({ items }) =>
            items.map(({ content }) => Buffer.from(content.reveal()).toString()),
          );
          this.#hostSeq = hostSeq;
          this.accepted.push({ hostSeq, contents });
        } finally {
          disposeIntents(intents);
        }
      },
    };
  }

  /** Rejects with what ended the link for good. */
  async ended(): Promise<void> {
    await this.#link;
  }

  async stop(): Promise<void> {
    this.#stop.abort(new Error('the test is over'));
    await this.#link.catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    if (this.#isOwnDirectory) await rm(this.directory, { recursive: true });
  }
}

export function factsOf(hostName: string): HostFacts {
  return {
    hostName,
    agentVersion: '0.1.0',
    systemdVersion: 257,
    tpmPresent: true,
    bootId: 'boot-1',
    capabilities: [],
    facts: { os: 'debian' },
  };
}

export function reportOf(change: Partial<CredentialReport> = {}): CredentialReport {
  return {
    uid: '7f6f1d0a-2f52-4d1e-9c3c-0a4b5c6d7e8f',
    namespace: 'payments',
    name: 'db-password',
    version: 3,
    rolloutUid: 'a1b2c3d4-0000-4000-8000-000000000001',
    attempt: 1,
    phase: 'Sealed',
    message: '',
    runningVersion: 0,
    items: [],
    units: [],
    ...change,
  };
}

/** Polls a condition of the world outside, for ten seconds at most. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = systemClock.nowMs() + 10_000;
  while (!(await condition())) {
    if (systemClock.nowMs() > endMs) throw new Error(`never: ${String(condition)}`);
    await systemClock.sleep(5);
  }
}
