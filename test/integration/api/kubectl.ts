/**
 * Runs the real kubectl. Where it is missing the tests fail and say what to install; CREDFLEET_KUBECTL=none
 * leaves them out and says so, CREDFLEET_KUBECTL=/path names another one.
 * @module
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const configured = process.env['CREDFLEET_KUBECTL'] ?? 'kubectl';
export const isKubectlLeftOut = configured === 'none';

if (isKubectlLeftOut) {
  console.warn('MISSING: kubectl (CREDFLEET_KUBECTL=none): the kubectl tests are left out');
}

export type KubectlResult = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type Kubectl = {
  /** Resolves with what it printed; rejects when it exits non-zero. */
  run(args: readonly string[], input?: string): Promise<string>;
  /** Resolves whatever the exit code. */
  attempt(args: readonly string[], input?: string): Promise<KubectlResult>;
  /** Starts it and gives its output as it comes; `stop` ends it. */
  start(args: readonly string[]): { readonly output: AsyncIterable<string>; stop(): void };
};

/** @throws {Error} when there is no kubectl. */
export function kubectlFor(kubeconfig: string, directory: string): Kubectl {
  requireKubectl();
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: directory,
    KUBECONFIG: kubeconfig,
    KUBECACHEDIR: join(directory, 'kube-cache'),
  };
  const launch = (args: readonly string[]) =>
    spawn(configured, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });

  const attempt: Kubectl['attempt'] = async (args, input = '') => {
    const child = launch(args);
    const { promise, resolve, reject } = Promise.withResolvers<KubectlResult>();
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
    child.stdin.end(input);
    return await promise;
  };
  return {
    attempt,
    run: async (args, input) => {
      const { code, stdout, stderr } = await attempt(args, input);
      if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}${stdout}`);
      return stdout;
    },
    start: (args) => {
      const child = launch(args);
      child.stdout.setEncoding('utf8');
      return { output: child.stdout as AsyncIterable<string>, stop: () => child.kill() };
    },
  };
}

function requireKubectl(): void {
  const found = spawnSync(configured, ['version', '--client'], { stdio: 'ignore' });
  if (found.error === undefined) return;
  throw new Error(
    `'${configured}' cannot be started: install kubectl (https://kubernetes.io/docs/tasks/tools/), or set CREDFLEET_KUBECTL=none to leave these tests out`,
  );
}
