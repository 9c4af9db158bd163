/**
 * The certificates of a credfleet cluster (X.509 v3, P-256, RFC 5280): what a CA, a server, a person and a
 * host get, and nothing else. Written by hand because there are four forms; read by OpenSSL.
 * @module
 */
import { createHash, type KeyObject, sign } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { ECDSA_SHA256 } from './csr.ts';
import {
  bitString,
  boolean,
  explicit,
  implicit,
  integer,
  octetString,
  oid,
  sequence,
  set,
  time,
  utf8String,
} from './der.ts';
import { spkiOf } from './public-key.ts';

export type CertificateSubject = {
  readonly commonName?: string;
  readonly organizations?: readonly string[];
};

export type CertificateProfile = {
  readonly usage: 'ca' | 'server' | 'client';
  readonly subject: CertificateSubject;
  readonly uris?: readonly string[];
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
  /** 16 bytes, hex; see certificateSerial. */
  readonly serial: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** The certified key: SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
};

export type Issuer = { readonly subject: CertificateSubject; readonly key: KeyObject };

/** Returns the certificate, DER. A CA signs itself: issuer and subject are the same then. */
export function signCertificate(profile: CertificateProfile, issuer: Issuer): Uint8Array {
  const toBeSigned = sequence(
    explicit(0, integer(new Uint8Array([2]))),
    integer(Buffer.from(profile.serial, 'hex')),
    ECDSA_SHA256,
    distinguishedName(issuer.subject),
    sequence(time(profile.notBeforeMs), time(profile.notAfterMs)),
    distinguishedName(profile.subject),
    profile.spki,
    explicit(3, sequence(...extensions(profile, issuer))),
  );
  const signature = sign('sha256', toBeSigned, issuer.key);
  return sequence(toBeSigned, ECDSA_SHA256, bitString(signature));
}

const SERIAL_TIME_BYTES = 6;
/** Random bytes that a serial needs. */
export const SERIAL_RANDOM_BYTES = 9;

/** 0x01 | issue time in milliseconds | random, hex: later serials compare greater. */
export function certificateSerial(issuedAtMs: number, random: Uint8Array): string {
  const moment = issuedAtMs.toString(16).padStart(SERIAL_TIME_BYTES * 2, '0');
  return `01${moment}${Buffer.from(random).toString('hex')}`;
}

/** Organizations come first, as OpenSSL and Kubernetes print them: O = group, CN = user. */
function distinguishedName({ commonName, organizations = [] }: CertificateSubject): Buffer {
  const groups = organizations.map((name) => attribute('2.5.4.10', name));
  const name = commonName === undefined ? [] : [attribute('2.5.4.3', commonName)];
  return sequence(...groups, ...name);
}

function attribute(type: string, value: string): Buffer {
  return set(sequence(oid(type), utf8String(value)));
}

function extensions(profile: CertificateProfile, issuer: Issuer): readonly Buffer[] {
  const isCa = profile.usage === 'ca';
  const constraints = isCa ? sequence(boolean(true), integer(new Uint8Array([0]))) : sequence();
  const keyUsage = isCa
    ? bitString(Buffer.from([0b0000_0110]), 1) // keyCertSign, cRLSign
    : bitString(Buffer.from([0b1000_0000]), 7); // digitalSignature
  const authority = sequence(implicit(0, keyIdentifier(spkiOf(issuer.key))));
  const all = [
    extension('2.5.29.19', constraints, true),
    extension('2.5.29.15', keyUsage, true),
    extension('2.5.29.14', octetString(keyIdentifier(profile.spki)), false),
    extension('2.5.29.35', authority, false),
  ];
  if (isCa) return all;
  const purpose = profile.usage === 'server' ? '1.3.6.1.5.5.7.3.1' : '1.3.6.1.5.5.7.3.2';
  all.push(extension('2.5.29.37', sequence(oid(purpose)), false));
  const names = alternativeNames(profile);
  // RFC 5280 4.2.1.6: critical where there is no subject.
  const isOnlyName = profile.subject.commonName === undefined;
  if (names.length > 0) all.push(extension('2.5.29.17', sequence(...names), isOnlyName));
  return all;
}

function extension(type: string, value: Uint8Array, isCritical: boolean): Buffer {
  const critical = isCritical ? [boolean(true)] : [];
  return sequence(oid(type), ...critical, octetString(value));
}

/** RFC 7093, method 1. */
function keyIdentifier(spki: Uint8Array): Buffer {
  // A P-256 SubjectPublicKeyInfo ends with the 65 bytes of the point.
  return createHash('sha256').update(spki.subarray(-65)).digest().subarray(0, 20);
}

function alternativeNames(profile: CertificateProfile): readonly Buffer[] {
  return [
    ...(profile.uris ?? []).map((uri) => implicit(6, Buffer.from(uri, 'ascii'))),
    ...(profile.dnsNames ?? []).map((name) => implicit(2, Buffer.from(name, 'ascii'))),
    ...(profile.ipAddresses ?? []).map((address) => implicit(7, ipOctets(address))),
  ];
}

function ipOctets(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  if (!isIPv6(address)) throw new TypeError(`'${address}' is not an IP address`);
  return Buffer.from(ipv6Groups(address).flatMap((group) => [group >> 8, group & 0xff]));
}

function ipv6Groups(address: string): readonly number[] {
  const [head = '', tail] = address.split('::');
  const read = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const before = read(head);
  if (tail === undefined) return before;
  const after = read(tail);
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
