/**
 * `hosts approve` and `hosts deny`: writes a person's decision where the controller reads it.
 * @module
 */
import { kinds } from '#src/api/core.ts';
import type { Host, HostSpec } from '#src/api/host.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { retryOnConflict, sendOrUndefined, type Api } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';
import { identityOf } from './host-rows.ts';

export type Decision = {
  readonly name: string;
  readonly approval: 'Approved' | 'Denied';
  /** Hex prefix of the identity that the person compared; refused when the host has another. */
  readonly identity?: string | undefined;
};

const MIN_IDENTITY_DIGITS = 12;
/** Returns the identity that was decided on, '' when none is pinned yet. */
export async function decideHost(api: Api, decision: Decision): Promise<string> {
  // The controller may pin the identity at the same moment.
  return retryOnConflict(async () => decideOnce(api, decision));
}

async function decideOnce(api: Api, decision: Decision): Promise<string> {
  const { name, approval } = decision;
  const path = pathOf(kinds.Host, { name });
  const host = (await sendOrUndefined(api, { method: 'GET', path })) as Host | undefined;
  if (host === undefined) {
    throw new CredfleetError(
      'OBJECT_NOT_FOUND',
      `host ${name} does not exist: it has not asked yet; 'credfleet hosts list' shows who has, 'credfleet hosts token create ${name}' invites it`,
    );
  }
  const identity = identityOf(host.spec);
  requireIdentity(decision, identity);
  await api.send({
    method: 'PATCH',
    path,
    query: { fieldManager: 'credfleet' },
    contentType: 'application/merge-patch+json',
    // With the resourceVersion: what was compared is what is approved.
    body: {
      metadata: { resourceVersion: host.metadata.resourceVersion },
      spec: { approval, ...installationOf(host, approval) },
    },
  });
  return identity;
}

/** A machine that was installed anew: these keys of it are approved, and no others. */
function installationOf(
  host: Host,
  approval: Decision['approval'],
): Pick<HostSpec, 'approvedInstallation'> {
  const waiting = host.status?.pendingInstallation;
  if (approval === 'Denied' || waiting === undefined) return {};
  return { approvedInstallation: waiting };
}

function requireIdentity({ name, identity }: Decision, actual: string): void {
  if (identity === undefined) return;
  const wanted = identity.toLowerCase();
  if (!/^[0-9a-f]+$/u.test(wanted) || wanted.length < MIN_IDENTITY_DIGITS) {
    throw new CredfleetError(
      'USAGE',
      `--identity needs at least ${MIN_IDENTITY_DIGITS} hexadecimal digits of the host's identity`,
    );
  }
  if (actual.startsWith(wanted)) return;
  throw new CredfleetError(
    'HOST_NOT_ADMITTED',
    `host ${name}: its identity is '${actual}', not '${wanted}…'; nothing was changed`,
  );
}
