/**
 * What enrolment gave this host: no secret, kept in STATE_DIR/identity.json so that a start needs no
 * controller's permission.
 * @module
 */
import { type KeyObject, X509Certificate } from 'node:crypto';
import type { Assurance } from '#src/api/host.ts';
import type { EnrollIssued } from '#src/wire/enrollment-messages.ts';
import { type FormerTrust, isPinned } from './agent-trust.ts';

export type AgentIdentity = EnrollIssued & {
  readonly hostName: string;
  readonly kxEpoch: number;
  /** ekHash or identityKeyHash of the machine that enrolled. */
  readonly identityHash: string;
  readonly former: FormerTrust;
};

type Stored = {
  readonly format: 1;
  readonly hostName: string;
  readonly hostUid: string;
  readonly clusterUid: string;
  readonly identityEpoch: number;
  readonly kxEpoch: number;
  readonly identityHash: string;
  readonly assurance: Assurance;
  readonly certificate: string;
  readonly caCertificates: readonly string[];
  readonly intentKeys: readonly string[];
  readonly trustEpoch: number;
  /** Absent: written by a release that knew no rotation. */
  readonly former?: { readonly caPins: readonly string[]; readonly intentKeys: readonly string[] };
};

export function encodeIdentity(identity: AgentIdentity): string {
  const stored: Stored = {
    format: 1,
    hostName: identity.hostName,
    hostUid: identity.hostUid,
    clusterUid: identity.clusterUid,
    identityEpoch: identity.identityEpoch,
    kxEpoch: identity.kxEpoch,
    identityHash: identity.identityHash,
    assurance: identity.assurance,
    certificate: base64(identity.certificate),
    caCertificates: identity.caCertificates.map(base64),
    intentKeys: identity.intentKeys.map(base64),
    trustEpoch: identity.trustEpoch,
    former: { ...identity.former, intentKeys: identity.former.intentKeys.map(base64) },
  };
  return `${JSON.stringify(stored, undefined, 2)}\n`;
}

/** Undefined when the text is no identity of this format: the host then enrols again. */
export function decodeIdentity(text: string): AgentIdentity | undefined {
  try {
    const stored = JSON.parse(text) as Stored;
    if (stored.format !== 1) return undefined;
    const { hostName, hostUid, clusterUid, identityEpoch, kxEpoch, identityHash } = stored;
    const { assurance, trustEpoch, former = { caPins: [], intentKeys: [] } } = stored;
    const certificate = bytes(stored.certificate);
    // Throws when it is none.
    lifeOf({ certificate });
    return {
      hostName,
      hostUid,
      clusterUid,
      identityEpoch,
      kxEpoch,
      identityHash,
      assurance,
      certificate,
      caCertificates: stored.caCertificates.map(bytes),
      intentKeys: stored.intentKeys.map(bytes),
      trustEpoch,
      former: { ...former, intentKeys: former.intentKeys.map(bytes) },
    };
  } catch {
    return undefined;
  }
}

/** First and last moment of the host's certificate. */
export function lifeOf({ certificate }: Pick<AgentIdentity, 'certificate'>): {
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
} {
  const { validFromDate, validToDate } = new X509Certificate(certificate);
  return { notBeforeMs: validFromDate.getTime(), notAfterMs: validToDate.getTime() };
}

/** The CA in force would sign the certificate today; another one did. */
export function isOfFormerCa({ certificate, caCertificates }: AgentIdentity): boolean {
  const [inForce] = caCertificates;
  if (inForce === undefined) return false;
  return !new X509Certificate(certificate).verify(new X509Certificate(inForce).publicKey);
}

/** Why the stored identity does not serve; undefined when it does. */
export function refuseIdentity(
  identity: AgentIdentity,
  now: {
    readonly nowMs: number;
    readonly hostName: string;
    readonly caPins: readonly string[];
    readonly identityHash: string;
    readonly kxEpochs: ReadonlySet<number>;
    readonly tls: KeyObject;
  },
): string | undefined {
  if (now.nowMs >= lifeOf(identity).notAfterMs) return 'its certificate has expired';
  if (identity.hostName !== now.hostName) return 'it is for another host name';
  if (identity.identityHash !== now.identityHash) {
    return 'it is of another machine: its TPM was replaced, or this disk is a copy';
  }
  const isForKeys = new X509Certificate(identity.certificate).checkPrivateKey(now.tls);
  if (!isForKeys || !now.kxEpochs.has(identity.kxEpoch)) return 'it is for other keys';
  if (!isPinned(identity, now.caPins)) {
    return 'it is of a controller with another CA';
  }
  return undefined;
}

function base64(value: Uint8Array): string {
  return Buffer.from(value).toString('base64');
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
