/**
 * The long-running halves behind their verbs, each loaded only when asked for, so that `credfleet status`
 * does not pay for a controller.
 * @module
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Processes } from './context.ts';
import { exitCodes } from './exit-codes.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const nodeProcesses: Processes = {
  up: async (options, onReady) => {
    const { runUp } = await import('#controller/main.ts');
    await runUp(options, onReady);
  },
  controller: async (options) => {
    const { runController } = await import('#controller/main.ts');
    await runController(options);
  },
  agent: async (argv) => {
    const { runAgent } = await import('#agent/main.ts');
    await runAgent(argv);
  },
  agentUsage: async () => (await import('#agent/config.ts')).AGENT_USAGE,
  demo: async (argv) => {
    const script = join(ROOT, 'test/demo/main.ts');
    if (!existsSync(script)) {
      throw new CredfleetError(
        'USAGE',
        "the demo comes with the repository only: clone it and run 'npm run demo'",
      );
    }
    const child = spawn(process.execPath, [script, ...argv], { stdio: 'inherit' });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code === 0 ? exitCodes.ok : exitCodes.error;
  },
};
