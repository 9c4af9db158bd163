/**
 * Our words → the session's bytes.
 * @module
 */
import { attestationToWire, challengeToWire } from './attestation-wire.ts';
import { credfleet } from './gen/agent_pb.js';
import { factsToWire } from './host-facts-wire.ts';
import type { AgentMessage, ControllerMessage, Hello, SignedReport, Welcome } from './messages.ts';
import { pcrSignaturesToWire, pcrSignatureStateToWire } from './pcr-signature-wire.ts';
import { REFUSAL_TEXT_MAX } from './refusal-wire.ts';
import { phaseToWire } from './report-wire.ts';

const wire = credfleet.v1;

export function encodeAgentMessage(message: AgentMessage): Uint8Array {
  switch (message.kind) {
    case 'hello':
      return wire.AgentMessage.encode({ hello: helloToWire(message.hello) }).finish();
    case 'ack':
      return wire.AgentMessage.encode({ ack: { nonce: message.nonce } }).finish();
    case 'nack': {
      const { code, message: text } = message.refusal;
      const nack = { nonce: message.nonce, code, message: text.slice(0, REFUSAL_TEXT_MAX) };
      return wire.AgentMessage.encode({ nack }).finish();
    }
    case 'reports':
      return wire.AgentMessage.encode(reportsToWire(message.reports)).finish();
    case 'attestation': {
      const attestation = attestationToWire(message.attestation);
      return wire.AgentMessage.encode({ attestation }).finish();
    }
    case 'pong':
      return wire.AgentMessage.encode({ pong: { nonce: message.nonce } }).finish();
    case 'pcrSignatureState': {
      const pcrSignatureState = pcrSignatureStateToWire(message.state);
      return wire.AgentMessage.encode({ pcrSignatureState }).finish();
    }
    case 'facts':
      return wire.AgentMessage.encode({ facts: factsToWire(message.facts) }).finish();
  }
}

/** One alone as every release takes it. */
function reportsToWire(reports: readonly SignedReport[]): credfleet.v1.AgentMessage.$Properties {
  const [report, ...more] = reports;
  return more.length === 0 ? { report: report ?? null } : { reports: { reports: [...reports] } };
}

function helloToWire(hello: Hello): credfleet.v1.Hello.$Properties {
  return {
    ...hello,
    inventory: hello.inventory.map((item) => ({ ...item, state: phaseToWire(item.state) })),
    facts: factsToWire(hello.facts),
  };
}

/** What a controller does not take is not there. */
function welcomeToWire({ takesReports, ...welcome }: Welcome): credfleet.v1.Welcome.$Properties {
  return takesReports ? { ...welcome, takesReports } : welcome;
}

export function encodeControllerMessage(message: ControllerMessage): Uint8Array {
  switch (message.kind) {
    case 'welcome':
      return wire.ControllerMessage.encode({ welcome: welcomeToWire(message.welcome) }).finish();
    case 'push': {
      const push = { nonce: message.nonce, envelope: message.envelope };
      return wire.ControllerMessage.encode({ push }).finish();
    }
    case 'reportAck':
      return wire.ControllerMessage.encode({ reportAck: { seq: message.seq } }).finish();
    case 'drain': {
      const drain = { reconnectAfterMs: message.reconnectAfterMs };
      return wire.ControllerMessage.encode({ drain }).finish();
    }
    case 'trustUpdate': {
      const trustUpdate = { bundles: [...message.bundles] };
      return wire.ControllerMessage.encode({ trustUpdate }).finish();
    }
    case 'challenge': {
      const challenge = challengeToWire(message.challenge);
      return wire.ControllerMessage.encode({ challenge }).finish();
    }
    case 'conflict': {
      const conflict = { message: message.message.slice(0, REFUSAL_TEXT_MAX) };
      return wire.ControllerMessage.encode({ conflict }).finish();
    }
    case 'ping':
      return wire.ControllerMessage.encode({ ping: { nonce: message.nonce } }).finish();
    case 'pcrSignatures': {
      const pcrSignatures = pcrSignaturesToWire(message.signatures);
      return wire.ControllerMessage.encode({ pcrSignatures }).finish();
    }
  }
}
