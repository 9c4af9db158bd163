/**
 * The agent process: one per host, as root, not in the boot path. Wiring only.
 * @module
 */
import { join } from 'node:path';
import { systemClock } from '#src/clock/clock.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { createExec } from '#src/exec/exec.node.ts';
import type { HostFacts } from '#src/intent/report.ts';
import { createLogger, type Logger } from '#src/log/logger.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { decodeHostReport, encodeHostReport } from '#src/wire/report-wire.ts';
import { openApply, type OpenedApply } from './apply/open-apply.node.ts';
import { Wakeup } from './apply/wakeup.ts';
import { withConfigFile } from './config-file.node.ts';
import { AGENT_USAGE, type AgentConfig, readConfig } from './config.ts';
import { doctorCommand } from './doctor-command.node.ts';
import { readToken } from './enroll/token-file.node.ts';
import { lifeOf } from './keys/agent-identity.ts';
import { identityFile } from './keys/identity-file.node.ts';
import { identityCommand } from './identity-command.node.ts';
import { followLostKeys } from './keys/lost-keys.node.ts';
import { openSelf, ownKeysPath } from './keys/open-self.node.ts';
import { openWithKeys } from './keys/open-with-keys.ts';
import { factsNow, isTpmPresent, readFacts } from './machine.node.ts';
import type { AgentMetrics, AgentSources } from './metrics/agent-metrics.ts';
import { openMetrics } from './metrics/open-metrics.node.ts';
import { hostKeyProblem } from './seal/host-key.node.ts';
import { openProviding, type Providing } from './provider/open-provider.node.ts';
import type { Quote } from './session/attester.ts';
import { ensureEnrolled } from './session/ensure-enrolled.ts';
import type { IdentityHolder } from './session/identity-holder.ts';
import { runLink } from './session/run-link.ts';
import { HostTpm } from './tpm/host-tpm.ts';
import { openTransport } from './tpm/open-tpm.node.ts';
import { openWatch } from './tpm/open-watch.ts';
import type { TpmWatch } from './tpm/tpm-watch.ts';
import { createSystemd } from './units/systemd.node.ts';
import { AGENT_VERSION } from './version.ts';

const real = { clock: systemClock, random: systemRandom };

/** `identity`, `doctor`, or the agent itself. */
export async function runAgent(argv: readonly string[]): Promise<void> {
  const [verb, ...rest] = argv;
  if (verb === 'identity') {
    process.stdout.write(await identityCommand(rest));
  } else if (verb === 'doctor') {
    const { text, isWell } = await doctorCommand(rest);
    process.stdout.write(text);
    process.exitCode = isWell ? 0 : 1;
  } else {
    await serve(argv);
  }
}

/** Resolves after SIGTERM or SIGINT; no unit is touched by stopping. */
async function serve(argv: readonly string[]): Promise<void> {
  const config = readConfig(withConfigFile(argv));
  const log = createLogger({ level: config.logLevel, name: 'agent' });
  const signal = stopSignal(log);
  try {
    // Before anything that may take long: units may be starting.
    await using providing = await openProviding({ config, log });
    const open = async () => openTransport(config.tcti);
    await using tpm = new HostTpm({ open, ...real, onAway: () => watch.noticeAway() });
    const watch = openWatch({ ...real, tpm, isTpmPresent: isTpmPresent(config.execEnv), log });
    await using written = openMetrics({
      directory: config.metricsDir,
      intervalMs: config.metricsIntervalMs,
      version: AGENT_VERSION,
      tpmSeen: () => watch.seen,
      clock: real.clock,
      log,
    });
    await run({ config, log, providing, tpm, watch, metrics: written.metrics }, signal);
  } catch (reason) {
    if (!signal.aborted) throw reason;
  }
}

type Started = {
  readonly config: AgentConfig;
  readonly log: Logger;
  readonly providing: Providing;
  readonly tpm: HostTpm;
  readonly watch: TpmWatch;
  readonly metrics: AgentMetrics;
};

async function run(started: Started, signal: AbortSignal): Promise<void> {
  const { config, log, tpm, watch, metrics } = started;
  const { refuseLockedOut } = watch;
  const exec = createExec(config.execEnv);
  using systemd = createSystemd({ socket: config.busSocket, clock: real.clock });
  const systemdVersion = await systemd.version();
  const facts = await readFacts({ ...config, systemdVersion });
  const renewals = renewalRequests();
  const onKxLost = (): void => renewals.wake();
  // Its own keys are in the TPM.
  if (config.identity !== 'Software') await watch.waitWhileLockedOut(signal);
  const opening = { ...real, config, tpm, refuseLockedOut, exec, systemdVersion, log, onKxLost };
  const { keys, self } = await openSelf({ ...opening, hostKeyProblem: hostKeyProblem() });
  await real.clock.sleep(real.random.fraction() * config.startDelayMs, signal);
  const enrolment = { ...enrolmentBy(config), ...real, keys, self, log, applicant: () => facts };
  const holder: IdentityHolder = { identity: await ensureEnrolled(enrolment, signal) };
  await using apply = await openApply({
    ...started,
    exec,
    systemd,
    useTpm: async (work) => tpm.withTpm(work),
    encodeHostReport,
    decodeHostReport,
    ...real,
    openEnvelope: openWithKeys({ kx: self.kx, holder, clock: real.clock }),
    forgetKeys: async (needed) => self.kx.forget(holder.identity.kxEpoch, needed),
    identity: { hostUid: holder.identity.hostUid, bootId: facts.bootId, receiptKey: keys.receipt },
  });
  const { engine, guard } = apply;
  metrics.watch(knownBy(apply, holder));
  await followLostKeys(ownKeysPath(config.stateDir), guard, log);
  watch.follow(() => guard.wake());
  const { controllerSession: sessionAddresses } = config;
  const session = { ...toldBy(apply, facts, started), holder, renewals, sessionAddresses };
  log.info({ hostUid: holder.identity.hostUid, systemd: systemdVersion }, 'ready');
  await together(signal, [
    async (stop) => engine.run(stop),
    async (stop) => guard.run(stop),
    async (stop) => watch.run(stop),
    async (stop) => runLink({ ...enrolment, ...session }, stop),
  ]);
}

function enrolmentBy(config: AgentConfig) {
  return {
    caPins: config.caPins,
    token: async () => readToken(config.tokenFile),
    identityFile: identityFile(join(config.stateDir, 'identity.json')),
    enrollAddresses: config.controllerEnroll,
    backoff: { baseMs: config.backoffBaseMs, maxMs: config.backoffMaxMs },
  };
}

function toldBy(
  { engine, spool, signatures, tpmTimes }: OpenedApply,
  facts: HostFacts,
  { tpm, watch, metrics: contact }: Started,
) {
  const quote: Quote = async (asked) => watch.refuseLockedOut().then(async () => tpm.quote(asked));
  const followTpm = (listener: () => void) => watch.follow(listener);
  const told = { quote, contact, followTpm, facts: () => factsNow(facts, tpmTimes, watch) };
  return { engine, spool, signatures, ...told };
}

function knownBy({ sealedCount: sealed }: OpenedApply, holder: IdentityHolder): AgentSources {
  return { sealed, certificateNotAfterMs: () => lifeOf(holder.identity).notAfterMs };
}

/** Ends with the first that fails, when the others have ended too: nothing keeps half an agent alive. */
async function together(
  signal: AbortSignal,
  loops: readonly ((signal: AbortSignal) => Promise<void>)[],
): Promise<void> {
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const running = loops.map(async (loop) => {
    try {
      await loop(stop);
    } catch (reason) {
      failure.abort(reason);
      throw reason;
    }
  });
  await Promise.allSettled(running);
  failure.signal.throwIfAborted();
}

/** `systemctl kill --signal=SIGUSR2`: a new key for envelopes and a new certificate, now. */
function renewalRequests(): Wakeup {
  const renewals = new Wakeup();
  process.on('SIGUSR2', () => renewals.wake());
  return renewals;
}

function stopSignal(log: Logger): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.once(name, () => {
      log.info({ signal: name }, 'stopping');
      stop.abort(new Error(name));
    });
  }
  return stop.signal;
}

async function main(argv: readonly string[]): Promise<void> {
  if (argv.includes('--help')) {
    process.stdout.write(`${AGENT_USAGE}\n`);
    return;
  }
  try {
    await runAgent(argv);
  } catch (reason) {
    const { code, message } = CredfleetError.from(reason, 'COMMAND_FAILED', 'running');
    process.stderr.write(`credfleet-agent: ${message} [${code}]\n`);
    process.exitCode = code === 'USAGE' ? 2 : 1;
  }
}

if (import.meta.main) await main(process.argv.slice(2));
