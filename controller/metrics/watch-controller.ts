/**
 * Gathers the numbers of a running controller when somebody asks, and says whether it is ready.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import type { Sinks } from '#controller/audit/sinks/sinks.ts';
import type { Retention } from '#controller/audit/retention/retention.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import type { Context } from '#controller/reconcile/context.ts';
import { WATCHED_KINDS } from '#controller/reconcile/watch-objects.ts';
import { formatFamilies } from '#src/metrics/families.ts';
import { version } from '#src/version.ts';
import type { ApiRequests } from './api-requests.ts';
import type { Counted } from './counted.ts';
import { gaugesOf, type Now } from './gauges.ts';
import { type Health, judgeHealth } from './health.ts';
import { liveRollouts } from './live-rollouts.ts';
import type { Reconciles } from './reconciles.ts';
import type { RestRequests } from './rest-requests.ts';

export type Watched = {
  readonly context: Context;
  readonly keyring: Pick<Keyring, 'ca'>;
  readonly counted: Counted;
  readonly reconciles: Reconciles;
  /** Of the embedded API, where there is one. */
  readonly apiRequests?: ApiRequests;
  readonly restRequests: RestRequests;
  readonly retention: Pick<Retention, 'problem' | 'failures'>;
  readonly sinks: Pick<Sinks, 'numbers'>;
  readonly signal: AbortSignal;
};

export class ControllerWatch {
  readonly #watched: Watched;
  #hasCaches = false;
  /** The ports for hosts are open. */
  isServing = false;

  constructor(watched: Watched) {
    this.#watched = watched;
    const { objects } = watched.context;
    void Promise.all(WATCHED_KINDS.map((kind) => objects.cache(kind).synced)).then(
      () => (this.#hasCaches = true),
      // It is not ready, then.
      () => undefined,
    );
  }

  async metrics(): Promise<string> {
    const { context, counted, reconciles, apiRequests, restRequests } = this.#watched;
    await counted.follow(context);
    return formatFamilies([
      ...gaugesOf(this.#now()),
      ...counted.families(),
      ...reconciles.families(),
      ...(apiRequests?.families() ?? []),
      ...restRequests.families(),
    ]);
  }

  readiness(): Health {
    const { context, signal } = this.#watched;
    return judgeHealth([
      { name: 'running', problem: () => (signal.aborted ? 'is stopping' : undefined) },
      { name: 'ports', problem: () => (this.isServing ? undefined : 'are not open yet') },
      { name: 'caches', problem: () => (this.#hasCaches ? undefined : 'are not filled yet') },
      {
        name: 'ledger',
        problem: () => {
          context.ledger.identityByName('');
          return undefined;
        },
      },
    ]);
  }

  #now(): Now {
    const { context, keyring, counted, retention, sinks } = this.#watched;
    const { view, ledger, clock, sources, presence } = context;
    const hosts = view.all('Host');
    const present = new Set(hosts.map(({ metadata }) => metadata.uid));
    return {
      nowMs: clock.nowMs(),
      version,
      hosts,
      connectedHostUids: context.sessions().connectedHostUids(),
      tpms: hosts.flatMap(({ metadata, spec }) => {
        const seen = presence.get(metadata.uid)?.facts.tpm;
        return seen === undefined || spec.revoked === true ? [] : [seen];
      }),
      credentials: view.all('HostCredential'),
      rollouts: view.all('CredentialRollout'),
      liveRollouts: liveRollouts(context),
      freezes: view.all('ChangeFreeze'),
      blocks: ledger.blocks({ isOpen: true }).map(({ kind }) => kind),
      certificateEnds: ledger
        .identities()
        .filter(({ hostUid }) => present.has(hostUid))
        .map(({ certificateNotAfterMs }) => certificateNotAfterMs),
      caEndMs: new X509Certificate(keyring.ca.certificate).validToDate.getTime(),
      unresolvedSources: [...sources.values()].filter(({ kind }) => kind === 'unresolved').length,
      audit: {
        size: ledger.evidence.head().size,
        firstSeq: ledger.evidence.firstSeq(),
        checkpoint: counted.checkpoint,
        retention,
        sinks: sinks.numbers(),
      },
    };
  }
}
