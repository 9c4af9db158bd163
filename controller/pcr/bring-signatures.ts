/**
 * Brings hosts the PCR states that were signed for them, and says by name which of them a host has.
 * @module
 */
import type { Context } from '#controller/reconcile/context.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { type PCRSignature, signatureOf } from '#src/api/pcr-signature.ts';
import { pcrSignatureId } from '#src/systemd/pcr-signature.ts';
import type { Refusal } from '#src/wire/messages.ts';
import { signaturesFor } from './signatures-for.ts';

/** Names of PCRSignatures. */
export type SignaturesOn = {
  readonly wanted: readonly string[];
  readonly installed: readonly string[];
  readonly refusal: Refusal | undefined;
};

export function bringSignatures({ sessions }: Pick<Context, 'sessions'>): void {
  for (const hostUid of sessions().connectedHostUids()) sessions().bringSignatures(hostUid);
}

/** None for a Host that was deleted, or made anew. */
export function signaturesOf(
  { view, ledger }: Pick<Context, 'view' | 'ledger'>,
  hostUid: string,
): readonly Stored<PCRSignature>[] {
  const name = ledger.identity(hostUid)?.hostName ?? '';
  const host = view.get('Host', { name });
  return host?.metadata.uid === hostUid ? signaturesFor(view.all('PCRSignature'), host) : [];
}

/** Undefined: the host said nothing in its present session. */
export function signaturesOn(
  { view, signatureStates }: Pick<Context, 'view' | 'signatureStates'>,
  host: Stored<Host>,
): SignaturesOn | undefined {
  const state = signatureStates.get(host.metadata.uid);
  if (state === undefined) return undefined;
  const all = view.all('PCRSignature');
  const held = new Set(state.installed);
  const installed = all.filter((one) => held.has(pcrSignatureId(signatureOf(one))));
  return {
    wanted: signaturesFor(all, host).map(nameOf),
    installed: installed.map(nameOf).toSorted(),
    refusal: state.refusal,
  };
}

function nameOf({ metadata }: Stored<PCRSignature>): string {
  return metadata.name;
}
