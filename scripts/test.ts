/**
 * `npm test`: the static gates, then unit and architecture tests, then integration and end-to-end tests side by side,
 * each project with its count. With arguments: only these projects, for example `npm test -- unit integration`.
 * @module
 */
import { startVitest, type TestModule } from 'vitest/node';
import { runGates } from './check.ts';
import { ensureAgentPackage } from '#test/fleet/agent-package.ts';
import { findKubectl } from '#test/fleet/kubectl.ts';
import { findNodeExporter, findPromtool } from '#test/fleet/prometheus.ts';
import { ensureTestbedPrerequisites } from '#test/testbed/testbed.ts';

const FAST = ['unit', 'arch'] as const;
const SLOW = ['integration', 'e2e'] as const;
const PROJECTS = [...FAST, ...SLOW];
type Project = (typeof PROJECTS)[number];
type Counts = {
  readonly project: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
};

function chosenProjects(args: readonly string[]): readonly Project[] {
  const unknown = args.filter((arg) => !PROJECTS.some((project) => project === arg));
  if (unknown.length > 0) {
    console.error(`unknown test project '${unknown.join(' ')}'; known: ${PROJECTS.join(', ')}`);
    process.exit(2);
  }
  return args.length === 0 ? PROJECTS : PROJECTS.filter((project) => args.includes(project));
}

/** Packages, root file systems, programs of Debian and the agent's package: what a fresh machine lacks. */
async function setUp(projects: readonly Project[]): Promise<void> {
  const say = (line: string): void => console.log(line);
  await ensureTestbedPrerequisites(say);
  process.env['CREDFLEET_KUBECTL'] ??= await findKubectl(say);
  await findPromtool(say);
  await findNodeExporter(say);
  if (projects.includes('e2e')) await ensureAgentPackage(say);
}

async function runProjects(projects: readonly Project[]): Promise<readonly Counts[]> {
  if (projects.length === 0) return [];
  const { state } = await startVitest([], { run: true, project: [...projects] });
  const modules = state.getTestModules();
  const counts = projects.map((project) =>
    countsOf(
      project,
      modules.filter((module) => module.project.name === project),
    ),
  );
  const failed = state.getUnhandledErrors().length;
  return failed === 0
    ? counts
    : [...counts, { project: 'outside of tests', passed: 0, failed, skipped: 0 }];
}

/** A file that did not get to its end counts as one failure, and no file at all too: no silence is ever a pass. */
function countsOf(project: Project, modules: readonly TestModule[]): Counts {
  const tests = (state: 'passed' | 'failed' | 'skipped' | 'pending'): number =>
    sum(modules.map((module) => [...module.children.allTests(state)].length));
  const broken = modules.filter(
    (module) =>
      !['passed', 'skipped'].includes(module.state()) &&
      module.children.allTests('failed').next().done === true,
  );
  return {
    project,
    passed: tests('passed'),
    failed: tests('failed') + broken.length + (modules.length === 0 ? 1 : 0),
    skipped: tests('skipped') + tests('pending'),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const projects = chosenProjects(process.argv.slice(2));
const slow = SLOW.filter((project) => projects.includes(project));
// It waits for mirrors and disks; the gates and the fast tests need nothing of it.
const ready = slow.length === 0 ? Promise.resolve() : setUp(slow);
ready.catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
const failedGates = await runGates();
const fastCounts = await runProjects(FAST.filter((project) => projects.includes(project)));
await ready;
const counts = [...fastCounts, ...(await runProjects(slow))];

console.log('');
for (const { project, passed, failed, skipped } of counts) {
  console.log(`${project}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
}
if (failedGates.length > 0) console.log(`failed gates: ${failedGates.join(', ')}`);
const failed = sum(counts.map((count) => count.failed)) + failedGates.length;
const passed = sum(counts.map((count) => count.passed));
console.log(`${passed} passed, ${failed} failed, ${sum(counts.map((it) => it.skipped))} skipped`);
// vitest sets the exit code for what stopped it before it had any test.
process.exit(failed === 0 && process.exitCode === undefined ? 0 : 1);
