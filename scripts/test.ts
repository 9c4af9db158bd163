/**
 * `npm test`: the static gates, then unit, architecture, integration and end-to-end tests, each with its
 * count. With arguments: only these vitest projects, for example `npm test -- unit integration`.
 * @module
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runGates } from './check.ts';
import { findKubectl } from '#test/fleet/kubectl.ts';
import { ensureTestbedPrerequisites } from '#test/testbed/testbed.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PROJECTS = ['unit', 'arch', 'integration', 'e2e'] as const;
type Project = (typeof PROJECTS)[number];
type Counts = {
  readonly project: Project;
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

/** A run that ends without a report counts as one failure: no silence is ever a pass. */
function runProject(project: Project, reportDir: string): Counts {
  const report = join(reportDir, `${project}.json`);
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { status } = spawnSync(join(ROOT, 'node_modules/.bin/vitest'), args, {
    cwd: ROOT,
    stdio: 'inherit',
  });
  try {
    const json = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
    const passed = json['numPassedTests'] ?? 0;
    const failed = json['numFailedTests'] ?? 0;
    const skipped = (json['numPendingTests'] ?? 0) + (json['numTodoTests'] ?? 0);
    return { project, passed, failed: status === 0 ? failed : Math.max(failed, 1), skipped };
  } catch {
    return { project, passed: 0, failed: 1, skipped: 0 };
  }
}

const projects = chosenProjects(process.argv.slice(2));
/** Packages, root file systems and a kubectl: what a fresh machine lacks. */
async function setUp(): Promise<void> {
  const say = (line: string): void => console.log(line);
  await ensureTestbedPrerequisites(say);
  process.env['CREDFLEET_KUBECTL'] ??= await findKubectl(say);
}

if (projects.includes('e2e') || projects.includes('integration')) {
  await setUp().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  });
}
const failedGates = runGates();
const reportDir = mkdtempSync(join(tmpdir(), 'credfleet-test-'));
const counts = projects.map((project) => runProject(project, reportDir));
rmSync(reportDir, { recursive: true, force: true });

console.log('');
for (const { project, passed, failed, skipped } of counts) {
  console.log(`${project}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
}
if (failedGates.length > 0) console.log(`failed gates: ${failedGates.join(', ')}`);
const sum = (pick: (count: Counts) => number) =>
  counts.reduce((total, count) => total + pick(count), 0);
const failed = sum((count) => count.failed) + failedGates.length;
console.log(
  `${sum((count) => count.passed)} passed, ${failed} failed, ${sum((count) => count.skipped)} skipped`,
);
process.exit(failed === 0 ? 0 : 1);
