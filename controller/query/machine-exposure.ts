/**
 * Gathers from the ledger what a machine held or was sent, under every name and UID that it ever had.
 * @module
 */
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { Context } from '#controller/reconcile/context.ts';
import type { AuditEvent } from '#src/audit/event.ts';
import type { ExposureRow } from '#src/wire/query-messages.ts';
import { exposureOf } from './exposure.ts';

const PAGE = 10_000;

export function machineExposure(
  { ledger, view }: Pick<Context, 'ledger' | 'view'>,
  host: string,
): readonly ExposureRow[] {
  const names = namesOfMachine(ledger, host);
  return exposureOf({
    intervals: names.flatMap((name) => ledger.intervals({ host: name })),
    events: names.flatMap((name) => Array.from(versionEvents(ledger, name))),
    newestVersion: (namespace, credential) => {
      if (view.get('HostCredential', { namespace, name: credential }) === undefined)
        return undefined;
      const numbers = view
        .all('CredentialVersion', namespace)
        .filter(({ spec }) => spec.hostCredentialName === credential)
        .map(({ spec }) => spec.number);
      return Math.max(0, ...numbers);
    },
  });
}

/** A machine keeps its identity when its Host is made again under another name. */
function namesOfMachine(ledger: Ledger, host: string): readonly string[] {
  const identities = ledger.identities();
  const hashes = new Set(
    identities.filter(({ hostName }) => hostName === host).map(({ identityHash }) => identityHash),
  );
  const names = identities
    .filter(({ identityHash }) => hashes.has(identityHash))
    .map(({ hostName }) => hostName);
  return [...new Set([host, ...names])];
}

function* versionEvents(ledger: Ledger, host: string): Generator<AuditEvent> {
  for (let afterSeq = 0; ;) {
    const page = ledger.events({ host, type: 'host.version.', afterSeq, limit: PAGE });
    yield* page;
    if (page.length < PAGE) return;
    afterSeq = page.at(-1)?.seq ?? afterSeq;
  }
}
