/**
 * One receipt: that the host signed the report beside its event, and that both say the same.
 * @module
 */
import { hash } from 'node:crypto';
import { formatTimeMs } from '#src/api/time.ts';
import { isReceipt, signingKeyId } from '#src/identity/receipt.ts';
import type { HostReport } from '#src/intent/report.ts';
import { decodeHostReport } from '#src/wire/report-wire.ts';
import type { LoggedEvent, LoggedReceipt } from './logged-event.ts';

export type HostKey = {
  readonly hostUid: string;
  readonly identityEpoch: number;
  readonly receiptKey: Uint8Array;
};

const KEY_BYTES = 32;

/** The receipt keys of hosts, one for each epoch of an identity. All checks say what is wrong, or undefined. */
export class HostKeys {
  readonly #keys = new Map<string, Uint8Array>();
  readonly #ofEpochs = new Map<string, string>();

  add({ hostUid, identityEpoch, receiptKey }: HostKey): string | undefined {
    if (receiptKey.length !== KEY_BYTES) return `the receipt key of ${hostUid} is not of Ed25519`;
    const epoch = `${hostUid} ${identityEpoch}`;
    const encoded = Buffer.from(receiptKey).toString('base64');
    // The next export of a series has it again.
    if ((this.#ofEpochs.get(epoch) ?? encoded) !== encoded) {
      return `has two receipt keys of ${hostUid} in one epoch`;
    }
    this.#ofEpochs.set(epoch, encoded);
    this.#keys.set(`${hostUid} ${signingKeyId(receiptKey)}`, receiptKey);
    return undefined;
  }

  /** Base64. */
  ofEpoch(hostUid: string, identityEpoch: number): string | undefined {
    return this.#ofEpochs.get(`${hostUid} ${identityEpoch}`);
  }

  signatureFault(
    event: LoggedEvent,
    receipt: LoggedReceipt,
    body: Uint8Array | undefined,
  ): string | undefined {
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
    return contradiction(event, receipt, body);
  }
}

/** The event against what the host signed. Texts may differ: they are in the words of each release. */
function contradiction(
  event: LoggedEvent,
  receipt: LoggedReceipt,
  body: Uint8Array,
): string | undefined {
  const report = decoded(body);
  if (report === undefined) return 'has a signed report that cannot be read';
  const { credential } = report;
  const { subject, detail } = event;
  const pairs: Pairs = [
    ['host', subject['hostUID'], report.hostUid],
    ['counter', receipt.hostCounter, report.seq],
    ['boot', receipt.bootID, report.bootId],
    ['namespace', subject['namespace'], credential.namespace],
    ['credential', subject['hostCredential'], credential.name],
    ['uid', subject['uid'], credential.uid],
    ['rollout', subject['rollout'], credential.rolloutUid],
    ['time', detail['hostTime'], formatTimeMs(report.timeMs)],
    ...(isOf(event, 'gone') ? gonePairs(event, report) : ownPairs(event, report)),
  ];
  const other = pairs.find(([, logged, signed]) => logged !== signed);
  return other === undefined ? undefined : `says another ${other[0]} than the host signed`;
}

type Pairs = readonly (readonly [string, unknown, unknown])[];

/** What the report is about. */
function ownPairs(event: LoggedEvent, { credential }: HostReport): Pairs {
  const { subject, detail } = event;
  return [
    ['version', subject['version'], credential.version],
    ['phase', detail['phase'], credential.phase],
    ['running version', detail['runningVersion'], credential.runningVersion],
    ['health', isOf(event, 'healthy') && credential.phase !== 'Healthy', false],
    ['removal', isOf(event, 'removed') && credential.phase !== 'Removed', false],
  ];
}

/** What the same report says of a revoked version. */
function gonePairs({ subject, detail }: LoggedEvent, { credential }: HostReport): Pairs {
  const isSaid = credential.gone?.some((version) => version === subject['version']) === true;
  return [
    ['version', isSaid, true],
    ['version beside it', detail['toldWithVersion'], credential.version],
  ];
}

/** What auditors rely on; other names of events may change between releases. */
function isOf({ type }: LoggedEvent, what: 'healthy' | 'removed' | 'gone'): boolean {
  return type === `host.version.${what}`;
}

function decoded(body: Uint8Array): HostReport | undefined {
  try {
    return decodeHostReport(body);
  } catch {
    return undefined;
  }
}
