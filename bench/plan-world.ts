/**
 * A fleet in the middle of its rollouts, without a network: API objects and sessions in memory, the ledger a file.
 * Each credential's second version is on half of the hosts; two credentials at a time share a unit, and with it budgets.
 * @module
 */
import { createHash } from 'node:crypto';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { createBrain, type Brain } from '#controller/reconcile/create-brain.ts';
import type { CredentialRef } from '#controller/reconcile/context.ts';
import { API_VERSION, type Stored } from '#src/api/meta.ts';
import type { Host } from '#src/api/host.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { DEFAULT_POLICY } from '#src/rollout/policy.ts';
import { Secret } from '#src/secret/secret.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { FakeSessions } from '#test/fakes/fake-sessions.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';
import { accessPolicyOf, hostCredentialOf, hostOf, NAMESPACE } from '#test/gen/objects.ts';

export type Size = { readonly hosts: number; readonly credentials: number };
export type Planned = CredentialRef & { readonly uid: string; readonly rolloutUid: string };

const RACKS = 200;
/** Under way in each rollout at the start. */
const UNDER_WAY = 50;
const CREATED_MS = 1_700_000_000_000;
const STEPS = [
  { name: 'canary', target: 10, pauseMs: 0, approval: 'None' },
  { name: 'tenth', target: '10%', pauseMs: 0, approval: 'None' },
  { name: 'all', target: '100%', pauseMs: 0, approval: 'None' },
] as const;
const POLICY = {
  ...DEFAULT_POLICY,
  steps: STEPS,
  maxUnavailable: '2%',
  maxFailures: '1%',
  groupBudgets: [{ groupBy: ['rack'], kind: 'maxUnavailable', limit: '20%' }],
} as const;

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export class PlanWorld {
  readonly objects = new FakeObjects(systemClock);
  readonly sessions = new FakeSessions();
  readonly hosts: Stored<Host>[] = [];
  readonly credentials: Planned[] = [];

  static async make(size: Size): Promise<PlanWorld> {
    const world = new PlanWorld();
    await world.objects.create('HostAccessPolicy', accessPolicyOf());
    for (let at = 0; at < size.hosts; at += 1) {
      const labels = { role: 'db', rack: `r${at % RACKS}` };
      const host = await world.objects.create('Host', hostOf(`host-${at}`, labels));
      world.hosts.push(host);
      world.sessions.connected.add(host.metadata.uid);
    }
    for (let at = 0; at < size.credentials; at += 1) await world.#addCredential(at);
    return world;
  }

  async #addCredential(at: number): Promise<void> {
    const name = `credential-${at}`;
    const base = hostCredentialOf({
      items: [{ name, source: { secretKeyRef: { name, key: 'value' } } }],
      activation: { units: [{ name: `service-${at >> 1}.service`, action: 'Restart' }] },
    });
    const metadata = { namespace: NAMESPACE, name };
    const { metadata: made } = await this.objects.create('HostCredential', { ...base, metadata });
    const rollouts: string[] = [];
    for (const number of [1, 2]) rollouts.push(await this.#addVersion(name, made.uid, number));
    const [, rolloutUid = ''] = rollouts;
    this.credentials.push({ ...metadata, uid: made.uid, rolloutUid });
  }

  async #addVersion(credential: string, uid: string, number: number): Promise<string> {
    const name = `${credential}-v${number}`;
    await this.objects.create('CredentialVersion', {
      apiVersion: API_VERSION,
      kind: 'CredentialVersion',
      metadata: { namespace: NAMESPACE, name },
      spec: {
        hostCredentialName: credential,
        hostCredentialUID: uid,
        number,
        items: [],
        digest: '',
        digestKeyID: '',
        sources: [],
      },
    });
    const { metadata } = await this.objects.create('CredentialRollout', {
      apiVersion: API_VERSION,
      kind: 'CredentialRollout',
      metadata: { namespace: NAMESPACE, name: `${name}-a1` },
      spec: { hostCredentialName: credential, versionName: name, type: 'Update' },
      ...(number === 1 ? { status: { state: 'Succeeded' as const } } : {}),
    });
    return metadata.uid;
  }

  /** What the ledger holds when the controller starts. */
  fill(ledger: Ledger): void {
    const identities = this.hosts.map(({ metadata }) =>
      hostIdentityOf(metadata.uid, metadata.name),
    );
    ledger.write({ identities });
    for (const credential of this.credentials) {
      const hosts = this.#ordered(credential.uid);
      const { rolloutUid, name, uid } = credential;
      const record = {
        rolloutUid,
        rollout: `${name}-v2-a1`,
        credentialUid: uid,
        namespace: NAMESPACE,
        credential: name,
        version: 2,
        state: 'Progressing' as const,
        reason: 'StepRunning',
        message: '',
        stepsDone: 2,
        failedHosts: 0,
        startedAtMs: CREATED_MS,
        movableSinceMs: CREATED_MS,
      };
      const hostUids = hosts.map(({ metadata }) => metadata.uid);
      ledger.write({
        rollouts: [record],
        plans: [{ rolloutUid, hostUids, policy: POLICY }],
        states: hosts.map((host, at) => this.#row(credential, host, at)),
      });
    }
  }

  /** As waves.ts orders them: by a hash. */
  #ordered(uid: string): readonly Stored<Host>[] {
    return this.hosts
      .map((host) => ({ host, hash: hashOf(`${uid}/${host.metadata.uid}`) }))
      .toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
      .map(({ host }) => host);
  }

  #row({ uid, name, rolloutUid }: Planned, host: Stored<Host>, at: number): HostCredentialState {
    const half = this.hosts.length / 2;
    const isDone = at < half - UNDER_WAY;
    const isUnderWay = at >= half - UNDER_WAY && at < half;
    const version = isDone || isUnderWay ? 2 : 1;
    const ms = CREATED_MS + at * 10;
    return {
      hostUid: host.metadata.uid,
      host: host.metadata.name,
      credentialUid: uid,
      namespace: NAMESPACE,
      credential: name,
      targetVersion: version,
      rolloutUid: version === 2 ? rolloutUid : 'r1',
      attempt: 1,
      state: isUnderWay ? 'Soaking' : 'Healthy',
      runningVersion: isDone ? 2 : 1,
      dispatchedAtMs: ms,
      pushSeq: version,
      // Nobody is lost while this is measured.
      sinceMs: isUnderWay ? systemClock.nowMs() : ms,
      message: '',
      units: [
        {
          name: 'service.service',
          action: 'Restarted',
          invocationBefore: hashOf(`${uid}/${at}/before`).slice(0, 32),
          invocationAfter: hashOf(`${uid}/${at}/after`).slice(0, 32),
          activeState: 'active',
          subState: 'running',
          result: 'success',
          execMainStatus: 0,
          restarts: 0,
          loadedEqualsVersion: 'Yes',
        },
      ],
      items: [
        {
          name,
          digest: hashOf(`${uid}/${version}`),
          sealedDigest: hashOf(`${uid}/${at}/sealed`),
          keyType: 'host+tpm2',
          pcrMask: 128,
        },
      ],
    };
  }

  brain(ledger: Ledger): Brain {
    const digestKey = () => new Secret(new Uint8Array(32));
    return createBrain({
      objects: this.objects,
      ledger,
      keys: { contentKey: digestKey(), digestKey },
      clock: systemClock,
      random: systemRandom,
      log: silentLog,
      settlingMs: 0,
    });
  }
}
