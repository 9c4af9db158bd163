/**
 * What a host says of itself on the wire, its TPM included.
 * @module
 */
import type { HostFacts, TpmSeen } from '#src/intent/report.ts';
import { integer, list, text, textMap } from './field.ts';
import type { credfleet } from './gen/agent_pb.js';
import { REFUSAL_TEXT_MAX, refusalFromWire } from './refusal-wire.ts';

const UINT32_MAX = 0xffff_ffff;
/** Year 9999: later ones cannot be written as RFC 3339. */
const TIME_MAX_MS = 253_402_300_799_999;

export function factsToWire({
  tpm,
  capabilities,
  facts,
  ...rest
}: HostFacts): credfleet.v1.HostFacts.$Properties {
  const copied = { ...rest, capabilities: [...capabilities], facts: { ...facts } };
  return tpm === undefined ? copied : { ...copied, tpm: tpmToWire(tpm) };
}

/** @param field of the message that it stands in. @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function factsFromWire(message: credfleet.v1.HostFacts, field: string): HostFacts {
  const capabilities = list(message.capabilities, `${field}.capabilities`, 64);
  const { tpm } = message;
  return {
    hostName: text(message.hostName, `${field}.hostName`, { max: 253 }),
    agentVersion: text(message.agentVersion, `${field}.agentVersion`, { max: 64 }),
    systemdVersion: integer(message.systemdVersion, `${field}.systemdVersion`),
    tpmPresent: message.tpmPresent,
    bootId: text(message.bootId, `${field}.bootId`, { max: 64 }),
    capabilities: capabilities.map((entry) => text(entry, `${field}.capabilities`)),
    facts: textMap(message.facts, `${field}.facts`),
    ...(tpm === null || tpm === undefined ? {} : { tpm: tpmFromWire(tpm, `${field}.tpm`) }),
  };
}

function tpmToWire(seen: TpmSeen): credfleet.v1.TpmState.$Properties {
  if (seen.kind === 'unavailable') {
    return { code: seen.code, message: seen.message.slice(0, REFUSAL_TEXT_MAX) };
  }
  const { isLockedOut, counter, max, intervalSeconds, overByMs = 0 } = seen.lockout;
  return {
    lockedOut: isLockedOut,
    lockoutCounter: counter,
    maxAuthFail: max,
    lockoutInterval: intervalSeconds,
    overByMs,
  };
}

function tpmFromWire(message: credfleet.v1.TpmState, field: string): TpmSeen {
  if (message.code !== '') return { kind: 'unavailable', ...refusalFromWire(message, field) };
  const count = (value: number, name: string): number =>
    integer(value, `${field}.${name}`, { max: UINT32_MAX });
  const overByMs = integer(message.overByMs, `${field}.overByMs`, { max: TIME_MAX_MS });
  const lockout = {
    isLockedOut: message.lockedOut,
    counter: count(message.lockoutCounter, 'lockoutCounter'),
    max: count(message.maxAuthFail, 'maxAuthFail'),
    intervalSeconds: count(message.lockoutInterval, 'lockoutInterval'),
    ...(overByMs === 0 ? {} : { overByMs }),
  };
  return { kind: 'answers', lockout };
}
