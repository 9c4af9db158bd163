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
import type { Context } from './context.ts';
import { targetInput, versionsOf } from './gather.ts';
import { intentSettings } from './intent-defaults.ts';
import { removalVersion } from './removal.ts';
import { denialOn, gateOn, mayHoldCredentials } from './targets.ts';

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
  if (credential.metadata.deletionTimestamp !== undefined) {
    const isRemoval = row.targetVersion === removalVersion(context, credential);
    return isRemoval ? removalIntent(context, { row, credential, versions }) : undefined;
  }
  const version = versions.find(({ spec }) => spec.number === row.targetVersion);
  const input = targetInput(context, credential);
  const denial = denialOn(host, input);
  if (version === undefined || denial !== undefined) {
    const why = denial?.message ?? 'its version is gone';
    context.log.warn({ host: row.host, ...ref, version: row.targetVersion, why }, 'not sent');
    return undefined;
  }
  const gate = gateOn(host, input);
  return gate === undefined
    ? putIntent(context, { row, credential, version })
    : takeBack(context, row, gate);
}

/** Between the plan and now its quote became too old, or is of an earlier session: it is planned again. */
function takeBack(
  { ledger, clock, log, requests }: Context,
  row: HostCredentialState,
  { reason, message }: ReleaseGate,
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
};

async function putIntent({ content, keys }: Context, { row, credential, version }: Put) {
  const { spec } = version;
  const names = spec.items.map((item) => item.name);
  const ref = { namespace: row.namespace, credential: row.credential, version: spec.number };
  const items = await content.open(ref, names);
  const intent = intentOf(row, credential, {
    operation: 'put',
    items: spec.items.map(({ name, digest }) => ({ name, digest })),
  });
  return { intent, digestKey: keys.digestKey(row.credentialUid), items };
}

function removalIntent(
  { keys }: Context,
  removal: Pick<Put, 'row' | 'credential'> & {
    readonly versions: readonly Stored<CredentialVersion>[];
  },
): OpenedIntent {
  const { row, credential, versions } = removal;
  const items = (versions.at(-1)?.spec.items ?? []).map(({ name, digest }) => ({ name, digest }));
  const intent = intentOf(row, credential, { operation: 'delete', items });
  return { intent, digestKey: keys.digestKey(row.credentialUid), items: [] };
}

function intentOf(
  row: HostCredentialState,
  { spec }: HostCredential,
  what: Pick<Intent, 'operation' | 'items'>,
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
