/**
 * What a question about the past must name: a host, a HostCredential and a version that there are or were, and times
 * that have come. Refused with the command that finds the right one.
 * @module
 */
import type { Context } from '#controller/reconcile/context.ts';
import { formatTimeMs } from '#src/api/time.ts';
import { refusedField } from '#src/audit/question/refused-field.ts';
import type { CredfleetError } from '#src/errors/credfleet-error.ts';
import { beforePruned } from './pruned.ts';

type Known = Pick<Context, 'ledger' | 'view'>;
type Named = { readonly namespace: string; readonly credential: string };

/** One that is gone is known by its events. @throws {CredfleetError} OBJECT_NOT_FOUND */
export function requireHost(known: Known, host: string): void {
  const { ledger, view } = known;
  if (view.get('Host', { name: host }) !== undefined) return;
  if (ledger.events({ host, limit: 1 }).length > 0) return;
  if (ledger.identityByName(host) !== undefined) return;
  throw notFound(
    'host',
    `no host '${host}' is or was known; credfleet hosts list${beforePruned(known)}`,
  );
}

/** @throws {CredfleetError} OBJECT_NOT_FOUND */
export function requireCredential(known: Known, { namespace, credential }: Named): void {
  const { ledger, view } = known;
  if (view.get('HostCredential', { namespace, name: credential }) !== undefined) return;
  if (ledger.events({ namespace, credential, limit: 1 }).length > 0) return;
  const name = `${namespace}/${credential}`;
  throw notFound(
    'credential',
    `no HostCredential '${name}' is or was known; credfleet audit --type intent.created${beforePruned(known)}`,
  );
}

/** @throws {CredfleetError} OBJECT_NOT_FOUND */
export function requireVersion(known: Known, named: Named & { readonly version: number }): void {
  requireCredential(known, named);
  const { namespace, credential, version } = named;
  if (known.ledger.events({ namespace, credential, version, limit: 1 }).length > 0) return;
  const name = `${namespace}/${credential}`;
  throw notFound(
    'version',
    `${name} never had a version ${version}; credfleet audit --credential ${name} --type version${beforePruned(known)}`,
  );
}

/** The controller's clock decides, as it does for what is recorded. @throws {CredfleetError} USAGE */
export function requirePast(
  { clock }: Pick<Context, 'clock'>,
  times: Readonly<Record<string, number>>,
): void {
  if (Object.values(times).every((ms) => ms === 0)) return;
  const nowMs = clock.nowMs();
  for (const [what, ms] of Object.entries(times)) {
    if (ms <= nowMs) continue;
    const said = `${what} ${formatTimeMs(ms)} is in the future`;
    const next = 'leave it out to ask about now';
    throw refusedField('USAGE', what, `${said}: here it is ${formatTimeMs(nowMs)}; ${next}`);
  }
}

/** 0: open. @throws {CredfleetError} USAGE */
export function requireOrder(sinceMs: number, untilMs: number): void {
  if (untilMs === 0 || sinceMs <= untilMs) return;
  const times = `${formatTimeMs(sinceMs)} and until ${formatTimeMs(untilMs)}`;
  throw refusedField('USAGE', 'until', `nothing lies between since ${times}: exchange them`);
}

function notFound(field: string, message: string): CredfleetError {
  return refusedField('OBJECT_NOT_FOUND', field, message);
}
