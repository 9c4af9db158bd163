/**
 * Enrolment: bytes → our words. What comes in here is from anybody, so sizes are checked before any
 * cryptography, and there is one encoding: unknown fields and other encodings are refused.
 * @module
 */
import type {
  EnrollChallenge,
  EnrollIssued,
  EnrollProof,
  EnrollRequest,
  EnrollResponse,
  EnrollStart,
} from './enrollment-messages.ts';
import { encodeEnrollRequest } from './enrollment-to-wire.ts';
import {
  bytes,
  decodeMessage,
  integer,
  list,
  matching,
  oneOf,
  present,
  refuseField,
  text,
  textMap,
} from './field.ts';
import { credfleet } from './gen/agent_pb.js';

const wire = credfleet.v1;

/** Largest M1 or M3. */
export const ENROLL_MAX_BYTES = 65_536;
/** RFC 1123, lower case, at most 253 characters: also the name of the Host object. */
const HOST_NAME =
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/u;
const SPKI = { max: 512 };
const OPTIONAL_KEY = { min: 0, max: 1024 };
const OPTIONAL_PROOF = { min: 0, max: 4096 };

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function decodeEnrollRequest(encoded: Uint8Array): EnrollRequest {
  const limit = { name: 'enrollRequest', maxBytes: ENROLL_MAX_BYTES };
  const request = requestFromWire(decodeMessage(wire.EnrollRequest, encoded, limit));
  if (Buffer.compare(encodeEnrollRequest(request), encoded) !== 0) {
    refuseField('enrollRequest', 'is not in its one encoding');
  }
  return request;
}

function requestFromWire(message: credfleet.v1.EnrollRequest): EnrollRequest {
  switch (message.kind) {
    case 'start':
      return { kind: 'start', start: start(present(message.start, 'start')) };
    case 'proof':
      return { kind: 'proof', proof: proof(present(message.proof, 'proof')) };
    case undefined:
    default:
      return refuseField('kind', 'is none of start, proof');
  }
}

function start(message: credfleet.v1.EnrollStart): EnrollStart {
  const tokenMac = bytes(message.tokenMac, 'start.tokenMac', { min: 0, max: 32 });
  const tokenId = text(message.tokenId, 'start.tokenId', { min: 0, max: 32 });
  if (tokenId === '' ? tokenMac.length > 0 : tokenMac.length !== 32) {
    refuseField('start.tokenMac', 'and tokenId belong together');
  }
  return {
    protocol: integer(message.protocol, 'start.protocol', { min: 1 }),
    nonceAgent: bytes(message.nonceAgent, 'start.nonceAgent', { exact: 32 }),
    ekPub: bytes(message.ekPub, 'start.ekPub', OPTIONAL_KEY),
    ekCerts: list(message.ekCerts, 'start.ekCerts', 4).map((certificate) =>
      bytes(certificate, 'start.ekCerts', { max: 8192 }),
    ),
    akPub: bytes(message.akPub, 'start.akPub', OPTIONAL_KEY),
    kxPub: bytes(message.kxPub, 'start.kxPub', { min: 0, ...SPKI }),
    kxEpoch: integer(message.kxEpoch, 'start.kxEpoch', { min: 1 }),
    tlsSpki: bytes(message.tlsSpki, 'start.tlsSpki', SPKI),
    receiptKey: bytes(message.receiptKey, 'start.receiptKey', { exact: 32 }),
    identityPub: bytes(message.identityPub, 'start.identityPub', { min: 0, ...SPKI }),
    hostName: matching(message.hostName, 'start.hostName', HOST_NAME),
    bootId: text(message.bootId, 'start.bootId', { max: 64 }),
    facts: textMap(message.facts, 'start.facts'),
    tokenId,
    tokenMac,
    kxTpmPub: bytes(message.kxTpmPub, 'start.kxTpmPub', OPTIONAL_KEY),
    hostUid: text(message.hostUid, 'start.hostUid', { min: 0, max: 64 }),
  };
}

function proof(message: credfleet.v1.EnrollProof): EnrollProof {
  return {
    transcriptMac: bytes(message.transcriptMac, 'proof.transcriptMac', { min: 0, max: 32 }),
    certifyAttest: bytes(message.certifyAttest, 'proof.certifyAttest', OPTIONAL_PROOF),
    certifySignature: bytes(message.certifySignature, 'proof.certifySignature', OPTIONAL_PROOF),
    quoteAttest: bytes(message.quoteAttest, 'proof.quoteAttest', OPTIONAL_PROOF),
    quoteSignature: bytes(message.quoteSignature, 'proof.quoteSignature', OPTIONAL_PROOF),
    pcrValues: list(message.pcrValues, 'proof.pcrValues', 24).map((value) =>
      bytes(value, 'proof.pcrValues', { max: 64 }),
    ),
    identitySignature: bytes(message.identitySignature, 'proof.identitySignature', {
      min: 0,
      max: 64,
    }),
    csr: bytes(message.csr, 'proof.csr', { max: 2048 }),
  };
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function decodeEnrollResponse(encoded: Uint8Array): EnrollResponse {
  const limit = { name: 'enrollResponse', maxBytes: ENROLL_MAX_BYTES };
  const message: credfleet.v1.EnrollResponse = decodeMessage(wire.EnrollResponse, encoded, limit);
  switch (message.kind) {
    case 'challenge':
      return { kind: 'challenge', challenge: challenge(present(message.challenge, 'challenge')) };
    case 'issued':
      return { kind: 'issued', issued: issued(present(message.issued, 'issued')) };
    case 'pending': {
      const { retryAfterMs, message: words } = present(message.pending, 'pending');
      const limits = { max: 3_600_000 };
      return {
        kind: 'pending',
        retryAfterMs: integer(retryAfterMs, 'pending.retryAfterMs', limits),
        message: text(words, 'pending.message', { min: 0, max: 1024 }),
      };
    }
    case 'denied': {
      const { message: words } = present(message.denied, 'denied');
      return { kind: 'denied', message: text(words, 'denied.message', { min: 0, max: 1024 }) };
    }
    case undefined:
    default:
      return refuseField('kind', 'is none of challenge, issued, pending, denied');
  }
}

function challenge(message: credfleet.v1.EnrollChallenge): EnrollChallenge {
  return {
    nonceController: bytes(message.nonceController, 'challenge.nonceController', { exact: 32 }),
    credentialBlob: bytes(message.credentialBlob, 'challenge.credentialBlob', OPTIONAL_KEY),
    encSecret: bytes(message.encSecret, 'challenge.encSecret', OPTIONAL_KEY),
    pcrSelection: list(message.pcrSelection, 'challenge.pcrSelection', 24).slice(),
    deadlineMs: integer(message.deadlineMs, 'challenge.deadlineMs', { max: 3_600_000 }),
  };
}

function issued(message: credfleet.v1.EnrollIssued): EnrollIssued {
  const cas = list(message.caCertificates, 'issued.caCertificates', 4);
  const keys = list(message.intentKeys, 'issued.intentKeys', 4);
  if (cas.length === 0) refuseField('issued.caCertificates', 'is empty');
  if (keys.length === 0) refuseField('issued.intentKeys', 'is empty');
  return {
    hostUid: text(message.hostUid, 'issued.hostUid', { max: 64 }),
    certificate: bytes(message.certificate, 'issued.certificate', { max: 8192 }),
    caCertificates: cas.map((ca) => bytes(ca, 'issued.caCertificates', { max: 8192 })),
    intentKeys: keys.map((key) => bytes(key, 'issued.intentKeys', { exact: 32 })),
    identityEpoch: integer(message.identityEpoch, 'issued.identityEpoch', { min: 1 }),
    clusterUid: text(message.clusterUid, 'issued.clusterUid', { max: 64 }),
    assurance: oneOf(message.assurance, 'issued.assurance', ['TPM', 'Software']),
    trustEpoch: integer(message.trustEpoch, 'issued.trustEpoch', { min: 1 }),
  };
}
