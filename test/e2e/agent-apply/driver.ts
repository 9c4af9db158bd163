/**
 * The apply engine alone inside a test host: no controller, no session. Pushes are JSON files with
 * content in the open, which only this driver accepts; it exits when all of them have ended. Each line of
 * its output is one JSON object.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { openApply } from '#agent/apply/open-apply.node.ts';
import { AgentMetrics } from '#agent/metrics/agent-metrics.ts';
import type { OpenEnvelope } from '#agent/apply/ports.ts';
import { HostTpm } from '#agent/tpm/host-tpm.ts';
import { openTransport } from '#agent/tpm/open-tpm.node.ts';
import { createSystemd } from '#agent/units/systemd.node.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { itemDigest } from '#src/envelope/digest.ts';
import { createExec } from '#src/exec/exec.node.ts';
import type { Exec } from '#src/exec/exec.ts';
import type { Intent } from '#src/intent/intent.ts';
import type { HostReport } from '#src/intent/report.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { Secret } from '#src/secret/secret.ts';

export type DriverIntent = Omit<Intent, 'items'> & {
  readonly items: readonly { readonly name: string; readonly content: string }[];
};
export type DriverPush = { readonly hostSeq: number; readonly intents: readonly DriverIntent[] };

const KEY = Buffer.alloc(32, 7);
const TERMINAL = new Set(['Healthy', 'Failed', 'RolledBack', 'Removed']);
const startedAtMs = performance.now();
const clock = systemClock;

function say(kind: string, value: unknown): void {
  console.log(JSON.stringify({ kind, ms: Math.round(performance.now() - startedAtMs), value }));
}

const openEnvelope: OpenEnvelope = async (envelope) => {
  const push = JSON.parse(Buffer.from(envelope).toString('utf8')) as DriverPush;
  return {
    hostSeq: push.hostSeq,
    intents: push.intents.map((intent) => ({
      intent: {
        ...intent,
        items: intent.items.map(({ name, content }) => ({
          name,
          digest: itemDigest(KEY, name, Buffer.from(content)),
        })),
      },
      digestKey: new Secret(new Uint8Array(KEY)),
      items: intent.items.map(({ name, content }) => ({
        name,
        content: new Secret(new Uint8Array(Buffer.from(content))),
      })),
    })),
  };
};

function timedExec(): Exec {
  const tpm = process.env['SYSTEMD_TPM2_DEVICE'];
  const exec = createExec(tpm === undefined ? {} : { SYSTEMD_TPM2_DEVICE: tpm });
  return async (request) => {
    const fromMs = performance.now();
    const result = await exec(request);
    say('exec', { verb: request.args[0], tookMs: Math.round(performance.now() - fromMs) });
    return result;
  };
}

const log = (...args: unknown[]): void => say('log', args.map(String));
const systemd = createSystemd({ socket: '/run/dbus/system_bus_socket', clock });
const tcti = process.env['SYSTEMD_TPM2_DEVICE'] ?? '';
await using hostTpm = new HostTpm({
  open: async () => openTransport(tcti),
  clock,
  random: systemRandom,
});
let ended = 0;
await using apply = await openApply({
  providing: { isOpen: false, follow: () => undefined },
  config: {
    stateDir: '/var/lib/credfleet',
    credstores: { Persistent: '/etc/credstore.encrypted', Volatile: '/run/credstore.encrypted' },
    bootDir: undefined,
    userStore: '/var/lib/credfleet-users',
    unitDir: '/etc/systemd/system',
    loadedDir: '/run/credentials',
    allowFile: '/etc/credfleet/allow.json',
    failpoint: process.env['CREDFLEET_FAILPOINT'],
  },
  exec: timedExec(),
  clock,
  random: systemRandom,
  systemd,
  useTpm: async (work) => hostTpm.withTpm(work),
  watch: { refuseLockedOut: async () => undefined, takeLockoutOver: () => false },
  metrics: new AgentMetrics({ clock, version: 'driver', tpmSeen: () => undefined }),
  openEnvelope,
  forgetKeys: async () => undefined,
  identity: {
    hostUid: '00000000-0000-0000-0000-000000000001',
    bootId: 'boot',
    receiptKey: generateKeyPairSync('ed25519').privateKey,
  },
  encodeHostReport: (report) => {
    if (TERMINAL.has(report.credential.phase)) ended += 1;
    say('report', report.credential);
    return Buffer.from(JSON.stringify(report));
  },
  decodeHostReport: (body) => JSON.parse(Buffer.from(body).toString('utf8')) as HostReport,
  log: { debug: log, info: log, warn: log, error: log },
});

const { engine } = apply;
const stop = new AbortController();
await systemd.loadedServices();
say('started', { hostSeq: engine.hostSeq() });
const running = engine.run(stop.signal);
const [expectedEnds = '0', ...files] = process.argv.slice(2);
for (const file of files) {
  try {
    await engine.accept(await readFile(file));
    say('accepted', file);
  } catch (error) {
    say('refused', String(error));
    ended += 1;
  }
}
while (ended < Number(expectedEnds)) await clock.sleep(5);
stop.abort();
await running;
say('done', engine.inventory());
systemd[Symbol.dispose]();
