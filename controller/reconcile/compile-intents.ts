/**
 * What one host shall be sent now: its rows that were dispatched and not accepted yet, each with content
 * and digest key. Asked for at every push, so a host or a grant that was withdrawn meanwhile gets nothing.
 * @module
 */
import type { IntentsFor } from '#controller/stream/ports.ts';
import type { CredentialVersion, HostCredential } from '#src/api/credential.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Intent, OpenedIntent } from '#src/intent/intent.ts';
import type { HostCredentialState } from '#src/rollout/host-state.ts';
import { withdrawnRow } from '#src/rollout/dispatch.ts';
import { foldRefusal } from '#src/rollout/progress.ts';
import type { ReleaseGate } from '#src/rollout/release-gate.ts';
import { newestRequest } from '#src/rollout/reseal.ts';
import type { Context } from './context.ts';
import { expiredStop } from './expiry.ts';
import { revokedOf, targetInput, versionsOf } from './gather.ts';
import { intentSettings } from './intent-defaults.ts';
import { isTargeted } from './is-targeted.ts';
import { itemsUpTo } from './make-tombstone.ts';
import { knowsReseal, wantedReseals } from './wanted-reseals.ts';
import { denialOn, gateOn, mayHoldCredentials, type TargetInput } from './targets.ts';

export function createIntentsFor(context: Context): IntentsFor {
  return async (hostUid, acceptedSeq) => {
    const host = admittedHost(context, hostUid);
    if (host === undefined) return [];
    const unsent = context.ledger.states({ hostUid }).filter((row) => isUnsent(row, acceptedSeq));
    const rows = withoutWithdrawn(context, unsent);
    using opened = new DisposableStack();
    const intents: OpenedIntent[] = [];
    for (const row of rows) {
      const intent = await openOrFail(context, row, host);
      if (intent === undefined) continue;
      opened.use(intent.digestKey);
      for (const { content } of intent.items) opened.use(content);
      intents.push(intent);
    }
    // All of it opened: the caller owns it now.
    opened.move();
    return intents;
  };
}

function isUnsent(row: HostCredentialState, acceptedSeq: number): boolean {
  return row.state === 'Dispatched' && (row.pushSeq === 0 || row.pushSeq > acceptedSeq);
}

/** What an aborted or superseded rollout meant to send is not sent any more. */
function withoutWithdrawn(
  { ledger, clock, requests }: Context,
  unsent: readonly HostCredentialState[],
): readonly HostCredentialState[] {
  const isOver = (row: HostCredentialState) => {
    const state = ledger.rollout(row.rolloutUid)?.state;
    return state === 'Aborted' || state === 'Superseded';
  };
  const withdrawn = unsent.filter((row) => isOver(row));
  if (withdrawn.length === 0) return unsent;
  const nowMs = clock.nowMs();
  ledger.write({ states: withdrawn.map((row) => withdrawnRow(row, nowMs)) });
  for (const { namespace, credential } of withdrawn) {
    requests.rollouts({ namespace, name: credential });
  }
  return unsent.filter((row) => !isOver(row));
}

function admittedHost({ view, ledger }: Context, hostUid: string): Stored<Host> | undefined {
  const identity = ledger.identity(hostUid);
  if (identity === undefined) return undefined;
  const host = view.get('Host', { name: identity.hostName });
  // A Host that was deleted and made anew is another machine.
  if (host === undefined || host.metadata.uid !== hostUid) return undefined;
  return mayHoldCredentials(host) && host.spec.paused !== true ? host : undefined;
}

/** One credential that cannot be opened must not keep the others from the host. */
async function openOrFail(
  context: Context,
  row: HostCredentialState,
  host: Stored<Host>,
): Promise<OpenedIntent | undefined> {
  try {
    return await openIntent(context, row, host);
  } catch (reason) {
    const error = CredfleetError.from(reason, 'STORE_FAILED', `content for ${row.host}`);
    if (error.retry !== 'never') throw error;
    const { code, message } = error;
    context.ledger.write(foldRefusal({ rows: [row], code, message, nowMs: context.clock.nowMs() }));
    context.requests.rollouts({ namespace: row.namespace, name: row.credential });
    return undefined;
  }
}

/** Undefined: it must not be sent (any more). */
async function openIntent(
  context: Context,
  row: HostCredentialState,
  host: Stored<Host>,
): Promise<OpenedIntent | undefined> {
  const ref = { namespace: row.namespace, name: row.credential };
  const credential = context.view.get('HostCredential', ref);
  if (credential === undefined || credential.metadata.uid !== row.credentialUid) return undefined;
  const versions = versionsOf(context, credential);
  const revoked = revokedOf(context, credential, versions);
  const version = versions.find(({ spec }) => spec.number === row.targetVersion);
  if (version === undefined) return notSent(context, row, 'its version is gone');
  const put = { row, credential, version, revoked };
  if (row.removes === true) {
    return mustRemove(context, host, put)
      ? removalIntent(context, { ...put, versions })
      : takeBack(context, row, MANAGED_AGAIN);
  }
  // Whatever was planned before it was revoked.
  if (revoked.has(version.spec.number)) return takeBack(context, row, REVOKED);
  if (credential.metadata.deletionTimestamp !== undefined) return undefined;
  const input = targetInput(context, credential);
  const denial = denialOn(host, input);
  if (denial !== undefined) return notSent(context, row, denial.message);
  const why = waitsFor(context, put, { host, input });
  return why === undefined ? putIntent(context, put, host) : takeBack(context, row, why);
}

function waitsFor(
  { ledger }: Context,
  { row, version }: Put,
  { host, input }: { readonly host: Stored<Host>; readonly input: TargetInput },
): Why | undefined {
  const record = ledger.rollout(row.rolloutUid);
  return gateOn(host, input) ?? expiredStop(version, record, input.nowMs);
}

type Why = Pick<ReleaseGate, 'message'> & { readonly reason: string };
const REVOKED: Why = { reason: 'Revoked', message: 'the version was revoked before it was sent' };
const MANAGED_AGAIN: Why = { reason: 'Returned', message: 'the host is a target again' };

function notSent({ log }: Context, row: HostCredentialState, why: string): undefined {
  const { host, namespace, credential: name, targetVersion: version } = row;
  log.warn({ host, namespace, name, version, why }, 'not sent');
}

/** A host that is a target again keeps what it has, unless all hosts lose it. */
function mustRemove(context: Context, host: Stored<Host>, { credential, version }: Put): boolean {
  if (version.spec.removes !== undefined) return true;
  if (!isTargeted(credential.spec.targets, host)) return true;
  return denialOn(host, targetInput(context, credential)) !== undefined;
}

/** Between the plan and now its quote became too old, or is of an earlier session: it is planned again. */
function takeBack(
  { ledger, clock, log, requests }: Context,
  row: HostCredentialState,
  { reason, message }: Why,
): undefined {
  const { host, namespace, credential: name, targetVersion } = row;
  log.info({ host, namespace, name, version: targetVersion, reason }, message);
  ledger.write({ states: [withdrawnRow(row, clock.nowMs())] });
  requests.rollouts({ namespace, name });
}

type Put = {
  readonly row: HostCredentialState;
  readonly credential: Stored<HostCredential>;
  readonly version: Stored<CredentialVersion>;
  readonly revoked: ReadonlySet<number>;
};

async function putIntent(
  context: Context,
  { row, credential, version, revoked }: Put,
  host: Stored<Host>,
) {
  const { content, keys } = context;
  const { spec } = version;
  const names = spec.items.map((item) => item.name);
  const ref = { namespace: row.namespace, credential: row.credential, version: spec.number };
  const items = await content.open(ref, names);
  const intent = intentOf(row, credential, {
    operation: 'put',
    items: spec.items.map(({ name, digest }) => ({ name, digest })),
    ...revokedBefore(revoked, spec.number),
    ...sealRequestTo(context, host, version),
  });
  return { intent, digestKey: keys.digestKey(row.credentialUid), items };
}

/** Whatever it is sent for: what it seals now answers every request to it. */
function sealRequestTo(
  context: Context,
  { metadata: { uid, name, labels = {} } }: Stored<Host>,
  version: Stored<CredentialVersion>,
): Pick<Intent, 'sealRequest'> {
  if (!knowsReseal(context, uid)) return {};
  const request = newestRequest(wantedReseals(context, version), { host: name, labels });
  return request === 0 ? {} : { sealRequest: request };
}

function removalIntent(
  { keys }: Context,
  {
    row,
    credential,
    version: { spec },
    revoked,
    versions,
  }: Put & { readonly versions: readonly Stored<CredentialVersion>[] },
): OpenedIntent {
  const items =
    spec.items.length === 0
      ? itemsUpTo(versions, spec.number)
      : spec.items.map(({ name, digest }) => ({ name, digest }));
  const what = { operation: 'delete', items, ...revokedBefore(revoked, spec.number) } as const;
  const intent = intentOf(row, credential, what);
  // Only what is revoked must not go on running: everything else does until its next start.
  const restarts = revoked.has(row.runningVersion);
  const activation = { ...intent.activation, units: [], autoDetect: false };
  return {
    intent: restarts ? intent : { ...intent, activation },
    digestKey: keys.digestKey(row.credentialUid),
    items: [],
  };
}

function revokedBefore(revoked: ReadonlySet<number>, number: number): Pick<Intent, 'revoked'> {
  const before = [...revoked].filter((one) => one < number).toSorted((a, b) => a - b);
  return before.length === 0 ? {} : { revoked: before };
}

function intentOf(
  row: HostCredentialState,
  { spec }: HostCredential,
  what: Pick<Intent, 'operation' | 'items' | 'revoked' | 'sealRequest'>,
): Intent {
  return {
    uid: row.credentialUid,
    namespace: row.namespace,
    name: row.credential,
    version: row.targetVersion,
    rolloutUid: row.rolloutUid,
    attempt: row.attempt,
    ...what,
    ...intentSettings(spec),
  };
}
