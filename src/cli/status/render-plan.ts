/**
 * A plan as text: what is going on, what it waits for, the limits, then one line per step and per host.
 * @module
 */
import { formatTime } from '#src/api/time.ts';
import type { PlanFreeze, PlanHead, PlanHost } from '#src/wire/plan-messages.ts';
import { formatTable } from '../table.ts';

export function renderPlan(head: PlanHead, hosts: readonly PlanHost[]): string {
  const lines = formatTable(['Plan:', head.planId], facts(head));
  const steps = formatTable(
    ['STEP', 'PLANNED', 'HEALTHY', 'FAILED', 'THEN'],
    head.steps.map(({ name, planned, healthy, failed, gate }) => {
      return [name, String(planned), String(healthy), String(failed), gate];
    }),
  );
  const table = formatTable(
    ['HOST', 'STEP', 'STATE', 'RUNNING', 'WHY'],
    hosts.map(({ host, step, state, why, runningVersion }) => {
      return [host, step || '-', state, runningVersion === 0 ? '-' : String(runningVersion), why];
    }),
  );
  const isThere = head.rollout !== '';
  return [lines, ...(isThere ? ['', steps] : []), ...(hosts.length > 0 ? ['', table] : [])].join(
    '\n',
  );
}

function facts(head: PlanHead): readonly (readonly [string, string])[] {
  if (head.rollout === '') return [['State:', head.message]];
  const from = head.stableVersion === 0 ? '' : ` (proven: ${head.stableVersion})`;
  const until = head.nextActionMs === 0 ? '' : ` until ${formatTime(head.nextActionMs)}`;
  const used = head.budgets.map(({ who, limit, used: now }) => `${who} ${now}/${limit}`);
  return [
    ['Rollout:', `${head.rollout} (${head.type}), version ${head.version}${from}`],
    ['State:', `${head.state} (${head.reason}): ${head.message}`],
    ...(head.waitingFor === '' ? [] : ([['Waiting for:', `${head.waitingFor}${until}`]] as const)),
    ['Budgets:', used.join(', ')],
    ['Windows:', windowText(head)],
    ...head.freezes.map((freeze) => ['Freeze:', freezeText(freeze)] as const),
  ];
}

function windowText({ isWindowOpen, windowChangesMs: ms }: PlanHead): string {
  if (isWindowOpen) return ms === 0 ? 'none: at any time' : `open until ${formatTime(ms)}`;
  return ms === 0 ? 'closed, none opens again' : `closed until ${formatTime(ms)}`;
}

function freezeText({ name, fromMs, untilMs, hosts }: PlanFreeze): string {
  const from = fromMs === 0 ? '' : ` from ${formatTime(fromMs)}`;
  const until = untilMs === 0 ? ' without end' : ` until ${formatTime(untilMs)}`;
  return `${name}${from}${until}, ${hosts} hosts`;
}
