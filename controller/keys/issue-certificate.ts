/**
 * Issues the three kinds of leaf certificates: server, person, host. What each may say is fixed here.
 * @module
 */
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Clock } from '#src/clock/clock.ts';
import {
  certificateSerial,
  type CertificateProfile,
  SERIAL_RANDOM_BYTES,
  signCertificate,
} from '#src/identity/certificate.ts';
import { hostSpiffeId } from '#src/identity/peer.ts';
import { spkiOf } from '#src/identity/public-key.ts';
import type { Random } from '#src/random/random.ts';
import type { Keyring } from './keyring.ts';
import { caSubject } from './make-keys.ts';

/** PEM, as TLS servers and kubeconfigs take them. */
export type KeyAndCertificate = { readonly keyPem: string; readonly certificatePem: string };

export type HostCertificate = {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly serial: string;
  readonly notAfterMs: number;
};

export interface Issuer {
  /** `names` are DNS names and IP addresses. One year. */
  issueServerCertificate(names: readonly string[]): KeyAndCertificate;
  /** A person or program: CN is the user, O are the groups. At most one year, the default. */
  issueClientCertificate(subject: {
    readonly user: string;
    readonly groups: readonly string[];
    readonly lifeMs?: number;
  }): KeyAndCertificate;
  issueHostCertificate(host: {
    readonly hostUid: string;
    readonly spki: Uint8Array;
  }): HostCertificate;
}

export type IssuerSources = {
  readonly keyring: Pick<Keyring, 'clusterUid' | 'ca'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Life of a host's certificate; default 24 hours. */
  readonly hostLifeMs?: number;
};

const YEAR_MS = 365 * 86_400_000;
const DAY_MS = 86_400_000;
/** Hosts whose clock is a little behind accept a fresh certificate too. */
const BACKDATED_MAX_MS = 300_000;

type Leaf = Pick<CertificateProfile, 'usage' | 'subject' | 'spki'> &
  Partial<Pick<CertificateProfile, 'uris' | 'dnsNames' | 'ipAddresses'>> & {
    readonly lifeMs: number;
  };

export function createIssuer(sources: IssuerSources): Issuer {
  const { keyring, hostLifeMs = DAY_MS } = sources;
  return {
    issueServerCertificate: (names) =>
      withNewKey(sources, {
        usage: 'server',
        subject: { commonName: 'credfleet controller' },
        dnsNames: names.filter((name) => isIP(name) === 0),
        ipAddresses: names.filter((name) => isIP(name) !== 0),
        lifeMs: YEAR_MS,
      }),
    issueClientCertificate: ({ user, groups, lifeMs = YEAR_MS }) =>
      withNewKey(sources, {
        usage: 'client',
        subject: { commonName: user, organizations: groups },
        lifeMs: Math.min(lifeMs, YEAR_MS),
      }),
    issueHostCertificate: ({ hostUid, spki }) => {
      const uris = [hostSpiffeId(keyring.clusterUid, hostUid)];
      return issue(sources, { usage: 'client', subject: {}, uris, spki, lifeMs: hostLifeMs });
    },
  };
}

function withNewKey(sources: IssuerSources, leaf: Omit<Leaf, 'spki'>): KeyAndCertificate {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { certificate } = issue(sources, { ...leaf, spki: spkiOf(privateKey) });
  return {
    keyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }),
    certificatePem: toPem(certificate),
  };
}

function issue({ keyring, clock, random }: IssuerSources, leaf: Leaf): HostCertificate {
  const nowMs = clock.nowMs();
  const { lifeMs, ...profile } = leaf;
  const serial = certificateSerial(nowMs, random.bytes(SERIAL_RANDOM_BYTES));
  const notAfterMs = nowMs + lifeMs;
  const notBeforeMs = nowMs - Math.min(BACKDATED_MAX_MS, lifeMs / 10);
  const certificate = signCertificate(
    { ...profile, serial, notBeforeMs, notAfterMs },
    { subject: caSubject(keyring.clusterUid), key: keyring.ca.key },
  );
  return { certificate, serial, notAfterMs };
}

export function toPem(certificate: Uint8Array): string {
  return new X509Certificate(certificate).toString();
}
