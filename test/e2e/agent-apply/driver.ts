/**
 * The apply engine alone inside a test host: no controller, no session. Pushes are JSON files with
 * content in the open, which only this driver accepts; it exits when all of them have ended.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { allowListReader } from '#agent/allow/allow-list.node.ts';
import { createEngine } from '#agent/apply/engine.ts';
import { openEnvelopes } from '#agent/apply/envelopes.node.ts';
import { failpointsFor } from '#agent/apply/failpoints.node.ts';
import { openJournal } from '#agent/apply/journal.node.ts';
import type { OpenEnvelope } from '#agent/apply/ports.ts';
import { createProbes } from '#agent/apply/probes.node.ts';
import { Turns } from '#agent/apply/turns.ts';
import { statePaths } from '#agent/config.ts';
import { createCredstore } from '#agent/install/credstore.node.ts';
import { createDropIns } from '#agent/install/drop-ins.node.ts';
import { openSpool } from '#agent/spool/spool.node.ts';
import { readActivity } from '#agent/units/activity.node.ts';
import { loadedReader } from '#agent/units/loaded.node.ts';
import { createSystemd } from '#agent/units/systemd.node.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { itemDigest } from '#src/envelope/digest.ts';
import { createExec } from '#src/exec/exec.node.ts';
import type { Intent } from '#src/intent/intent.ts';
import type { HostReport } from '#src/intent/report.ts';
import { Secret } from '#src/secret/secret.ts';

const STATE_DIR = '/var/lib/credfleet';
const KEY = Buffer.alloc(32, 7);

export type DriverPush = {
  readonly hostSeq: number;
  readonly intents: readonly (Omit<Intent, 'items'> & {
    readonly items: readonly { readonly name: string; readonly content: string }[];
  })[];
};

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

const startedAt = performance.now();
const say = (kind: string, value: unknown): void => {
  console.log(JSON.stringify({ kind, ms: Math.round(performance.now() - startedAt), value }));
};

const clock = systemClock;
const paths = statePaths(STATE_DIR);
const tpm = process.env['SYSTEMD_TPM2_DEVICE'];
const exec = createExec(tpm === undefined ? {} : { SYSTEMD_TPM2_DEVICE: tpm });
const timedExec: typeof exec = async (request) => {
  const from = performance.now();
  const result = await exec(request);
  say('exec', { args: request.args.slice(0, 2), tookMs: Math.round(performance.now() - from) });
  return result;
};
const systemd = createSystemd({ socket: '/run/dbus/system_bus_socket', clock });
const journal = await openJournal(paths.journal);
const envelopes = await openEnvelopes(paths.envelopes);
const reach = failpointsFor(process.env['CREDFLEET_FAILPOINT']);
const spool = await openSpool({
  path: paths.spool,
  hostUid: '00000000-0000-0000-0000-000000000001',
  bootId: 'boot',
  receiptKey: generateKeyPairSync('ed25519').privateKey,
  encodeHostReport: (report: HostReport) => {
    say('report', report.credential);
    return Buffer.from(JSON.stringify(report));
  },
  clock,
});
const engine = createEngine({
  context: {
    exec: timedExec,
    clock,
    systemd,
    credstore: createCredstore({
      stores: { Persistent: '/etc/credstore.encrypted', Volatile: '/run/credstore.encrypted' },
      retainedDir: paths.retained,
    }),
    dropIns: createDropIns('/etc/systemd/system'),
    readLoaded: loadedReader('/run/credentials'),
    readActivity,
    runProbe: createProbes(systemd),
    readAllowList: allowListReader('/etc/credfleet/allow.json'),
    journal,
    spool,
    turns: new Turns(),
    reach: (name) => {
      say('reach', name);
      reach(name);
    },
  },
  openEnvelope,
  envelopes,
  log: {
    info: (...args: unknown[]) => say('info', args),
    warn: (...args: unknown[]) => say('warn', args),
    error: (...args: unknown[]) => say('error', args.map(String)),
  },
});

const stop = new AbortController();
await systemd.loadedServices();
say('started', { hostSeq: engine.hostSeq(), pending: journal.state().pending.length });
const running = engine.run(stop.signal);
for (const file of process.argv.slice(2)) {
  const envelope = await readFile(file);
  try {
    await engine.accept(envelope);
    say('accepted', file);
  } catch (error) {
    say('refused', String(error));
  }
}
while (journal.state().pending.length > 0) await clock.sleep(5);
say('done', engine.inventory());
stop.abort();
await running;
systemd[Symbol.dispose]();
