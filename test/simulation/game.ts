/**
 * The world of one game: a fleet, two credentials of one unit and a policy, all from one seed; time passes from one event
 * to the next.
 * @module
 */
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import type { RolloutPolicySpec } from '#src/api/credential.ts';
import { revokedNumbers } from '#src/rollout/brought-by.ts';
import { parsePolicy } from '#src/rollout/parse-policy.ts';
import type { EffectivePolicy } from '#src/rollout/policy.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { hostIdentityOf } from '#test/gen/host-identity.ts';
import {
  accessPolicyOf,
  hostCredentialOf,
  hostOf,
  rolloutPolicyOf,
  secretOf,
} from '#test/gen/objects.ts';
import { Dice } from './dice.ts';
import { Rules, Violation } from './rules.ts';
import { SimController } from './sim-controller.ts';
import { SimHost, UNIT } from './sim-host.ts';

export const CREDENTIALS = ['db', 'api'] as const;
const POLICY = 'sim';
export const LABELS = { role: 'db' };
const ZONES = ['a', 'b'];
const MINUTE_MS = 60_000;

/** What was played before there was something is played without it. */
export type GameOptions = { readonly hasReseals?: boolean };

export class Game {
  readonly clock = new FakeClock();
  readonly dice: Dice;
  readonly objects = new FakeObjects(this.clock);
  readonly ledger: Ledger = openSqliteLedger(':memory:');
  readonly hosts: SimHost[] = [];
  readonly controller: SimController;
  readonly rules: Rules;
  readonly policy: EffectivePolicy;
  readonly keyring: Keyring;
  readonly story: string[] = [];
  /** Somebody asks hosts to seal again what they hold. */
  readonly hasReseals: boolean;
  readonly #labels = new Map<string, Readonly<Record<string, string>>>();
  readonly #policySpec: RolloutPolicySpec;
  readonly #startMs = this.clock.nowMs();
  #broken: unknown;
  #values = 0;

  constructor(seed: number, keyring: Keyring, { hasReseals = true }: GameOptions = {}) {
    this.hasReseals = hasReseals;
    this.dice = new Dice(seed);
    this.keyring = keyring;
    this.#policySpec = policySpecOf(this.dice);
    const parsed = parsePolicy(this.#policySpec);
    if (!parsed.ok) throw new Error(parsed.problems.join('; '));
    this.policy = parsed.value;
    this.rules = new Rules({
      ledger: this.ledger,
      hosts: this.hosts,
      policy: this.policy,
      labelsOf: (hostUid) => this.#labels.get(hostUid) ?? {},
      revokedOf: (credential) => this.revokedOf(credential),
    });
    const { clock, dice, objects, ledger } = this;
    this.controller = new SimController({
      clock,
      dice,
      keyring,
      objects,
      ledger,
      onWrite: (change, write) => this.#watch(() => this.rules.onWrite(change, write)),
    });
  }

  /** Numbers of the versions that no host may be sent any more. */
  revokedOf(credential: string): ReadonlySet<number> {
    const versions = this.objects.cache('CredentialVersion').all();
    const rollouts = this.objects.cache('CredentialRollout').all();
    return revokedNumbers(
      versions.filter(({ spec }) => spec.hostCredentialName === credential),
      rollouts.filter(({ spec }) => spec.hostCredentialName === credential),
    );
  }

  tell(what: string): void {
    const seconds = ((this.clock.nowMs() - this.#startMs) / 1000).toFixed(1);
    this.story.push(`${seconds.padStart(8)} s  ${what}`);
  }

  end(): void {
    this.controller.stop();
    for (const host of this.hosts) host.stop();
    this.ledger.close();
  }

  /** A machine that was enrolled and approved; it takes part at once. */
  async addHost(): Promise<void> {
    const index = this.hosts.length;
    const name = `h${index + 1}`;
    const labels = { ...LABELS, zone: ZONES[index % ZONES.length] ?? '' };
    const host = hostOf(name, labels);
    const identityKeyHash = 'a'.repeat(64);
    const object = await this.objects.create('Host', {
      ...host,
      spec: { ...host.spec, identityKeyHash },
    });
    const hostUid = object.metadata.uid;
    this.#labels.set(hostUid, labels);
    const connect = (from: SimHost) => this.controller.connect(from.name, from.hostUid);
    const { clock, dice, keyring } = this;
    const made = new SimHost({ clock, dice, keyring, connect }, { name, hostUid, index });
    const { kxPub, receiptPub: receiptKey } = made;
    this.ledger.write({ identities: [hostIdentityOf(hostUid, name, { kxPub, receiptKey })] });
    this.hosts.push(made);
    made.start();
  }

  /** A new content; a bad one stops the unit. */
  async changeSecret(name: string, isBad: boolean): Promise<void> {
    this.#values += 1;
    const value = `${isBad ? 'bad' : 'good'}-${this.#values}`;
    const secret = secretOf(name, { password: value });
    const old = await this.objects.get('Secret', secret.metadata);
    if (old === undefined) await this.objects.create('Secret', secret);
    else await this.objects.replace('Secret', { ...old, ...secret, metadata: old.metadata });
    this.tell(`Secret ${name} = ${value}`);
  }

  async setUp(): Promise<void> {
    await this.objects.create('RolloutPolicy', rolloutPolicyOf(POLICY, this.#policySpec));
    await this.objects.create('HostAccessPolicy', accessPolicyOf());
    this.tell(`policy ${JSON.stringify(this.#policySpec)}`);
    const count = this.dice.between(2, 5);
    for (let index = 0; index < count; index += 1) await this.addHost();
    for (const name of CREDENTIALS) {
      await this.changeSecret(name, false);
      await this.objects.create('HostCredential', {
        ...hostCredentialOf({
          items: [
            { name: `${name}-password`, source: { secretKeyRef: { name, key: 'password' } } },
          ],
          targets: {
            hostSelector: { matchLabels: LABELS },
            graceSeconds: this.dice.pick([0, 120, 3600]),
          },
          deletionPolicy: this.dice.pick(['Retain', 'Remove']),
          activation: {
            units: [{ name: UNIT, action: 'Restart' }],
            coalesceSeconds: this.dice.pick([0, 10]),
          },
          health: { minHealthySeconds: this.dice.pick([0, 5, 30]), deadlineSeconds: 120 },
          rollout: { policyName: POLICY, initial: this.dice.pick(['FollowSteps', 'SkipSteps']) },
        }),
        metadata: { namespace: 'payments', name },
      });
    }
    this.controller.start();
  }

  /** Lets time pass from one event to the next. */
  async run(forMs: number, disturb: () => Promise<void>): Promise<void> {
    const untilMs = this.clock.nowMs() + forMs;
    let disturbAtMs = this.clock.nowMs();
    while (this.clock.nowMs() < untilMs) {
      await settled();
      this.#rethrow();
      this.#watch(() => this.rules.checkUnits());
      this.#rethrow();
      if (this.clock.nowMs() >= disturbAtMs) {
        await disturb();
        disturbAtMs = this.clock.nowMs() + this.dice.between(1_000, 2 * MINUTE_MS);
        continue;
      }
      const nextMs = Math.min(this.clock.nextWakeMs, disturbAtMs, untilMs);
      // A clock shows whole milliseconds.
      this.clock.advance(Math.max(1, Math.ceil(nextMs - this.clock.nowMs())));
    }
  }

  /** What the code under test catches must not hide what it did. */
  #watch(look: () => void): void {
    try {
      look();
    } catch (reason) {
      if (reason instanceof Violation) this.#broken ??= reason;
      throw reason;
    }
  }

  #rethrow(): void {
    if (this.#broken !== undefined) throw this.#broken;
  }
}

/** Turns of the event loop in which what is told at once is committed at once. */
const TURNS = 3;

/** Everything that can go on without time passing has gone on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function policySpecOf(dice: Dice): RolloutPolicySpec {
  const canary = { name: 'canary', target: dice.pick([1, '30%'] as const) };
  const gate = dice.pick([{}, { pauseSeconds: 120 }, { approval: 'Required' as const }]);
  const all = { name: 'all', target: '100%' };
  const window = {
    days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    timeZone: 'Europe/Berlin',
  };
  return {
    steps: dice.chance(0.6) ? [{ ...canary, ...gate }, all] : [all],
    maxUnavailable: dice.pick([1, 1, 2, '50%', '100%'] as const),
    maxFailures: dice.pick([0, 1, '50%'] as const),
    onFailure: dice.pick(['Pause', 'Rollback']),
    minConnectedPercent: dice.pick([0, 50, 80]),
    progressDeadlineSeconds: dice.pick([300, 3600]),
    onNewVersion: dice.pick(['Supersede', 'Supersede', 'Queue']),
    minIntervalSeconds: dice.pick([0, 0, 60]),
    ...(dice.chance(0.3)
      ? {
          disruptionBudgets: [
            dice.chance(0.5)
              ? { groupBy: ['zone'], maxUnavailable: 1 }
              : { groupBy: ['zone'], minAvailable: '50%' },
          ],
        }
      : {}),
    ...(dice.chance(0.2)
      ? { windows: [{ ...window, start: '00:00', durationSeconds: 23 * 3600 + 1800 }] }
      : {}),
  };
}
