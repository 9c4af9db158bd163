/**
 * Four test projects: `unit` and `arch` are fast and offline, `integration` uses real sockets and
 * stores on loopback, `e2e` boots real systemd hosts. The fast ones run first, the others side by side.
 * @module
 */
import { availableParallelism, freemem } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

type Limits = {
  readonly testTimeout: number;
  readonly hookTimeout: number;
  readonly isolate?: boolean;
  readonly globalSetup?: string[];
};

const PER_CORE = 2;
/** A test file with its hosts, its controller and its databases. */
const FILE_BYTES = 2 ** 30;

/** Files at a time. They wait for hosts, disks and time as long as they compute. */
const FILES = Math.max(
  1,
  Math.min(PER_CORE * availableParallelism(), Math.floor(freemem() / FILE_BYTES)),
);

/** Whatever their size: at the end of the queue the other cores would wait for them. */
const LONGEST = ['seal-life', 'self-healing', 'machine', 'simulation', 'audit/retention'];

/** As vitest has it: what took long last time, or else is large. The longest come before that. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification): boolean =>
      LONGEST.some((name) => moduleId.endsWith(`/${name}.test.ts`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

const project = (name: string, include: string[], limits: Limits) => ({
  test: { name, include, ...limits },
});

/** Nothing here mocks modules or keeps state in them, so files share a process: a third of the time. */
const SHARED = { isolate: false };

/** All files of these are one queue, which begins when the fast projects are over. */
const slow = (name: string, include: string[], limits: Limits) => ({
  test: { name, include, ...limits, sequence: { groupOrder: 1 } },
});

export default defineConfig({
  test: {
    maxWorkers: FILES,
    sequence: { sequencer: LongestFirst },
    expect: { poll: { timeout: 20_000 } },
    // What tests start compiles its sources once, not at each start: most of what a command line costs.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/node') },
    projects: [
      project('unit', ['test/unit/**/*.test.ts', 'test/security/!(*.integration).test.ts'], {
        testTimeout: 20_000,
        hookTimeout: 20_000,
        ...SHARED,
      }),
      project('arch', ['test/arch/**/*.test.ts'], {
        testTimeout: 60_000,
        hookTimeout: 60_000,
        ...SHARED,
      }),
      slow(
        'integration',
        [
          'test/integration/**/*.test.ts',
          'test/security/*.integration.test.ts',
          'test/simulation/*.test.ts',
        ],
        {
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['test/postgres/global-setup.ts'],
        },
      ),
      slow('e2e', ['test/e2e/**/*.test.ts', 'test/testbed/**/*.e2e.test.ts'], {
        testTimeout: 300_000,
        hookTimeout: 600_000,
      }),
    ],
  },
});
