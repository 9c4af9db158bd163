/**
 * Receipts: that each is by the key of its host, says what the event says, and that none is missing.
 * @module
 */
import { hash } from 'node:crypto';
import { formatTimeMs } from '#src/api/time.ts';
import { isReceipt, signingKeyId } from '#src/identity/receipt.ts';
import type { HostReport } from '#src/intent/report.ts';
import { decodeHostReport } from '#src/wire/report-wire.ts';
import type { LoggedEvent, LoggedReceipt } from './logged-event.ts';

/** Every check says what is wrong, or undefined. */
type Wrong = string | undefined;

export type HostKey = {
  readonly hostUid: string;
  readonly identityEpoch: number;
  readonly receiptKey: Uint8Array;
};

const KEY_BYTES = 32;

export class ReceiptCheck {
  readonly #isWhole: boolean;
  readonly #keys = new Map<string, Uint8Array>();
  readonly #keysOfEpochs = new Map<string, string>();
  /** By host: in which epoch of its identity it is, when the log said so, and the last counter by key. */
  readonly #hosts = new Map<string, { epoch: number | undefined; last: Map<string, number> }>();
  /** Gaps that the log tells itself. */
  readonly #alarms = new Set<string>();
  readonly #gaps: string[] = [];
  #verified = 0;
  #withoutBody = 0;

  /** @param isWhole the log begins with its first event. */
  constructor(isWhole: boolean) {
    this.#isWhole = isWhole;
  }

  counts(): { readonly receipts: number; readonly hosts: number } {
    return { receipts: this.#verified, hosts: this.#hosts.size };
  }

  notes(): readonly string[] {
    if (this.#withoutBody === 0) return this.#gaps;
    const older = `${this.#withoutBody} receipts are of a release that kept no reports: not verified`;
    return [...this.#gaps, older];
  }

  addKey({ hostUid, identityEpoch, receiptKey }: HostKey): Wrong {
    if (receiptKey.length !== KEY_BYTES) return `the receipt key of ${hostUid} is not of Ed25519`;
    const epoch = `${hostUid} ${identityEpoch}`;
    if (this.#keysOfEpochs.has(epoch)) return `has two receipt keys of ${hostUid} in one epoch`;
    this.#keysOfEpochs.set(epoch, Buffer.from(receiptKey).toString('base64'));
    this.#keys.set(`${hostUid} ${signingKeyId(receiptKey)}`, receiptKey);
    return undefined;
  }

  addEvent(event: LoggedEvent, body: Uint8Array | undefined): Wrong {
    this.#rememberAlarm(event);
    if (event.receipt !== undefined) return this.#receipt(event, event.receipt, body);
    if (body !== undefined) return 'has a signed report beside it, and no receipt';
    return this.#enrolment(event);
  }

  /** The log itself says which key a host enrolled with; other keys than before count from one again. */
  #enrolment({ detail, subject }: LoggedEvent): Wrong {
    const { receiptKey, identityEpoch } = detail;
    if (typeof identityEpoch !== 'number') return undefined;
    const hostUid = String(subject['hostUID']);
    const { epoch } = this.#hosts.get(hostUid) ?? {};
    if (epoch === undefined || identityEpoch > epoch) {
      this.#hosts.set(hostUid, { epoch: identityEpoch, last: new Map() });
    }
    const known = this.#keysOfEpochs.get(`${hostUid} ${identityEpoch}`);
    return receiptKey === undefined || known === receiptKey
      ? undefined
      : 'enrols a host with another receipt key than the one of its reports';
  }

  #rememberAlarm({ type, subject, detail }: LoggedEvent): void {
    if (type !== 'host.alarm' || detail['reason'] !== 'ReportGap') return;
    const { lastSeq, seq } = detail;
    this.#alarms.add(`${String(subject['hostUID'])} ${String(lastSeq)} ${String(seq)}`);
  }

  #receipt(event: LoggedEvent, receipt: LoggedReceipt, body: Uint8Array | undefined): Wrong {
    const isOlder = receipt.bodyDigest === undefined;
    const wrong = isOlder ? this.#olderReceipt(event, body) : this.#signature(event, receipt, body);
    return wrong ?? this.#counter(event, receipt);
  }

  /** A release before the chain kept no bodies. */
  #olderReceipt({ prev }: LoggedEvent, body: Uint8Array | undefined): Wrong {
    if (prev !== undefined || body !== undefined)
      return 'has a receipt that names no signed report';
    this.#withoutBody += 1;
    return undefined;
  }

  #signature(event: LoggedEvent, receipt: LoggedReceipt, body: Uint8Array | undefined): Wrong {
    if (body === undefined) return 'lacks the report that the host signed';
    if (hash('sha256', body) !== receipt.bodyDigest)
      return 'has another report beside it than its own';
    const hostUid = String(event.subject['hostUID']);
    const key = this.#keys.get(`${hostUid} ${receipt.keyID}`);
    if (key === undefined)
      return `is signed with ${receipt.keyID}, which host ${hostUid} never had`;
    if (!isReceipt(key, body, Buffer.from(receipt.sig, 'base64'))) {
      return `has a receipt that host ${hostUid} did not sign`;
    }
    this.#verified += 1;
    return contradiction(event, receipt, body);
  }

  #counter({ subject, seq }: LoggedEvent, { hostCounter, keyID }: LoggedReceipt): Wrong {
    const hostUid = String(subject['hostUID']);
    const host = this.#hosts.get(hostUid) ?? { epoch: undefined, last: new Map<string, number>() };
    this.#hosts.set(hostUid, host);
    const isFromStart = this.#isWhole || host.epoch !== undefined;
    // Otherwise what was before is pruned.
    const last = host.last.get(keyID) ?? (isFromStart ? 0 : hostCounter - 1);
    host.last.set(keyID, hostCounter);
    if (hostCounter === last + 1) return undefined;
    const text = `report ${hostCounter} of host ${hostUid} follows its report ${last}`;
    if (hostCounter <= last) return text;
    if (!this.#alarms.has(`${hostUid} ${last} ${hostCounter}`)) return `${text}: some are missing`;
    this.#gaps.push(`event ${seq}: ${text}; an alarm said so`);
    return undefined;
  }
}

/** The event against what the host signed. Texts may differ: they are in the words of each release. */
function contradiction(event: LoggedEvent, receipt: LoggedReceipt, body: Uint8Array): Wrong {
  const report = decoded(body);
  if (report === undefined) return 'has a signed report that cannot be read';
  const { credential } = report;
  const { subject, detail } = event;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['host', subject['hostUID'], report.hostUid],
    ['counter', receipt.hostCounter, report.seq],
    ['boot', receipt.bootID, report.bootId],
    ['namespace', subject['namespace'], credential.namespace],
    ['credential', subject['hostCredential'], credential.name],
    ['uid', subject['uid'], credential.uid],
    ['version', subject['version'], credential.version],
    ['rollout', subject['rollout'], credential.rolloutUid],
    ['phase', detail['phase'], credential.phase],
    ['running version', detail['runningVersion'], credential.runningVersion],
    ['time', detail['hostTime'], formatTimeMs(report.timeMs)],
    ['health', isOf(event, 'healthy') && credential.phase !== 'Healthy', false],
    ['removal', isOf(event, 'removed') && credential.phase !== 'Removed', false],
  ];
  const other = pairs.find(([, logged, signed]) => logged !== signed);
  return other === undefined ? undefined : `says another ${other[0]} than the host signed`;
}

/** What auditors rely on; other names of events may change between releases. */
function isOf({ type }: LoggedEvent, what: 'healthy' | 'removed'): boolean {
  return type === `host.version.${what}`;
}

function decoded(body: Uint8Array): HostReport | undefined {
  try {
    return decodeHostReport(body);
  } catch {
    return undefined;
  }
}
