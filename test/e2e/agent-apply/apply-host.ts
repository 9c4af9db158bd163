/**
 * A test host with the repository and Node bound in, where tests run the apply engine through driver.ts.
 * @module
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostReport } from '#src/intent/report.ts';
import { startTestbed, type HostSpec, type Testbed, type TestHost } from '#test/testbed/testbed.ts';
import type { DriverIntent, DriverPush } from './driver.ts';

const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
export const REPO_IN_HOST = '/opt/credfleet/repo';
export const NODE_IN_HOST = '/opt/credfleet/node';
const UID = '11111111-1111-4111-8111-111111111111';

export type DriverLine = { readonly kind: string; readonly ms: number; readonly value: unknown };
export type DriverRun = { readonly exitCode: number; readonly lines: readonly DriverLine[] };

export async function startApplyHosts(hosts: readonly HostSpec[]): Promise<Testbed> {
  return startTestbed({
    hosts,
    binds: [
      { source: ROOT, target: REPO_IN_HOST },
      { source: realNode(), target: NODE_IN_HOST },
    ],
  });
}

function realNode(): string {
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
  const file = join(ROOT, `node_modules/node-linux-${arch}/bin/node`);
  return existsSync(file) ? file : process.execPath;
}

/** Runs the engine until `ends` assignments have ended, or until the failpoint kills it. */
export async function drive(
  host: TestHost,
  ends: number,
  options: { readonly pushes?: readonly DriverPush[]; readonly failpoint?: string } = {},
): Promise<DriverRun> {
  const files: string[] = [];
  for (const push of options.pushes ?? []) {
    const file = `/run/push-${push.hostSeq}.json`;
    await host.writeFile(file, JSON.stringify(push), 0o600);
    files.push(file);
  }
  const driver = `${REPO_IN_HOST}/test/e2e/agent-apply/driver.ts`;
  const result = await host.run([NODE_IN_HOST, driver, String(ends), ...files], {
    timeoutMs: 60_000,
    env: {
      SYSTEMD_TPM2_DEVICE: host.tpm.device,
      ...(options.failpoint === undefined ? {} : { CREDFLEET_FAILPOINT: options.failpoint }),
    },
  });
  const lines = result.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as DriverLine);
  return { exitCode: result.exitCode, lines };
}

/** What the engine that runs, or ran last, has on disk for the controller: the phases of one version. */
export async function spooled(
  host: TestHost,
  name: string,
  version: number,
): Promise<readonly string[]> {
  const { stdout } = await host.run(['cat', '/var/lib/credfleet/spool/reports']);
  return stdout
    .split('\n')
    .flatMap((line) => /"body":"([^"]*)"/u.exec(line)?.[1] ?? [])
    .map((body) => JSON.parse(Buffer.from(body, 'base64').toString('utf8')) as HostReport)
    .filter(({ credential }) => credential.name === name && credential.version === version)
    .map(({ credential }) => credential.phase);
}

export type Said = {
  readonly name: string;
  readonly version: number;
  readonly content: string;
};

/** Credential `name` for unit `name.service`. */
export function intentOf(
  { name, version, content }: Said,
  change: Partial<DriverIntent> = {},
): DriverIntent {
  return {
    uid: UID,
    namespace: 'shop',
    name,
    version,
    operation: 'put',
    rolloutUid: `rollout-${version}`,
    attempt: 1,
    items: [{ name, content }],
    delivery: { type: 'Service', store: 'Persistent', dropIn: 'Managed' },
    sealing: { key: 'HostAndTPM2', tpm2Pcrs: [] },
    activation: {
      units: [{ name: `${name}.service`, action: 'Restart' }],
      autoDetect: true,
      coalesceMs: 0,
    },
    health: {
      minHealthyMs: 0,
      deadlineMs: 30_000,
      maxRestarts: 0,
      verifyLoaded: 'Required',
      probes: [],
    },
    rollbackOnFailure: true,
    ...change,
  };
}
