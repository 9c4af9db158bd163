/**
 * Gathers from the ledger what a machine held or was sent, under every name and UID that it ever had.
 * @module
 */
import type { Ledger } from '#controller/ledger/ledger.ts';
import type { Context } from '#controller/reconcile/context.ts';
import type { AuditEvent } from '#src/audit/event.ts';
import type { ExposureRow } from '#src/wire/query-messages.ts';
import { exposureOf } from './exposure.ts';
import { walkEvents } from './walk-events.ts';

export async function* machineExposure(
  context: Pick<Context, 'ledger' | 'view' | 'clock'>,
  host: string,
): AsyncGenerator<ExposureRow> {
  const { ledger, view } = context;
  const names = namesOfMachine(ledger, host);
  const events: AuditEvent[] = [];
  for (const name of names) {
    for await (const event of walkEvents(context, { host: name, type: 'host.version.' })) {
      events.push(event);
    }
  }
  yield* exposureOf({
    intervals: names.flatMap((name) => ledger.intervals({ host: name })),
    events,
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
