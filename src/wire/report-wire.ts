/**
 * A HostReport ⇄ the bytes that a host signs, spools and sends. The bytes are kept as signed: they are
 * the evidence.
 * @module
 */
import { isErrorCode } from '#src/errors/credfleet-error.ts';
import type {
  CredentialReport,
  HostReport,
  ItemReport,
  Occasion,
  ReportPhase,
  UnitReport,
} from '#src/intent/report.ts';
import {
  decodeMessage,
  integer,
  list,
  matching,
  oneOf,
  present,
  refuseField,
  text,
} from './field.ts';
import { credfleet } from './gen/agent_pb.js';
import { HEX_256 } from './intent-from-wire.ts';

const { HostReport: HostReportMessage, Phase } = credfleet.v1;

export const REPORT_MAX_BYTES = 262_144;
const MESSAGE_MAX = 4096;
const MAX_UNITS = 256;
const MAX_GONE = 4096;

const PHASES: Readonly<Record<ReportPhase, credfleet.v1.Phase>> = {
  Sealed: Phase.PHASE_SEALED,
  Activating: Phase.PHASE_ACTIVATING,
  Soaking: Phase.PHASE_SOAKING,
  Healthy: Phase.PHASE_HEALTHY,
  Failed: Phase.PHASE_FAILED,
  RolledBack: Phase.PHASE_ROLLED_BACK,
  Removed: Phase.PHASE_REMOVED,
  Staged: Phase.PHASE_STAGED,
};
const OCCASIONS: readonly Occasion[] = ['Drift', 'SealLost', 'SealExpiry', 'Requested'];
const PHASE_NAMES = Object.keys(PHASES) as ReportPhase[];

export function phaseToWire(phase: ReportPhase): credfleet.v1.Phase {
  return PHASES[phase];
}

export function phaseFromWire(value: credfleet.v1.Phase, field: string): ReportPhase {
  const phase = PHASE_NAMES.find((name) => PHASES[name] === value);
  return phase ?? refuseField(field, 'is none of the known phases');
}

/** Messages longer than 4,096 characters lose their end: the cause stands first. */
export function encodeHostReport(report: HostReport): Uint8Array {
  const { credential } = report;
  return HostReportMessage.encode({
    ...report,
    credential: {
      ...credential,
      phase: phaseToWire(credential.phase),
      code: credential.code ?? '',
      message: credential.message.slice(0, MESSAGE_MAX),
      items: [...credential.items],
      units: [...credential.units],
      goneVersions: [...(credential.gone ?? [])],
      ...(credential.occasion === undefined ? {} : { occasion: credential.occasion }),
      sealRequest: credential.sealRequest ?? 0,
    },
  }).finish();
}

/** @throws {CredfleetError} MESSAGE_INVALID with the field's name. */
export function decodeHostReport(body: Uint8Array): HostReport {
  const limit = { name: 'report', maxBytes: REPORT_MAX_BYTES };
  const message: credfleet.v1.HostReport = decodeMessage(HostReportMessage, body, limit);
  return {
    hostUid: text(message.hostUid, 'report.hostUid', { max: 64 }),
    bootId: text(message.bootId, 'report.bootId', { max: 64 }),
    seq: integer(message.seq, 'report.seq', { min: 1 }),
    timeMs: integer(message.timeMs, 'report.timeMs'),
    credential: credentialReport(present(message.credential, 'report.credential')),
  };
}

function credentialReport(message: credfleet.v1.CredentialReport): CredentialReport {
  const common = {
    uid: text(message.uid, 'report.credential.uid', { max: 64 }),
    namespace: text(message.namespace, 'report.credential.namespace', { max: 63 }),
    name: text(message.name, 'report.credential.name', { max: 253 }),
    version: integer(message.version, 'report.credential.version', { min: 1 }),
    rolloutUid: text(message.rolloutUid, 'report.credential.rolloutUid', { min: 0, max: 64 }),
    attempt: integer(message.attempt, 'report.credential.attempt'),
    phase: phaseFromWire(message.phase, 'report.credential.phase'),
    runningVersion: integer(message.runningVersion, 'report.credential.runningVersion'),
    items: list(message.items, 'report.credential.items', 32).map(itemReport),
    units: list(message.units, 'report.credential.units', MAX_UNITS).map(unitReport),
  };
  const optional = { ...gone(message), ...occasion(message), ...sealRequest(message) };
  return { ...common, ...cause(message), ...optional };
}

/** A word that a newer agent added is left out: the text says it too. */
function occasion(message: credfleet.v1.CredentialReport): Pick<CredentialReport, 'occasion'> {
  const word = OCCASIONS.find((known) => known === message.occasion);
  return word === undefined ? {} : { occasion: word };
}

function sealRequest(
  message: credfleet.v1.CredentialReport,
): Pick<CredentialReport, 'sealRequest'> {
  const request = integer(message.sealRequest, 'report.credential.sealRequest');
  return request === 0 ? {} : { sealRequest: request };
}

function gone({ goneVersions }: credfleet.v1.CredentialReport): Pick<CredentialReport, 'gone'> {
  const field = 'report.credential.goneVersions';
  const versions = list(goneVersions, field, MAX_GONE).map((version) =>
    integer(version, field, { min: 1 }),
  );
  return versions.length === 0 ? {} : { gone: versions };
}

/** A newer agent may know codes that we do not: its evidence is kept, the code moves into the text. */
function cause(
  message: credfleet.v1.CredentialReport,
): Pick<CredentialReport, 'message'> & Partial<Pick<CredentialReport, 'code'>> {
  const limits = { min: 0, max: MESSAGE_MAX };
  const words = text(message.message, 'report.credential.message', limits);
  const code = text(message.code, 'report.credential.code', { min: 0, max: 64 });
  if (code === '') return { message: words };
  if (isErrorCode(code)) return { code, message: words };
  return { code: 'HOST_CODE_UNKNOWN', message: `${code}: ${words}` };
}

function itemReport(message: credfleet.v1.ItemReport): ItemReport {
  return {
    name: text(message.name, 'report.credential.items.name', { max: 255 }),
    digest: matching(message.digest, 'report.credential.items.digest', HEX_256),
    sealedDigest: matching(message.sealedDigest, 'report.credential.items.sealedDigest', HEX_256),
    keyType: text(message.keyType, 'report.credential.items.keyType', { max: 64 }),
    pcrMask: integer(message.pcrMask, 'report.credential.items.pcrMask', { max: 0xff_ff_ff }),
    ...policyDigest(message),
    ...sealNotAfter(message),
    ...signedPcrs(message),
  };
}

function policyDigest(message: credfleet.v1.ItemReport): Pick<ItemReport, 'policyDigest'> {
  if (message.policyDigest === '') return {};
  const field = 'report.credential.items.policyDigest';
  return { policyDigest: matching(message.policyDigest, field, HEX_256) };
}

function signedPcrs(
  message: credfleet.v1.ItemReport,
): Pick<ItemReport, 'signedPcrMask' | 'pcrKey'> {
  if (message.pcrKey === '') return {};
  const field = 'report.credential.items';
  const limits = { min: 1, max: 0xff_ff_ff };
  return {
    signedPcrMask: integer(message.signedPcrMask, `${field}.signedPcrMask`, limits),
    pcrKey: matching(message.pcrKey, `${field}.pcrKey`, HEX_256),
  };
}

function sealNotAfter(message: credfleet.v1.ItemReport): Pick<ItemReport, 'sealNotAfterMs'> {
  const sealNotAfterMs = integer(message.sealNotAfterMs, 'report.credential.items.sealNotAfterMs');
  return sealNotAfterMs === 0 ? {} : { sealNotAfterMs };
}

function unitReport(message: credfleet.v1.UnitReport): UnitReport {
  const field = 'report.credential.units';
  const actions = ['Restarted', 'NotRunning', 'None', 'Reloaded'] as const;
  const loaded = ['Yes', 'No', 'Unknown'] as const;
  const word = (value: string, name: string): string => text(value, `${field}.${name}`, { min: 0 });
  return {
    name: text(message.name, `${field}.name`),
    action: oneOf(message.action, `${field}.action`, actions),
    invocationBefore: word(message.invocationBefore, 'invocationBefore'),
    invocationAfter: word(message.invocationAfter, 'invocationAfter'),
    activeState: word(message.activeState, 'activeState'),
    subState: word(message.subState, 'subState'),
    result: word(message.result, 'result'),
    execMainStatus: message.execMainStatus,
    restarts: integer(message.restarts, `${field}.restarts`),
    loadedEqualsVersion: oneOf(message.loadedEqualsVersion, `${field}.loadedEqualsVersion`, loaded),
  };
}
