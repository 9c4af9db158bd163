/**
 * Four test projects: `unit` and `arch` are fast and offline, `integration` uses real sockets and
 * stores on loopback, `e2e` boots real systemd hosts.
 * @module
 */
import { defineConfig } from 'vitest/config';

const project = (
  name: string,
  include: string[],
  limits: {
    testTimeout: number;
    hookTimeout: number;
    isolate?: boolean;
    globalSetup?: string[];
  },
) => ({
  test: { name, include, ...limits },
});

/** Nothing here mocks modules or keeps state in them, so files share a process: a third of the time. */
const SHARED = { isolate: false };

export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/unit/**/*.test.ts', 'test/security/!(*.integration).test.ts'], {
        testTimeout: 5_000,
        hookTimeout: 5_000,
        ...SHARED,
      }),
      project('arch', ['test/arch/**/*.test.ts'], {
        testTimeout: 60_000,
        hookTimeout: 60_000,
        ...SHARED,
      }),
      project(
        'integration',
        [
          'test/integration/**/*.test.ts',
          'test/security/*.integration.test.ts',
          'test/simulation/*.test.ts',
        ],
        {
          testTimeout: 60_000,
          hookTimeout: 60_000,
          globalSetup: ['test/postgres/global-setup.ts'],
        },
      ),
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts', 'test/testbed/**/*.e2e.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
