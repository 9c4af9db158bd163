/**
 * A brain on fake objects, fake sessions and a real ledger, with hosts that answer as told: what the
 * reconcile tests stand on.
 * @module
 */
import { createHash } from 'node:crypto';
import type { ContentKeys } from '#controller/content/content-keys.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import type { ObjectSource } from '#controller/objects/objects.ts';
import { createBrain, type Brain } from '#controller/reconcile/create-brain.ts';
import type { Stored } from '#src/api/meta.ts';
import type { Host } from '#src/api/host.ts';
import type { Clock } from '#src/clock/clock.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import type { InventoryItem, ReportPhase } from '#src/intent/report.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { Secret } from '#src/secret/secret.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { FakeSessions } from '#test/fakes/fake-sessions.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';
import {
  accessPolicyOf,
  hostCredentialOf,
  hostOf,
  NAMESPACE,
  secretOf,
} from '#test/gen/objects.ts';

export const keys: ContentKeys = {
  contentKey: new Secret(new Uint8Array(32).fill(1)),
  digestKey: (uid) => new Secret(new Uint8Array(createHash('sha256').update(uid).digest())),
};

const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

export type Delivered = {
  readonly host: string;
  readonly version: number;
  readonly operation: 'put' | 'delete';
  readonly contents: Readonly<Record<string, string>>;
  readonly revoked: readonly number[];
  /** 0: none. */
  readonly sealRequest: number;
};

/** What a host answers to a delivery: the last phase and, if it failed, why. */
export type Answer = (delivered: Delivered) => ReportPhase;

/** Where a fleet lives: fake objects unless a test brings a server. */
export type FleetPlace<Source extends ObjectSource> = {
  /** What the test itself writes with. */
  readonly objects: Source;
  /** What the brain has, with the rights of a controller; the same by default. */
  readonly brainObjects?: ObjectSource;
  readonly namespace?: string;
  /** Default: one in memory. */
  readonly ledger?: Ledger;
  readonly clock?: Clock;
};

export function fakeFleet(clock: Clock = systemClock): Fleet<FakeObjects> {
  return new Fleet({ objects: new FakeObjects(clock), clock });
}

const EXITED = { code: 'UNIT_UNHEALTHY', message: 'api.service exited with 1' } as const;

export class Fleet<Source extends ObjectSource> {
  readonly objects: Source;
  readonly namespace: string;
  /** Of this fleet's hosts; other fleets may share the server. */
  readonly labels: Readonly<Record<string, string>>;
  readonly sessions = new FakeSessions();
  readonly ledger: Ledger;
  readonly delivered: Delivered[] = [];
  /** By name. */
  readonly hosts = new Map<string, Stored<Host>>();
  answer: Answer = ({ operation }) => (operation === 'delete' ? 'Removed' : 'Healthy');
  /** What agents say that they can, from their next connection on. */
  capabilities: readonly string[] = [];
  brain: Brain;
  readonly warnings: unknown[] = [];
  readonly #brainObjects: ObjectSource;
  readonly clock: Clock;
  readonly #running = new Map<string, number>();
  /** For which request each host sealed what it holds. */
  readonly #sealedFor = new Map<string, number | undefined>();
  readonly #reportSeqs = new Map<string, number>();
  readonly #pushes = new Map<string, Promise<void>>();
  #stop = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  constructor({ objects, ...place }: FleetPlace<Source>) {
    const { namespace = NAMESPACE } = place;
    this.objects = objects;
    this.#brainObjects = place.brainObjects ?? objects;
    this.clock = place.clock ?? systemClock;
    this.namespace = namespace;
    this.labels = { fleet: namespace };
    this.ledger = place.ledger ?? openSqliteLedger(':memory:');
    this.brain = this.#newBrain();
    this.sessions.onMark((hostUid) => void this.#push(hostUid));
  }

  #newBrain(): Brain {
    const log = { ...silent, warn: (...args: unknown[]) => this.warnings.push(args) };
    return createBrain({
      objects: this.#brainObjects,
      ledger: this.ledger,
      keys,
      clock: this.clock,
      random: systemRandom,
      log: log as never,
      settlingMs: 0,
    });
  }

  start(): void {
    this.#stop = new AbortController();
    this.#ended = this.brain.run(this.sessions, this.#stop.signal);
  }

  /** Ends the loop; the ledger and the objects stay. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  /** As a controller that was killed and comes back: a new brain on what is stored. */
  async restart(): Promise<void> {
    await this.stop();
    this.brain = this.#newBrain();
    this.start();
  }

  async addHost(name: string): Promise<string> {
    const host = await this.objects.create('Host', hostOf(name, this.labels));
    this.hosts.set(name, host);
    // One machine per name, also when its Host is made again.
    const identityHash = createHash('sha256').update(name).digest('hex');
    const identity = { ...hostIdentityOf(host.metadata.uid, name), identityHash };
    this.ledger.write({ identities: [identity] });
    return host.metadata.uid;
  }

  uid(name: string): string {
    return this.hosts.get(name)?.metadata.uid ?? '';
  }

  async connect(
    name: string,
    inventory: readonly InventoryItem[] = [],
    bootId = 'boot-1',
  ): Promise<void> {
    const hostUid = this.uid(name);
    const identity = this.ledger.identity(hostUid)!;
    this.sessions.connect(hostUid);
    await this.brain.hostEvents.connected(identity, {
      hostSeq: identity.lastPushSeq,
      reportSeq: identity.lastReportSeq,
      inventory,
      facts: {
        hostName: name,
        agentVersion: '0.1.0',
        systemdVersion: 257,
        tpmPresent: true,
        bootId,
        capabilities: this.capabilities,
        facts: {},
      },
    });
    await this.#push(hostUid);
  }

  /** A fleet of three hosts that may receive everything. */
  async ready(names = ['alpha', 'beta', 'gamma']): Promise<void> {
    await this.grant();
    for (const name of names) await this.addHost(name);
    this.start();
    for (const name of names) await this.connect(name);
  }

  async grant(): Promise<void> {
    const policy = accessPolicyOf({
      namespaces: [this.namespace],
      hostSelector: { matchLabels: this.labels },
    });
    await this.objects.create('HostAccessPolicy', {
      ...policy,
      metadata: { name: `all-${this.namespace}` },
    });
  }

  /** One push at a time per host, as the stream does it. */
  #push(hostUid: string): Promise<void> {
    const before = this.#pushes.get(hostUid) ?? Promise.resolve();
    const next = before.then(() => this.#pushOne(hostUid));
    this.#pushes.set(hostUid, next);
    return next;
  }

  /** What stream/deliver.ts does: ask, number, record, send; the host answers by itself. */
  async #pushOne(hostUid: string): Promise<void> {
    const identity = this.ledger.identity(hostUid);
    if (identity === undefined || !this.sessions.isConnected(hostUid)) return;
    const intents = await this.brain.intentsFor(hostUid, identity.lastPushSeq);
    if (intents.length === 0) return;
    const seq = identity.lastPushSeq + 1;
    const uids = new Set(intents.map(({ intent }) => intent.uid));
    const states = this.ledger
      .states({ hostUid })
      .filter((row) => uids.has(row.credentialUid))
      .map((row) => Object.assign({}, row, { pushSeq: seq }));
    this.ledger.write({ pushSeqs: [{ hostUid, seq }], states });
    for (const { intent, items, digestKey } of intents) {
      digestKey[Symbol.dispose]();
      const contents = Object.fromEntries(
        items.map(({ name, content }) => [name, Buffer.from(content.reveal()).toString()]),
      );
      for (const { content } of items) content[Symbol.dispose]();
      const delivered = {
        host: identity.hostName,
        version: intent.version,
        operation: intent.operation,
        contents,
        revoked: intent.revoked ?? [],
        sealRequest: intent.sealRequest ?? 0,
      };
      this.delivered.push(delivered);
      const phase = this.answer(delivered);
      if (phase !== 'Sealed') await this.report(delivered.host, { ...intent, phase });
    }
  }

  async report(
    host: string,
    intent: {
      readonly uid: string;
      readonly version: number;
      readonly rolloutUid: string;
      readonly attempt: number;
      readonly phase: ReportPhase;
      readonly revoked?: readonly number[];
      readonly sealRequest?: number;
    },
  ): Promise<void> {
    const hostUid = this.uid(host);
    const { phase, version } = intent;
    const after = this.#hold(hostUid, intent);
    const sealRequest = this.#sealedFor.get(hostUid);
    const seq = (this.#reportSeqs.get(hostUid) ?? 0) + 1;
    this.#reportSeqs.set(hostUid, seq);
    const isBad = phase === 'Failed' || phase === 'RolledBack';
    await this.brain.hostEvents.reported(
      this.ledger.identity(hostUid)!,
      {
        hostUid,
        bootId: 'boot-1',
        seq,
        timeMs: this.clock.nowMs(),
        credential: {
          uid: intent.uid,
          namespace: this.namespace,
          name: 'db',
          version,
          rolloutUid: intent.rolloutUid,
          attempt: intent.attempt,
          phase,
          ...(isBad ? EXITED : { message: '' }),
          runningVersion: after,
          items: [],
          units: [],
          ...(isBad || intent.revoked === undefined ? {} : { gone: intent.revoked }),
          ...(sealRequest === undefined ? {} : { sealRequest }),
        },
      },
      { keyId: 'key', signature: new Uint8Array(64), body: new Uint8Array(), afterSeq: seq - 1 },
    );
  }

  /** What it holds from now on. */
  #hold(
    hostUid: string,
    intent: {
      readonly phase: ReportPhase;
      readonly version: number;
      readonly sealRequest?: number;
    },
  ): number {
    const { phase, version, sealRequest } = intent;
    if (phase === 'Healthy') {
      this.#running.set(hostUid, version);
      this.#sealedFor.set(hostUid, sealRequest);
    } else if (phase === 'Removed') this.#running.set(hostUid, 0);
    return this.#running.get(hostUid) ?? 0;
  }

  sealedFor(name: string): number | undefined {
    return this.#sealedFor.get(this.uid(name));
  }

  /** As an agent that knows no requests: it does not say for which it sealed. */
  forgetSeal(name: string): void {
    this.#sealedFor.delete(this.uid(name));
  }

  async createCredential(change: Parameters<typeof hostCredentialOf>[0] = {}): Promise<void> {
    const targets = { hostSelector: { matchLabels: this.labels } };
    const credential = hostCredentialOf({ targets, ...change });
    const metadata = { ...credential.metadata, namespace: this.namespace };
    await this.objects.create('HostCredential', { ...credential, metadata });
  }

  async createSecret(value: string): Promise<void> {
    const secret = secretOf('db', { password: value });
    const metadata = { ...secret.metadata, namespace: this.namespace };
    await this.objects.create('Secret', { ...secret, metadata });
  }

  async rotate(value: string): Promise<void> {
    const ref = { namespace: this.namespace, name: 'db' };
    const secret = await this.objects.get('Secret', ref);
    const data = { password: Buffer.from(value).toString('base64') };
    await this.objects.replace('Secret', { ...secret!, data });
  }

  rolloutState(name: string): string | undefined {
    const ref = { namespace: this.namespace, name };
    const rollout = this.brain.context.view.get('CredentialRollout', ref);
    return this.ledger.rollout(rollout?.metadata.uid ?? '')?.state;
  }

  deliveries(version: number): readonly string[] {
    return this.delivered.filter((one) => one.version === version).map((one) => one.host);
  }
}
