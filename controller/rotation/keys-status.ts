/**
 * What `credfleet keys status` shows, and whether a CA may be rotated now. Pure.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { caPin } from '#src/identity/pin.ts';
import { signingKeyId } from '#src/identity/receipt.ts';
import type { CaStatus, KeysStatus } from '#src/wire/keys-messages.ts';
import { clientCas, inForce, type TrustHistory } from '#controller/keys/trust-history.ts';

/** An approved host that has enrolled. */
export type KnownHost = {
  readonly host: string;
  /** Of the bundle that it named last; 0: it was not here since the controller started. */
  readonly trustEpoch: number;
};

const ROLES = ['present', 'next'] as const;

export function keysStatus(
  history: TrustHistory,
  hosts: readonly KnownHost[],
  nowMs: number,
): KeysStatus {
  const { clusterUid, epoch, caCertificates, intentKeys } = inForce(history);
  const inUse = ROLES.flatMap((role, at) => {
    const certificate = caCertificates[at];
    return certificate === undefined ? [] : [caStatus(role, certificate)];
  });
  const pins = new Set(inUse.map(({ pin }) => pin));
  const behind = hosts.filter(({ trustEpoch }) => trustEpoch < epoch);
  const accepted = clientCas(history, nowMs).map((certificate) => caStatus('former', certificate));
  return {
    clusterUid,
    trustEpoch: epoch,
    cas: [...inUse, ...accepted.filter(({ pin }) => !pins.has(pin))],
    intentKeyIds: intentKeys.map(signingKeyId),
    changes: history.map(({ bundle, change, atMs, by }) => {
      return { trustEpoch: bundle.epoch, change, atMs, by };
    }),
    behind,
    behindHosts: behind.length,
    hosts: hosts.length,
  };
}

function caStatus(role: CaStatus['role'], certificate: Uint8Array): CaStatus {
  const { validToDate } = new X509Certificate(certificate);
  return { role, pin: caPin(certificate), notAfterMs: validToDate.getTime() };
}

/** A host that holds an older bundle trusts no server certificate of the CA that would sign then. */
export function refuseCaRotation({ behind }: KeysStatus): string | undefined {
  if (behind.length === 0) return undefined;
  const names = behind.slice(0, 5).map(({ host }) => host);
  const more = behind.length > names.length ? ` and ${behind.length - names.length} more` : '';
  return `${names.join(', ')}${more} may not hold the present trust bundle yet and could not come back without a new --ca-pin; wait until they have been here, or --leave-behind`;
}
