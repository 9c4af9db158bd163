/**
 * Receipts: that each is by the key of its host, says what the event says, and that none is missing.
 * @module
 */
import type { LoggedEvent, LoggedReceipt } from './logged-event.ts';
import { type HostKey, HostKeys } from './receipt-signature.ts';

/** Every check says what is wrong, or undefined. */
type Wrong = string | undefined;

/** The last report by one key. */
type Counted = { readonly counter: number; readonly bodyDigest: string | undefined };

type CountedHost = { readonly epoch: number | undefined; readonly last: Map<string, Counted> };

type Gap = {
  readonly hostUid: string;
  readonly last: number;
  readonly hostCounter: number;
  readonly seq: number;
};

export class ReceiptCheck {
  readonly #isWhole: boolean;
  readonly #keys = new HostKeys();
  /** By host: in which epoch of its identity it is, when the log said so, and the last counter by key. */
  readonly #hosts = new Map<string, CountedHost>();
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

  addKey(key: HostKey): Wrong {
    return this.#keys.add(key);
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
    const known = this.#keys.ofEpoch(hostUid, identityEpoch);
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
    const wrong = this.#keys.signatureFault(event, receipt, body);
    if (wrong === undefined) this.#verified += 1;
    return wrong;
  }

  #counter({ subject, seq, type }: LoggedEvent, receipt: LoggedReceipt): Wrong {
    const { hostCounter, keyID, bodyDigest } = receipt;
    const hostUid = String(subject['hostUID']);
    const host = this.#host(hostUid);
    const before = host.last.get(keyID);
    // One report is told in several events when it says that revoked versions are gone.
    const isSame = before?.counter === hostCounter && before.bodyDigest === bodyDigest;
    if (isSame && type === 'host.version.gone') return undefined;
    const isFromStart = this.#isWhole || host.epoch !== undefined;
    // Otherwise what was before is pruned.
    const last = before?.counter ?? (isFromStart ? 0 : hostCounter - 1);
    host.last.set(keyID, { counter: hostCounter, bodyDigest });
    return hostCounter === last + 1 ? undefined : this.#gap({ hostUid, last, hostCounter, seq });
  }

  #host(hostUid: string): CountedHost {
    const host = this.#hosts.get(hostUid) ?? { epoch: undefined, last: new Map<string, Counted>() };
    this.#hosts.set(hostUid, host);
    return host;
  }

  /** Forward it may be, when the log itself raised the alarm. */
  #gap({ hostUid, last, hostCounter, seq }: Gap): Wrong {
    const text = `report ${hostCounter} of host ${hostUid} follows its report ${last}`;
    if (hostCounter <= last) return text;
    if (!this.#alarms.has(`${hostUid} ${last} ${hostCounter}`)) return `${text}: some are missing`;
    this.#gaps.push(`event ${seq}: ${text}; an alarm said so`);
    return undefined;
  }
}
