/**
 * The session's bytes → our words. Missing, oversize and unknown are MESSAGE_INVALID with the field's
 * name; fields that a newer peer added are left out.
 * @module
 */
import type { InventoryItem } from '#src/intent/report.ts';
import { attestationFromWire, challengeFromWire } from './attestation-wire.ts';
import {
  bytes,
  decodeMessage,
  integer,
  list,
  matching,
  present,
  refuseField,
  text,
} from './field.ts';
import { credfleet } from './gen/agent_pb.js';
import { factsFromWire } from './host-facts-wire.ts';
import { HEX_256 } from './intent-from-wire.ts';
import { pcrSignaturesFromWire, pcrSignatureStateFromWire } from './pcr-signature-wire.ts';
import { refusalFromWire } from './refusal-wire.ts';
import {
  MESSAGE_MAX_BYTES,
  REPORTS_MAX,
  type AgentMessage,
  type ControllerMessage,
  type Hello,
  type SignedReport,
  type Welcome,
} from './messages.ts';
import { phaseFromWire, REPORT_MAX_BYTES } from './report-wire.ts';
import { signedBundlesFromWire } from './trust-wire.ts';

const wire = credfleet.v1;
const MAX_INVENTORY = 4096;

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function decodeAgentMessage(encoded: Uint8Array): AgentMessage {
  const limit = { name: 'agentMessage', maxBytes: MESSAGE_MAX_BYTES };
  const message: FromAgent = decodeMessage(wire.AgentMessage, encoded, limit);
  if (message.kind === undefined) {
    return refuseField('kind', 'is none of those that an agent sends');
  }
  return agentKinds[message.kind](message);
}

type FromAgent = credfleet.v1.AgentMessage;

const agentKinds: {
  readonly [K in NonNullable<FromAgent['kind']>]: (message: FromAgent) => AgentMessage;
} = {
  hello: (message) => ({ kind: 'hello', hello: hello(present(message.hello, 'hello')) }),
  ack: (message) => ({
    kind: 'ack',
    nonce: integer(present(message.ack, 'ack').nonce, 'ack.nonce'),
  }),
  nack: (message) => {
    const nack = present(message.nack, 'nack');
    const nonce = integer(nack.nonce, 'nack.nonce');
    return { kind: 'nack', nonce, refusal: refusalFromWire(nack, 'nack') };
  },
  report: (message) => ({
    kind: 'reports',
    reports: [signedReport(present(message.report, 'report'))],
  }),
  reports: (message) => {
    const { reports } = present(message.reports, 'reports');
    return { kind: 'reports', reports: list(reports, 'reports', REPORTS_MAX).map(signedReport) };
  },
  attestation: (message) => {
    const attestation = attestationFromWire(present(message.attestation, 'attestation'));
    return { kind: 'attestation', attestation };
  },
  pong: (message) => ({
    kind: 'pong',
    nonce: integer(present(message.pong, 'pong').nonce, 'pong.nonce'),
  }),
  pcrSignatureState: (message) => {
    const state = present(message.pcrSignatureState, 'pcrSignatureState');
    return { kind: 'pcrSignatureState', state: pcrSignatureStateFromWire(state) };
  },
  facts: (message) => ({
    kind: 'facts',
    facts: factsFromWire(present(message.facts, 'facts'), 'facts'),
  }),
};

function hello(message: credfleet.v1.Hello): Hello {
  return {
    protocol: integer(message.protocol, 'hello.protocol', { min: 1 }),
    hostSeq: integer(message.hostSeq, 'hello.hostSeq'),
    reportSeq: integer(message.reportSeq, 'hello.reportSeq'),
    kxEpoch: integer(message.kxEpoch, 'hello.kxEpoch', { min: 1 }),
    identityEpoch: integer(message.identityEpoch, 'hello.identityEpoch', { min: 1 }),
    inventory: list(message.inventory, 'hello.inventory', MAX_INVENTORY).map(inventoryItem),
    facts: factsFromWire(present(message.facts, 'hello.facts'), 'hello.facts'),
    trustEpoch: integer(message.trustEpoch, 'hello.trustEpoch', { min: 1 }),
  };
}

function inventoryItem(message: credfleet.v1.InventoryItem): InventoryItem {
  const sealRequest = integer(message.sealRequest, 'hello.inventory.sealRequest');
  return {
    uid: text(message.uid, 'hello.inventory.uid', { max: 64 }),
    namespace: text(message.namespace, 'hello.inventory.namespace', { max: 63 }),
    name: text(message.name, 'hello.inventory.name', { max: 253 }),
    version: integer(message.version, 'hello.inventory.version'),
    digest:
      message.digest === '' ? '' : matching(message.digest, 'hello.inventory.digest', HEX_256),
    state: phaseFromWire(message.state, 'hello.inventory.state'),
    ...(sealRequest === 0 ? {} : { sealRequest }),
  };
}

function signedReport(message: credfleet.v1.SignedReport): SignedReport {
  return {
    seq: integer(message.seq, 'report.seq', { min: 1 }),
    body: bytes(message.body, 'report.body', { max: REPORT_MAX_BYTES }),
    signature: bytes(message.signature, 'report.signature', { exact: 64 }),
  };
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function decodeControllerMessage(encoded: Uint8Array): ControllerMessage {
  const limit = { name: 'controllerMessage', maxBytes: MESSAGE_MAX_BYTES };
  const message: FromController = decodeMessage(wire.ControllerMessage, encoded, limit);
  if (message.kind === undefined) {
    return refuseField('kind', 'is none of those that a controller sends');
  }
  return controllerKinds[message.kind](message);
}

type FromController = credfleet.v1.ControllerMessage;

const controllerKinds: {
  readonly [K in NonNullable<FromController['kind']>]: (
    message: FromController,
  ) => ControllerMessage;
} = {
  welcome: (message) => ({
    kind: 'welcome',
    welcome: welcome(present(message.welcome, 'welcome')),
  }),
  push: (message) => {
    const push = present(message.push, 'push');
    return {
      kind: 'push',
      nonce: integer(push.nonce, 'push.nonce', { min: 1 }),
      envelope: bytes(push.envelope, 'push.envelope', { max: MESSAGE_MAX_BYTES }),
    };
  },
  reportAck: (message) => ({
    kind: 'reportAck',
    seq: integer(present(message.reportAck, 'reportAck').seq, 'reportAck.seq'),
  }),
  drain: (message) => {
    const { reconnectAfterMs } = present(message.drain, 'drain');
    const field = 'drain.reconnectAfterMs';
    return {
      kind: 'drain',
      reconnectAfterMs: integer(reconnectAfterMs, field, { max: 3_600_000 }),
    };
  },
  trustUpdate: (message) => {
    const { bundles } = present(message.trustUpdate, 'trustUpdate');
    return { kind: 'trustUpdate', bundles: signedBundlesFromWire(bundles) };
  },
  challenge: (message) => {
    const challenge = challengeFromWire(present(message.challenge, 'challenge'));
    return { kind: 'challenge', challenge };
  },
  conflict: (message) => {
    const conflict = present(message.conflict, 'conflict');
    const words = text(conflict.message, 'conflict.message', { min: 0, max: 4096 });
    return { kind: 'conflict', message: words };
  },
  ping: (message) => ({
    kind: 'ping',
    nonce: integer(present(message.ping, 'ping').nonce, 'ping.nonce'),
  }),
  pcrSignatures: (message) => {
    const all = present(message.pcrSignatures, 'pcrSignatures');
    return { kind: 'pcrSignatures', signatures: pcrSignaturesFromWire(all) };
  },
};

function welcome(message: credfleet.v1.Welcome): Welcome {
  return {
    hostUid: text(message.hostUid, 'welcome.hostUid', { max: 64 }),
    timeMs: integer(message.timeMs, 'welcome.timeMs'),
    reportSeq: integer(message.reportSeq, 'welcome.reportSeq'),
    takesFacts: message.takesFacts,
    takesReports: message.takesReports,
  };
}
