/**
 * Fuzz targets: keys, requests, certificates, tokens and signatures that prove who somebody is. What was altered
 * proves nothing.
 * @module
 */
import { createHash, X509Certificate } from 'node:crypto';
import { createCsr, isCsrFor } from '#src/identity/csr.ts';
import { isTranscriptSignature, signTranscript } from '#src/identity/enrolment-transcript.ts';
import {
  formatJoinToken,
  isJoinTokenMac,
  isTokenId,
  joinTokenMac,
  parseJoinToken,
} from '#src/identity/join-token.ts';
import { newJoinToken, parseJoinTokenSecret, TOKEN_TYPE } from '#src/identity/join-token-secret.ts';
import { hostSpiffeId, peerOf } from '#src/identity/peer.ts';
import { lengthPrefixed, splitLengthPrefixed } from '#src/identity/length-prefixed.ts';
import {
  ed25519Raw,
  ed25519Spki,
  p256Spki,
  parseP256Spki,
  spkiOf,
} from '#src/identity/public-key.ts';
import { isReceipt, signReceipt } from '#src/identity/receipt.ts';
import { caPin, hasCaPin } from '#src/identity/pin.ts';
import { signCertificate } from '#src/identity/certificate.ts';
import { isHostUid } from '#src/intent/intent.ts';
import { Secret } from '#src/secret/secret.ts';
import { decodeEnrollRequest } from '#src/wire/enrollment-from-wire.ts';
import { encodeEnrollRequest } from '#src/wire/enrollment-to-wire.ts';
import { enrollStartOf } from '#test/gen/messages.ts';
import { mutateBytes, mutateParts } from '../mutate.ts';
import { mutateProtobuf } from '../mutate-protobuf.ts';
import { ed25519KeyOf, p256KeyOf } from '../fixed-keys.ts';
import { ACCEPTED, demand, isSame, type Target } from '../target.ts';

const mutateFields = mutateParts(splitLengthPrefixed, lengthPrefixed);
const key = p256KeyOf(1);
const spki = spkiOf(key);
const otherSpki = spkiOf(p256KeyOf(2));
const receiptKey = ed25519KeyOf(3);
const rawReceiptKey = ed25519Raw(receiptKey);
const yes = (is: boolean): string => (is ? ACCEPTED : 'refused');

const publicKeys: Target = {
  name: 'identity-spki',
  seeds: [spki, otherSpki, ed25519Spki(rawReceiptKey)],
  mutate: mutateBytes,
  check: (input) => {
    const parsed = parseP256Spki(input);
    if (parsed === undefined) return 'refused';
    const { x = '', y = '' } = parsed.export({ format: 'jwk' });
    const point = [x, y].map((part) => Buffer.from(part, 'base64url'));
    const one = p256Spki(Buffer.concat([Buffer.from([4]), ...point]));
    demand(isSame(one, input), 'a key has one encoding');
    return ACCEPTED;
  },
};

/** Signed here, now: the signature is another each time, so the seed is what was made at start. */
const csr = createCsr(key);

const requests: Target = {
  name: 'identity-csr',
  seeds: [csr],
  mutate: mutateBytes,
  check: (input) => {
    demand(!isCsrFor(input, otherSpki), 'a request is for one key');
    const isOurs = isCsrFor(input, spki);
    demand(!isOurs || isSame(input, csr), 'an altered request proves nothing');
    return yes(isOurs);
  },
};

const transcript = createHash('sha256').update('transcript').digest();
const transcriptSeed = lengthPrefixed([spki, transcript, signTranscript(key, transcript)]);

const transcripts: Target = {
  name: 'identity-transcript',
  seeds: [transcriptSeed],
  mutate: mutateFields,
  check: (input) => {
    const [of, what, signature] = splitLengthPrefixed(input) ?? [];
    if (of === undefined || what === undefined || signature === undefined)
      return 'not three fields';
    const isSigned = isTranscriptSignature(of, what, signature);
    const isUnaltered = isSame(lengthPrefixed([of, what, signature]), transcriptSeed);
    demand(!isSigned || isUnaltered, 'an altered transcript proves nothing');
    return yes(isSigned);
  },
};

const body = Buffer.from('what a host reports');
const receiptSeed = lengthPrefixed([body, signReceipt(receiptKey, body)]);

const receipts: Target = {
  name: 'identity-receipt',
  seeds: [receiptSeed],
  mutate: mutateFields,
  check: (input) => {
    const [reported, signature] = splitLengthPrefixed(input) ?? [];
    if (reported === undefined || signature === undefined) return 'not two fields';
    const isSigned = isReceipt(rawReceiptKey, reported, signature);
    const isUnaltered = isSame(lengthPrefixed([reported, signature]), receiptSeed);
    demand(!isSigned || isUnaltered, 'an altered report is no evidence');
    return yes(isSigned);
  },
};

const TOKEN_SECRET = new Secret(new Uint8Array(32).fill(8));
const unproven = enrollStartOf();
const proven = { ...unproven, tokenMac: joinTokenMac(TOKEN_SECRET, unproven) };
const tokenSeed = Buffer.from(encodeEnrollRequest({ kind: 'start', start: proven }));

const tokenMacs: Target = {
  name: 'identity-token-mac',
  seeds: [tokenSeed],
  mutate: mutateProtobuf,
  check: (input) => {
    let request;
    try {
      request = decodeEnrollRequest(input);
    } catch {
      return 'not a message';
    }
    if (request.kind !== 'start') return 'not a start';
    const isProven = isJoinTokenMac(TOKEN_SECRET, request.start);
    demand(!isProven || isSame(input, tokenSeed), 'a token covers every byte of the start');
    return yes(isProven);
  },
};

const tokens: Target = {
  name: 'identity-join-token',
  seeds: [Buffer.from(formatJoinToken({ id: 'abcdefghij', secret: TOKEN_SECRET }))],
  mutate: mutateBytes,
  check: (input) => {
    const text = input.toString('utf8');
    const token = parseJoinToken(text);
    if (token === undefined) return 'undefined';
    demand(isTokenId(token.id), 'a token has an id');
    demand(token.secret.sizeBytes === 32, 'a token has a secret of 32 bytes');
    demand(formatJoinToken(token) === text.trim(), 'a token is written as it was read');
    return ACCEPTED;
  },
};

const tokenRequest = { hostName: 'db-1.example.org', nowMs: 1_790_000_000_000 };
const fixedRandom = { bytes: (count: number) => new Uint8Array(count).fill(6), fraction: () => 0 };
const stored = newJoinToken(tokenRequest, fixedRandom).secret.data ?? {};
const STORED_FIELDS = ['token-secret', 'host-name', 'expires-at', 'used-at'] as const;
const storedSeed = (usedAt: string): Uint8Array =>
  lengthPrefixed(
    STORED_FIELDS.map((field) => (field === 'used-at' ? usedAt : (stored[field] ?? ''))),
  );

const storedTokens: Target = {
  name: 'identity-stored-token',
  seeds: [storedSeed(''), storedSeed(Buffer.from('2026-09-21T14:13:20Z').toString('base64'))],
  mutate: mutateFields,
  check: (input) => {
    const fields = splitLengthPrefixed(input);
    if (fields === undefined || fields.length !== 4) return 'not four fields';
    const texts = fields.map((field) => Buffer.from(field).toString('utf8'));
    const data = Object.fromEntries(STORED_FIELDS.map((field, at) => [field, texts[at] ?? '']));
    const metadata = { name: 'join-token-a', namespace: 'credfleet-system' };
    const object = { apiVersion: 'v1', kind: 'Secret', type: TOKEN_TYPE, metadata, data } as const;
    const token = parseJoinTokenSecret(object);
    if (token === undefined) return 'undefined';
    demand(token.usedAtMs !== undefined, 'a token with a time of use is used');
    demand(Number.isSafeInteger(token.expiresAtMs), 'a token has an end');
    return ACCEPTED;
  },
};

const TRUST_DOMAIN = 'c0000000-0000-4000-8000-000000000001';
const HOST_UID = 'b0000000-0000-4000-8000-000000000002';
const certified = (
  usage: 'ca' | 'client',
  subject: { commonName?: string; organizations?: readonly string[] },
  uris: readonly string[] = [],
): Uint8Array => {
  const times = { notBeforeMs: 1_790_000_000_000, notAfterMs: 1_790_086_400_000 };
  const profile = { usage, subject, uris, serial: '01'.repeat(16), ...times, spki };
  return signCertificate(profile, { subject: { commonName: 'CA' }, key });
};

/** Chain and dates are the TLS stack's; here: whatever OpenSSL reads, we can say who it is or that we do not know. */
const PIN = caPin(certified('ca', { commonName: 'CA' }));

const certificates: Target = {
  name: 'identity-certificate',
  seeds: [
    certified('client', {}, [hostSpiffeId(TRUST_DOMAIN, HOST_UID)]),
    certified('client', { commonName: 'alice', organizations: ['ops', 'audit'] }),
    certified('ca', { commonName: 'CA' }),
  ],
  mutate: mutateBytes,
  check: (input) => {
    let certificate;
    try {
      certificate = new X509Certificate(input);
    } catch {
      return 'not a certificate';
    }
    const peer = peerOf(certificate, TRUST_DOMAIN);
    if (peer?.kind === 'host') demand(isHostUid(peer.hostUid), 'a host has a UID');
    if (peer?.kind === 'user') demand(peer.user !== '', 'a person has a name');
    const isPinned = hasCaPin(certificate, PIN);
    return `${peer?.kind ?? 'nobody'}, ${isPinned ? ACCEPTED : 'another pin'}`;
  },
};

const receipt = signReceipt(receiptKey, body);

/** The wire takes any 32 bytes as a host's receipt key. */
const rawKeys: Target = {
  name: 'identity-raw-key',
  seeds: [rawReceiptKey],
  mutate: mutateBytes,
  check: (input) => {
    if (input.length !== 32) return 'refused by the wire';
    const isSigned = isReceipt(input, body, receipt);
    demand(!isSigned || isSame(input, rawReceiptKey), 'a report is evidence under one key');
    return yes(isSigned);
  },
};

export const identityTargets: readonly Target[] = [
  publicKeys,
  requests,
  transcripts,
  receipts,
  tokenMacs,
  tokens,
  storedTokens,
  certificates,
  rawKeys,
];
