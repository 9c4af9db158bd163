/**
 * The agent as one executable: Node with the agent's bundle inside, and the flags that keep it small. Node of
 * another architecture is filled without being run.
 * @module
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A process that sleeps nearly always: no compiler (and so no memory that is writable and executable), a small heap,
 * no helper threads. SIGUSR1 would open Node's debugger.
 */
const AGENT_NODE_FLAGS = [
  '--jitless',
  '--max-semi-space-size=2',
  // What its start leaves behind is collected when it has started; an idle agent would keep it, 3 to 11 MiB, for ever.
  '--initial-old-space-size=12',
  '--single-threaded',
  '--disable-sigusr1',
  // node:ffi is one: the C library says which unit asks for a credential.
  '--disable-warning=ExperimentalWarning',
];

export type ExecutableParts = {
  readonly bundle: string;
  /** Node to fill; of the version that runs this. */
  readonly node: string;
  readonly outFile: string;
};

export function buildExecutable({ bundle, node, outFile }: ExecutableParts): void {
  const folder = mkdtempSync(join(dirname(outFile), '.sea-'));
  try {
    const stripped = join(folder, 'node');
    // Debug symbols are a quarter of it. Only binutils of that architecture can take them away.
    const isStripped = spawnSync('strip', ['-o', stripped, node]).status === 0;
    copyFileSync(bundle, join(folder, 'agent.mjs'));
    // Relative: the path of what was put in stays in it.
    const config = {
      main: 'agent.mjs',
      mainFormat: 'module',
      executable: isStripped ? stripped : node,
      output: 'agent',
      disableExperimentalSEAWarning: true,
      // It would save 30 ms per start, and differ at each build.
      useCodeCache: false,
      execArgv: AGENT_NODE_FLAGS,
      execArgvExtension: 'none',
    };
    writeFileSync(join(folder, 'sea.json'), JSON.stringify(config));
    run(process.execPath, ['--build-sea', 'sea.json'], { cwd: folder });
    renameSync(join(folder, 'agent'), outFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns standard output. */
export function run(
  file: string,
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): string {
  const result = spawnSync(file, args, {
    encoding: 'utf8',
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  });
  if (result.status === 0) return result.stdout;
  const why = result.error?.message ?? `${result.stderr}${result.stdout}`;
  throw new Error(`'${[file, ...args].join(' ')}' failed: ${why}`);
}
