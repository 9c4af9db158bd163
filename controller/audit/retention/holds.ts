/**
 * Legal holds: who said what must not be pruned, and why. Each is added and lifted in one transaction with its event.
 * @module
 */
import type { EventFilter, Ledger } from '#controller/ledger/ledger.ts';
import type { LegalHold } from '#controller/ledger/retention-state.ts';
import type { AuditActor, NewAuditEvent } from '#src/audit/event.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Random } from '#src/random/random.ts';
import type { AddHoldRequest, LiftHoldRequest } from '#src/wire/retention-messages.ts';
import type { HeldSeq } from './decide-prune.ts';

export type HoldsContext = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly random: Random;
};

/** Of a HostCredential, or of a host. */
type Named = Pick<EventFilter, 'namespace' | 'credential' | 'host'>;

const ID_BYTES = 6;

/** @throws {CredfleetError} OBJECT_NOT_FOUND when no event names it: a mistyped name would hold nothing. */
export async function addHold(
  { ledger, clock, random }: HoldsContext,
  { namespace, credential, host, reason }: AddHoldRequest,
  by: AuditActor,
): Promise<LegalHold> {
  if (credential !== '') requireNamed(ledger, { namespace, credential });
  if (host !== '') requireNamed(ledger, { host });
  const hold: LegalHold = {
    id: Buffer.from(random.bytes(ID_BYTES)).toString('hex'),
    ...(credential === '' ? {} : { namespace, credential }),
    ...(host === '' ? {} : { host }),
    reason,
    actor: by.id,
    sinceMs: clock.nowMs(),
  };
  const event = eventOf(hold, { type: 'audit.held', by, timeMs: hold.sinceMs });
  return ledger.commit(() => ({ write: { holds: [hold], events: [event] }, result: hold }));
}

function requireNamed(ledger: Pick<Ledger, 'events'>, named: Named): void {
  if (ledger.events({ ...named, limit: 1 }).length > 0) return;
  const name = named.host ?? `${named.namespace ?? ''}/${named.credential ?? ''}`;
  const next = 'is it spelled right? credfleet audit retention says from when on events are there';
  throw new CredfleetError('OBJECT_NOT_FOUND', `no event is about '${name}'; ${next}`);
}

/** @throws {CredfleetError} OBJECT_NOT_FOUND, VERB_REFUSED when it is lifted already. */
export async function liftHold(
  { ledger, clock }: HoldsContext,
  { id, reason }: LiftHoldRequest,
  by: AuditActor,
): Promise<LegalHold> {
  const found = ledger.retention.holds().find((hold) => hold.id === id);
  if (found === undefined) {
    throw new CredfleetError('OBJECT_NOT_FOUND', `no hold ${id}; credfleet audit hold list`);
  }
  if (found.lifted !== undefined) {
    throw new CredfleetError('VERB_REFUSED', `hold ${id} was lifted by ${found.lifted.by}`);
  }
  const timeMs = clock.nowMs();
  const hold = { ...found, lifted: { atMs: timeMs, by: by.id } };
  const event = eventOf({ ...hold, reason }, { type: 'audit.holdLifted', by, timeMs });
  return ledger.commit(() => ({ write: { holds: [hold], events: [event] }, result: hold }));
}

/** The first event that a hold names which is not lifted. */
export function firstHeld(ledger: Pick<Ledger, 'retention' | 'events'>): HeldSeq | undefined {
  let first: HeldSeq | undefined;
  for (const { id, namespace, credential, host, lifted } of ledger.retention.holds()) {
    if (lifted !== undefined) continue;
    const named = {
      ...(credential === undefined ? {} : { namespace: namespace ?? '', credential }),
      ...(host === undefined ? {} : { host }),
    };
    const [event] = ledger.events({ ...named, afterSeq: 0, limit: 1 });
    if (event !== undefined && event.seq < (first?.seq ?? Infinity)) {
      first = { seq: event.seq, holdId: id };
    }
  }
  return first;
}

function eventOf(
  { id, namespace, credential, host, reason }: LegalHold,
  { type, by, timeMs }: Pick<NewAuditEvent, 'type' | 'timeMs'> & { readonly by: AuditActor },
): NewAuditEvent {
  return {
    timeMs,
    type,
    outcome: 'success',
    actor: by,
    subject: {
      ...(credential === undefined
        ? {}
        : { namespace: namespace ?? '', hostCredential: credential }),
      ...(host === undefined ? {} : { host }),
    },
    detail: { hold: id, reason },
  };
}
