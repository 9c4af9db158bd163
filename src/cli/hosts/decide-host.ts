/**
 * `hosts approve` and `hosts deny`: writes a person's decision where the controller reads it.
 * @module
 */
import { kinds } from '#src/api/core.ts';
import type { Host, HostEnrollment } from '#src/api/host.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { sendOrUndefined, type Api } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';
import { list } from '../status/gather.ts';
import { identityOf, isPending } from './host-rows.ts';

export type Decision = {
  readonly name: string;
  readonly approval: 'Approved' | 'Denied';
  /** Hex prefix of the identity that the person compared; refused when the host has another. */
  readonly identity?: string | undefined;
};

const MIN_IDENTITY_DIGITS = 12;

/** Returns the identity that was decided on, '' when none is pinned yet. */
export async function decideHost(api: Api, decision: Decision): Promise<string> {
  const path = pathOf(kinds.Host, { name: decision.name });
  const host = (await sendOrUndefined(api, { method: 'GET', path })) as Host | undefined;
  if (host === undefined) return createFromEnrollment(api, decision);

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
      spec: { approval: decision.approval },
    },
  });
  return identity;
}

async function createFromEnrollment(api: Api, decision: Decision): Promise<string> {
  const { name, approval } = decision;
  const all = await list<HostEnrollment>(api, kinds.HostEnrollment, undefined);
  const asking = all.filter((each) => each.spec.hostName === name && isPending(each));
  const [enrollment] = asking;
  if (enrollment === undefined) {
    throw new CredfleetError(
      'OBJECT_NOT_FOUND',
      `host ${name}: neither a Host nor a pending enrolment of this name exists; 'credfleet hosts list' shows who asked`,
    );
  }
  if (new Set(asking.map((each) => identityOf(each.spec))).size > 1) {
    throw new CredfleetError(
      'OBJECT_CONFLICT',
      `host ${name}: ${asking.length} machines with different keys ask for this name; deny it and find out why`,
    );
  }
  const identity = identityOf(enrollment.spec);
  requireIdentity(decision, identity);
  const { ekHash, identityKeyHash } = enrollment.spec;
  await api.send({
    method: 'POST',
    path: pathOf(kinds.Host, {}),
    query: { fieldManager: 'credfleet' },
    body: {
      apiVersion: API_VERSION,
      kind: 'Host',
      metadata: { name },
      spec: {
        approval,
        ...(ekHash !== undefined && { ekHash }),
        ...(identityKeyHash !== undefined && { identityKeyHash }),
      },
    },
  });
  return identity;
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
