/**
 * Certificates and requests as OpenSSL and TLS read them.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { certificateSerial } from '#src/identity/certificate.ts';
import { createCsr, isCsrFor } from '#src/identity/csr.ts';
import { peerOf } from '#src/identity/peer.ts';
import { caPin, isCaPin } from '#src/identity/pin.ts';
import { spkiHash, spkiOf } from '#src/identity/public-key.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { HOST_UID } from '#test/gen/envelope.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';

const clock = new FakeClock();
const keyring = await keyringOf(clock);
const issuer = issuerOf(keyring, clock);
const ca = new X509Certificate(keyring.ca.certificate);
const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

const isIssued = (certificate: X509Certificate) =>
  certificate.checkIssued(ca) && certificate.verify(ca.publicKey);

test("a server's certificate names its DNS names and addresses, for server use only", () => {
  const names = ['controller.example', 'localhost', '127.0.0.1', '::1', 'fd00::12:3'];
  const { certificatePem, keyPem } = issuer.issueServerCertificate(names);
  const certificate = new X509Certificate(certificatePem);
  expect(isIssued(certificate)).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(keyPem))).toBe(true);
  expect(names.slice(0, 2).every((name) => certificate.checkHost(name) !== undefined)).toBe(true);
  expect(names.slice(2).every((name) => certificate.checkIP(name) !== undefined)).toBe(true);
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(certificate.ca).toBe(false);
});

test("a person's certificate names user and groups, for client use only, for a year at most", () => {
  const groups = ['credfleet:operators', 'team-a'];
  const lifeMs = 10 * 365 * 86_400_000;
  const { certificatePem } = issuer.issueClientCertificate({ user: 'ada', groups, lifeMs });
  const certificate = new X509Certificate(certificatePem);
  expect(isIssued(certificate)).toBe(true);
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(peerOf(certificate, keyring.clusterUid)).toEqual({ kind: 'user', user: 'ada', groups });
  const days = (certificate.validToDate.getTime() - clock.nowMs()) / 86_400_000;
  expect(Math.round(days)).toBe(365);
});

test("a host's certificate names its host and nothing else, for client use, for 24 hours", () => {
  const key = newKey();
  const issued = issuer.issueHostCertificate({ hostUid: HOST_UID, spki: spkiOf(key) });
  const certificate = new X509Certificate(issued.certificate);
  expect(isIssued(certificate)).toBe(true);
  expect(certificate.checkPrivateKey(key)).toBe(true);
  expect(certificate.subject).toBeUndefined();
  expect(certificate.subjectAltName).toBe(`URI:spiffe://${keyring.clusterUid}/host/${HOST_UID}`);
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(issued.notAfterMs - clock.nowMs()).toBe(86_400_000);
  const peer = { kind: 'host', hostUid: HOST_UID, serial: issued.serial };
  expect(peerOf(certificate, keyring.clusterUid)).toEqual(peer);
});

test('a host of another trust domain is nobody', () => {
  const spki = spkiOf(newKey());
  const { certificate } = issuer.issueHostCertificate({ hostUid: HOST_UID, spki });
  expect(peerOf(new X509Certificate(certificate), 'another-cluster')).toBeUndefined();
});

test("a server's certificate is nobody's on a client connection", () => {
  const { certificatePem } = issuer.issueServerCertificate(['controller.example']);
  expect(peerOf(new X509Certificate(certificatePem), keyring.clusterUid)).toBeUndefined();
});

test('later serials compare greater', () => {
  const serials = [1_700_000_000_000, 1_700_000_000_001, 1_900_000_000_000].map((issuedAtMs) =>
    certificateSerial(issuedAtMs, new Uint8Array(9).fill(0xff)),
  );
  expect(serials.toSorted()).toEqual(serials);
  expect(serials.every((serial) => serial.length === 32)).toBe(true);
});

test('openssl verifies request and certificates', () => {
  const request = execFileSync('openssl', ['req', '-inform', 'DER', '-verify', '-noout'], {
    input: createCsr(newKey()),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  expect(request).toBeDefined();
  const { certificatePem } = issuer.issueServerCertificate(['controller.example']);
  const text = execFileSync('openssl', ['x509', '-noout', '-text'], { input: certificatePem });
  expect(text.toString()).toContain('DNS:controller.example');
});

test('a request is for exactly its key, signed by it', () => {
  const [mine, other] = [newKey(), newKey()];
  for (let round = 0; round < 40; round += 1) {
    expect(isCsrFor(createCsr(mine), spkiOf(mine))).toBe(true);
  }
  const csr = createCsr(mine);
  expect(isCsrFor(csr, spkiOf(other))).toBe(false);
  const text = Buffer.from(csr).toString('latin1');
  const keys = [mine, other].map((key) => Buffer.from(spkiOf(key)).toString('latin1'));
  const forged = Buffer.from(text.replace(keys[0] ?? '', keys[1] ?? ''), 'latin1');
  expect(isCsrFor(forged, spkiOf(other))).toBe(false);
  expect(isCsrFor(new Uint8Array(), spkiOf(mine))).toBe(false);
});

test("the CA's pin is the hash of its key", () => {
  expect(keyring.caPin).toBe(`sha256:${spkiHash(spkiOf(keyring.ca.key))}`);
  expect(caPin(keyring.ca.certificate)).toBe(keyring.caPin);
  expect(isCaPin(keyring.caPin)).toBe(true);
  expect(isCaPin('sha256:00')).toBe(false);
});
