/**
 * Wires the real halves of apply: journal, stores, units, spool. main.ts calls it once.
 * @module
 */
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { allowListReader } from '#agent/allow/allow-list.node.ts';
import { statePaths, storePaths, type AgentConfig } from '#agent/config.ts';
import { lookAt } from '#agent/drift/look.node.ts';
import { watchFolders } from '#agent/drift/watch-folders.node.ts';
import { fingerprintReader, knownFingerprint } from '#agent/heal/fingerprint.node.ts';
import { Guard, type GuardParts } from '#agent/heal/guard.ts';
import { createCredstore } from '#agent/install/credstore.node.ts';
import { sealedCopies } from '#agent/install/sealed-copies.node.ts';
import { createDropIns } from '#agent/install/drop-ins.node.ts';
import { pcrKeyFile } from '#agent/pcr/pcr-key-file.node.ts';
import type { AgentMetrics } from '#agent/metrics/agent-metrics.ts';
import { PcrSignatures } from '#agent/pcr/pcr-signatures.ts';
import { effectiveSignatures, signatureFiles } from '#agent/pcr/signature-files.node.ts';
import { hostKeyProblem, readHostKey } from '#agent/seal/host-key.node.ts';
import type { UseTpm } from '#agent/seal/open-sealed.ts';
import { sealedTester } from '#agent/seal/test-sealed.ts';
import type { TpmWatch } from '#agent/tpm/tpm-watch.ts';
import { TpmTimes } from '#agent/seal/tpm-times.ts';
import type { Providing } from '#agent/provider/open-provider.node.ts';
import { openSpool } from '#agent/spool/spool.node.ts';
import { activityReader } from '#agent/units/activity.node.ts';
import { handedOnReader } from '#agent/units/handed-on.node.ts';
import { loadedReader } from '#agent/units/loaded.node.ts';
import type { Systemd } from '#agent/units/systemd.ts';
import type { Clock } from '#src/clock/clock.ts';
import type { Exec } from '#src/exec/exec.ts';
import type { Random } from '#src/random/random.ts';
import type { CredentialReport, HostReport } from '#src/intent/report.ts';
import { createEngine, type EngineOptions } from './engine.ts';
import { openEnvelopes } from './envelopes.node.ts';
import { failpointsFor } from './failpoints.node.ts';
import type { JournalState } from './journal-state.ts';
import { openJournal } from './journal.node.ts';
import type { ApplyEngine, ForgetKeys, OpenEnvelope, ReportSpool } from './ports.ts';
import { createProbes } from './probes.node.ts';
import { Turns } from './turns.ts';

export type ApplyOptions = {
  readonly config: Pick<
    AgentConfig,
    | 'stateDir'
    | 'credstores'
    | 'bootDir'
    | 'userStore'
    | 'unitDir'
    | 'loadedDir'
    | 'allowFile'
    | 'failpoint'
  >;
  readonly exec: Exec;
  readonly clock: Clock;
  readonly random: Random;
  readonly systemd: Systemd;
  readonly useTpm: UseTpm;
  readonly watch: Pick<TpmWatch, 'refuseLockedOut' | 'takeLockoutOver'>;
  readonly metrics: Pick<AgentMetrics, 'timed' | 'countedTest'>;
  readonly providing: Pick<Providing, 'isOpen' | 'follow'>;
  readonly openEnvelope: OpenEnvelope;
  readonly forgetKeys: ForgetKeys;
  readonly identity: {
    readonly hostUid: string;
    readonly bootId: string;
    /** Ed25519 private key. */
    readonly receiptKey: KeyObject;
  };
  readonly encodeHostReport: (report: HostReport) => Uint8Array;
  readonly decodeHostReport: (body: Uint8Array) => HostReport;
  readonly log: EngineOptions['log'];
};

/** Below /run/credentials: what systemd-stub handed to this boot, sealed as it lay on its partition. */
const BOOT_CREDENTIALS = '@encrypted';
const CONTROL_GROUPS = '/sys/fs/cgroup';

type Context = EngineOptions['context'];

export type OpenedApply = AsyncDisposable & {
  readonly engine: ApplyEngine;
  readonly spool: ReportSpool;
  readonly guard: Guard;
  readonly signatures: PcrSignatures;
  readonly tpmTimes: TpmTimes;
  /** How many sealed files it keeps. */
  readonly sealedCount: () => number;
};

/** @throws {CredfleetError} STATE_CORRUPT, STATE_UNWRITABLE, CONFIG_INVALID */
export async function openApply(options: ApplyOptions): Promise<OpenedApply> {
  const { config, clock, openEnvelope, forgetKeys, providing, log } = options;
  const paths = statePaths(config.stateDir);
  const { hostUid } = options.identity;
  const envelopes = await openEnvelopes(paths.envelopes, hostUid);
  const [journal, spool] = await Promise.all([
    openJournal(paths.journal, hostUid, envelopes.accepted()),
    openSpool({
      ...options.identity,
      path: paths.spool,
      encodeHostReport: options.encodeHostReport,
      decodeHostReport: options.decodeHostReport,
      clock,
    }),
  ]);
  providing.follow(() => journal.state());
  const tpmTimes = new TpmTimes(clock, options.metrics.timed);
  const parts = { journal, spool, isProviding: providing.isOpen, tpmTimes };
  const context = createContext(options, parts);
  const engine = createEngine({
    context,
    openEnvelope,
    forgetKeys,
    envelopes,
    log,
    beforeAccept: async (uids) => guard.beforeAccept(uids),
    onApplied: () => guard.wake(),
  });
  const signatures = new PcrSignatures({
    files: signatureFiles(paths.pcr),
    folder: paths.pcr,
    onChange: () => guard.signaturesChanged(),
    log,
  });
  const guard = createGuard(options, { context, engine, signatures });
  return {
    engine,
    spool,
    guard,
    signatures,
    tpmTimes,
    sealedCount: () => sealedCount(journal.state()),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([journal, envelopes, spool].map(async (one) => one[Symbol.asyncDispose]()));
    },
  };
}

function sealedCount({ credentials }: JournalState): number {
  return [...credentials.values()].reduce((sum, { held }) => sum + (held?.items.length ?? 0), 0);
}

type ContextParts = Pick<Context, 'journal' | 'isProviding'> & {
  readonly spool: ReportSpool;
  readonly tpmTimes: TpmTimes;
};

function createContext(options: ApplyOptions, { spool, ...parts }: ContextParts): Context {
  const { tpmTimes } = parts;
  const { config, clock, systemd, useTpm, log } = options;
  const { refuseLockedOut } = options.watch;
  const exec = tpmTimes.timedExec(options.exec);
  return {
    ...parts,
    bootId: options.identity.bootId,
    bootDigest: async (name) =>
      (await lookAt(join(config.loadedDir, BOOT_CREDENTIALS, name)))?.digest,
    exec,
    clock,
    systemd,
    credstore: createCredstore(storePaths(config)),
    copies: sealedCopies(statePaths(config.stateDir).copies),
    dropIns: createDropIns(config.unitDir),
    readLoaded: loadedReader(config.loadedDir),
    isHandedOn: handedOnReader(systemd),
    readActivity: activityReader(CONTROL_GROUPS),
    runProbe: createProbes(systemd),
    hostKeyProblem: hostKeyProblem(),
    refuseLockedOut,
    pcrKeyFile: pcrKeyFile(statePaths(config.stateDir).pcr),
    testSealed: options.metrics.countedTest(
      tpmTimes.timedTest(
        sealedTester({
          exec,
          refuseLockedOut,
          opening: { useTpm, readHostKey, readSignatures: () => effectiveSignatures(), clock },
          onUndecided: ({ code, message }) =>
            log.info({ code }, `systemd-creds decides: ${message}`),
        }),
      ),
    ),
    readAllowList: allowListReader(config.allowFile),
    spool: loggedSpool(spool, log),
    turns: new Turns(),
    reach: failpointsFor(config.failpoint),
  };
}

function createGuard(
  { config, systemd, useTpm, identity, random, log, watch }: ApplyOptions,
  { context, engine, signatures }: Pick<GuardParts, 'context' | 'engine' | 'signatures'>,
): Guard {
  const paths = statePaths(config.stateDir);
  const systemdVersion = async (): Promise<number> => systemd.version();
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  return new Guard({
    context,
    engine,
    signatures,
    drift: { lookAt, owner, unitDir: config.unitDir },
    watchFolders,
    readFingerprint: fingerprintReader({ bootId: identity.bootId, systemdVersion, useTpm }),
    known: knownFingerprint(paths.fingerprint),
    takeLockoutOver: () => watch.takeLockoutOver(),
    random,
    log,
  });
}

/** The owner of the host reads in the journal what the controller is told: how it ended, and on request what was before. */
function loggedSpool(spool: ReportSpool, log: ApplyOptions['log']): Context['spool'] {
  const write = ({ namespace, name, version, phase, code, message }: CredentialReport): void => {
    const fields = { credential: `${namespace}/${name}`, version, phase, code };
    if (code !== undefined) log.warn(fields, message);
    else if (phase === 'Sealed') log.debug(fields, message);
    else log.info(fields, message);
  };
  return {
    append: (report) => {
      write(report);
      return spool.append(report);
    },
    gather: (report) => {
      write(report);
      return spool.gather(report);
    },
    flush: () => spool.flush(),
  };
}
