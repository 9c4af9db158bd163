/**
 * Laws of the plan, over random fleets, policies and fates.
 * @module
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IntOrPercent } from '#src/api/meta.ts';
import { groupOf } from '#src/rollout/host-groups.ts';
import { dispatchedRow } from '#src/rollout/dispatch.ts';
import { disruptedHostUids } from '#src/rollout/disruption.ts';
import type { HostCredentialState, HostState } from '#src/rollout/host-state.ts';
import type { TargetHost } from '#src/rollout/next-step.ts';
import { isTerminal, planRollout } from '#src/rollout/plan.ts';
import type { PlanInput, RolloutPlan } from '#src/rollout/plan-types.ts';
import type { RolloutRecord } from '#src/rollout/rollout-record.ts';
import {
  availableBudget,
  type EffectivePolicy,
  type GroupBudget,
  stepTarget,
  unavailableBudget,
} from '#src/rollout/policy.ts';
import { NOW_MS, planInputOf, recordOf, rowOf, targetHostOf } from '#test/gen/rollout.ts';

const target: fc.Arbitrary<IntOrPercent> = fc.oneof(
  fc.integer({ min: 0, max: 12 }),
  fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
);

const groupBudgets: fc.Arbitrary<GroupBudget> = fc.record({
  groupBy: fc.constantFrom(['zone'], ['rack'], ['zone', 'rack']),
  kind: fc.constantFrom('maxUnavailable' as const, 'minAvailable' as const),
  limit: target,
});

const policies: fc.Arbitrary<EffectivePolicy> = fc.record({
  steps: fc
    .array(
      fc.record({
        target,
        pauseMs: fc.constantFrom(0, 1000),
        approval: fc.constantFrom('None' as const, 'Required' as const),
      }),
      { maxLength: 3 },
    )
    .map((steps) => {
      const all = { target: '100%', pauseMs: 0 as const, approval: 'None' as const };
      const last = steps.length;
      return steps.concat(all).map((step, index) => {
        return Object.assign({ name: index === last ? 'all' : `s${index}` }, step);
      });
    }),
  maxUnavailable: target,
  maxFailures: target,
  minConnectedPercent: fc.constantFrom(0, 50),
  minIntervalMs: fc.constant(0),
  groupBudgets: fc.array(groupBudgets, { maxLength: 2 }),
  onFailure: fc.constant('Pause' as const),
  progressDeadlineMs: fc.constantFrom(2000, 3_600_000),
  onNewVersion: fc.constant('Supersede' as const),
  windows: fc.constant([]),
});

const fleets: fc.Arbitrary<readonly TargetHost[]> = fc
  .array(
    fc.record({
      connected: fc.boolean(),
      paused: fc.boolean(),
      labels: fc.constantFrom(
        {},
        { zone: 'a' },
        { zone: 'b', rack: '1' },
        { zone: 'b', rack: '2' },
      ),
      isFrozen: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((hosts) =>
    hosts.map(({ isFrozen, ...host }, index) =>
      targetHostOf(`h${index}`, isFrozen ? { ...host, frozen: FROZEN } : host),
    ),
  );

const states: readonly HostState[] = [
  'Dispatched',
  'Sealed',
  'Activating',
  'Soaking',
  'Staged',
  'Healthy',
  'Failed',
  'RolledBack',
];

type Fate = { readonly host: number; readonly state: number; readonly comesOnline: boolean };
const fates: fc.Arbitrary<readonly Fate[]> = fc.array(
  fc.record({ host: fc.nat(11), state: fc.nat(6), comesOnline: fc.boolean() }),
  { maxLength: 40 },
);

const oldRows = fc.array(fc.record({ host: fc.nat(11), state: fc.nat(6) }), { maxLength: 4 });

const FROZEN = { by: 'xmas', untilMs: NOW_MS + 1_000_000 };

type World = {
  readonly isOpen: boolean;
  readonly policy: EffectivePolicy;
  readonly hosts: readonly TargetHost[];
  readonly old: readonly { readonly host: number; readonly state: number }[];
  readonly fates: readonly Fate[];
  readonly approvals: readonly string[];
};
const worlds: fc.Arbitrary<World> = fc.record({
  isOpen: fc.boolean(),
  policy: policies,
  hosts: fleets,
  old: oldRows,
  fates,
  approvals: fc.subarray(['s0', 's1', 's2']),
});

type Seen = { readonly input: PlanInput; readonly plan: RolloutPlan };

/** Plays a rollout: plan, dispatch, let something happen to a host, plan again. */
function play(world: World, look: (seen: Seen) => void): void {
  let hosts = world.hosts;
  let record = undefined as PlanInput['record'];
  const rows = new Map<string, HostCredentialState>();
  for (const { host, state } of world.old) {
    const state_ = states[state]!;
    const row = rowOf(`h${host}`, {
      targetVersion: 1,
      rolloutUid: 'r1',
      state: state_,
      runningVersion: 0,
    });
    rows.set(row.hostUid, row);
  }
  for (const [index, fate] of world.fates.entries()) {
    const nowMs = NOW_MS + index * 400;
    const input = planInputOf({
      policy: world.policy,
      hosts,
      rows: [...rows.values()],
      record,
      nowMs,
      window: world.isOpen ? { kind: 'open' } : { kind: 'closed', opensMs: nowMs + 1 },
      rollout: { approvedSteps: new Set(world.approvals) },
    });
    const plan = planRollout(input);
    look({ input, plan });
    record = recorded(plan, record, nowMs);
    for (const host of plan.dispatch) rows.set(host.hostUid, dispatch(host, rows, nowMs));
    if (fate.comesOnline) {
      hosts = hosts.map((host, at) =>
        at === fate.host ? Object.assign({}, host, { connected: !host.connected }) : host,
      );
    }
    const row = rows.get(`h${fate.host}`);
    if (row !== undefined)
      rows.set(row.hostUid, { ...row, state: states[fate.state]!, sinceMs: nowMs });
  }
}

/** What act.ts would write. */
function recorded(plan: RolloutPlan, before: PlanInput['record'], nowMs: number) {
  const { state, reason, stepsDone, movableSinceMs, stalledGeneration } = plan;
  const known = { state, reason, stepsDone, movableSinceMs, stalledGeneration };
  const started = before?.startedAtMs ?? (plan.dispatch.length > 0 ? nowMs : undefined);
  return recordOf({ ...(known as Partial<RolloutRecord>), startedAtMs: started! });
}

function dispatch(
  host: TargetHost,
  rows: ReadonlyMap<string, HostCredentialState>,
  nowMs: number,
): HostCredentialState {
  return dispatchedRow({
    credential: { uid: 'c1', namespace: 'payments', name: 'db' },
    rollout: { uid: 'r2', name: 'db-v2-a1', attempt: 1 },
    version: 2,
    host,
    row: rows.get(host.hostUid),
    nowMs,
    why: 'Rollout',
  });
}

function holds(law: (seen: Seen) => void): void {
  fc.assert(
    fc.property(worlds, (world) => play(world, law)),
    { numRuns: 300 },
  );
}

test('a plan never makes more hosts disrupted than maxUnavailable', () => {
  holds(({ input, plan }) => {
    if (plan.dispatch.length === 0) return;
    const here = new Set(input.hosts.map((host) => host.hostUid));
    const before = [...disruptedHostUids(input.rows.values())].filter((uid) => here.has(uid));
    const after = new Set([...before, ...plan.dispatch.map((host) => host.hostUid)]);
    const budget = unavailableBudget(input.policy.maxUnavailable, input.hosts.length);
    expect(after.size).toBeLessThanOrEqual(Math.max(budget, before.length));
  });
});

test('no host beyond a step that needs an approval it does not have is dispatched', () => {
  holds(({ input, plan }) => {
    const gate = input.policy.steps.findIndex(
      (step) => step.approval === 'Required' && !input.rollout.approvedSteps.has(step.name),
    );
    if (gate < 0 || plan.dispatch.length === 0) return;
    const targets = input.policy.steps
      .slice(0, gate + 1)
      .map((step) => stepTarget(step.target, input.hosts.length));
    const touched = [...input.rows.values()].filter((row) => row.targetVersion === 2).length;
    expect(touched + plan.dispatch.length).toBeLessThanOrEqual(Math.max(...targets));
  });
});

test('no group of hosts has more disrupted than its budget allows, and each can move by one', () => {
  holds(({ input, plan }) => {
    if (plan.dispatch.length === 0) return;
    const before = disruptedHostUids(input.rows.values());
    const sent = new Set(plan.dispatch.map((host) => host.hostUid));
    for (const budget of input.policy.groupBudgets) {
      for (const group of Map.groupBy(input.hosts, (host) => groupOf(budget, host)).values()) {
        const down = group.filter(({ hostUid }) => before.has(hostUid)).length;
        const after = group.filter(
          ({ hostUid }) => before.has(hostUid) || sent.has(hostUid),
        ).length;
        if (after === down) continue;
        const allowed =
          budget.kind === 'maxUnavailable'
            ? unavailableBudget(budget.limit, group.length)
            : group.length -
              Math.min(availableBudget(budget.limit, group.length), group.length - 1);
        expect(after).toBeLessThanOrEqual(Math.max(1, allowed));
      }
    }
  });
});

test('nothing is dispatched outside of the windows, nor anything to a frozen host', () => {
  holds(({ input, plan }) => {
    const isClosed = input.window.kind === 'closed';
    expect(plan.dispatch.filter(({ frozen }) => isClosed || frozen !== undefined)).toEqual([]);
  });
});

test('a plan that sends nothing and has not ended says what it waits for', () => {
  holds(({ plan }) => {
    if (isTerminal(plan.state) || plan.dispatch.length > 0) return;
    expect(plan.waitingFor).not.toBe('');
    expect(plan.waitingFor).toBeDefined();
  });
});

test('once paused because nothing moved, it sends nothing until somebody says something', () => {
  holds(({ input, plan }) => {
    const isStalled = input.record?.stalledGeneration === input.rollout.generation;
    expect(isStalled ? plan.dispatch : []).toEqual([]);
  });
});

test('only connected hosts that are not paused are dispatched, each once', () => {
  holds(({ input, plan }) => {
    expect(plan.dispatch.every((host) => host.connected && !host.paused)).toBe(true);
    expect(new Set(plan.dispatch).size).toBe(plan.dispatch.length);
    const again = plan.dispatch.filter((host) => {
      const row = input.rows.get(host.hostUid);
      return row?.targetVersion === 2 && row.rolloutUid === 'r2';
    });
    expect(again).toEqual([]);
  });
});

test('planning again after dispatching dispatches nobody twice', () => {
  holds(({ input, plan }) => {
    const rows = new Map(input.rows);
    for (const host of plan.dispatch) rows.set(host.hostUid, dispatch(host, rows, input.nowMs));
    const again = planRollout({ ...input, rows });
    const both = again.dispatch.filter((host) => plan.dispatch.includes(host));
    expect(both).toEqual([]);
  });
});

test('the same input gives the same plan', () => {
  holds(({ input, plan }) => expect(planRollout(input)).toEqual(plan));
});

test('an end is an end', () => {
  holds(({ input, plan }) => {
    if (!isTerminal(input.record?.state)) return;
    expect([plan.state, plan.dispatch]).toEqual([input.record?.state, []]);
  });
});

test('steps never go back', () => {
  holds(({ input, plan }) => {
    expect(plan.stepsDone).toBeGreaterThanOrEqual(input.record?.stepsDone ?? 0);
  });
});
