/**
 * Whether sealed files still open when PCRs have other values: from what hosts reported of their headers, without
 * opening anything.
 * @module
 */
import type { ItemReport } from '#src/intent/report.ts';
import { pcrPolicyDigest } from '#src/systemd/pcr-policy.ts';
import { parsePcrKey, pcrKeyFingerprint } from '#src/systemd/pcr-key.ts';
import type { PcrSignature } from '#src/systemd/pcr-signature.ts';
import { pcrsOfMask } from '#src/systemd/sealed-header.ts';
import type { StateRow } from '#src/wire/query-messages.ts';

/** SHA-256 bank, hex, by PCR. */
export type PcrValues = ReadonlyMap<number, string>;

/** `-o json` prints these: a stable shape, fields are only added. */
export type Forecast = {
  readonly host: string;
  readonly namespace: string;
  readonly credential: string;
  readonly item: string;
  readonly version: number;
  readonly tpm2Pcrs: readonly number[];
  readonly verdict: 'Opens' | 'OpensNoMore' | 'Unknown';
  /** Why, when it is not known. */
  readonly message: string;
};

export type ForecastInput = {
  readonly rows: readonly StateRow[];
  /** What is expected to be measured. */
  readonly predicted: PcrValues;
  /** What each host showed in its last quote. */
  readonly shown: ReadonlyMap<string, PcrValues>;
  /** PCR states that were signed and that each host has. */
  readonly signed: ReadonlyMap<string, readonly PcrSignature[]>;
};

/** Those of which more has to be known than what is predicted. */
export function hostsToAsk(rows: readonly StateRow[], predicted: PcrValues): ReadonlySet<string> {
  const isOpen = ({ pcrMask, signedPcrMask = 0 }: ItemReport): boolean => {
    const bound = pcrsOfMask(pcrMask);
    const isPartly =
      bound.some((pcr) => predicted.has(pcr)) && !bound.every((pcr) => predicted.has(pcr));
    return isPartly || pcrsOfMask(signedPcrMask).some((pcr) => predicted.has(pcr));
  };
  return new Set(rows.filter(({ items }) => items.some(isOpen)).map(({ host }) => host));
}

const WORST_FIRST = ['OpensNoMore', 'Unknown', 'Opens'];

/** The worst first, then by host. */
export function forecast({ rows, ...known }: ForecastInput): readonly Forecast[] {
  return rows
    .filter(({ runningVersion }) => runningVersion > 0)
    .flatMap((row) => row.items.map((item) => ({ row, item })))
    .map(({ row, item }): Forecast => {
      const { host, namespace, credential, runningVersion: version } = row;
      const { verdict, message } = verdictOf(item, host, known);
      const tpm2Pcrs = pcrsOfMask(item.pcrMask | (item.signedPcrMask ?? 0));
      return { host, namespace, credential, item: item.name, version, tpm2Pcrs, verdict, message };
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b) || (a.host < b.host ? -1 : 1));
}

type Known = Omit<ForecastInput, 'rows'>;
type Verdict = Pick<Forecast, 'verdict' | 'message'>;
const OPENS: Verdict = { verdict: 'Opens', message: '' };

/** Bound to values and to signatures, both have to hold. */
function verdictOf(item: ItemReport, host: string, known: Known): Verdict {
  const [worst = OPENS] = [boundVerdict(item, host, known), signedVerdict(item, host, known)]
    .filter((verdict) => verdict !== undefined)
    .toSorted((a, b) => rankOf(a) - rankOf(b));
  return worst;
}

/** Undefined: it is bound to nothing that is predicted. */
function boundVerdict(
  { pcrMask, policyDigest, signedPcrMask }: ItemReport,
  host: string,
  known: Known,
): Verdict | undefined {
  const bound = pcrsOfMask(pcrMask);
  if (!bound.some((pcr) => known.predicted.has(pcr))) return undefined;
  if (policyDigest === undefined) {
    const message =
      signedPcrMask === undefined
        ? 'its host has not said what it is bound to: update its agent, and seal again'
        : 'it is bound to PCR values and to signed ones: what it is bound to cannot be told apart';
    return { verdict: 'Unknown', message };
  }
  const values = valuesFor(bound, host, known);
  if (typeof values === 'string') return { verdict: 'Unknown', message: values };
  if (pcrPolicyDigest(values) === policyDigest) return OPENS;
  return { verdict: 'OpensNoMore', message: '' };
}

function signedVerdict(
  { signedPcrMask = 0, pcrKey }: ItemReport,
  host: string,
  known: Known,
): Verdict | undefined {
  const pcrs = pcrsOfMask(signedPcrMask);
  if (!pcrs.some((pcr) => known.predicted.has(pcr))) return undefined;
  const values = valuesFor(pcrs, host, known);
  if (typeof values === 'string') return { verdict: 'Unknown', message: values };
  const policyDigest = pcrPolicyDigest(values);
  const isSigned = (known.signed.get(host) ?? []).some(
    (one) =>
      one.policyDigest === policyDigest &&
      one.pcrs.join() === pcrs.join() &&
      fingerprintOf(one) === pcrKey,
  );
  if (isSigned) return OPENS;
  const message = 'the host has no signature of that state: credfleet pcr sign';
  return { verdict: 'OpensNoMore', message };
}

function fingerprintOf({ publicKeyPem }: PcrSignature): string | undefined {
  const key = parsePcrKey(publicKeyPem);
  return key.ok ? pcrKeyFingerprint(key.value) : undefined;
}

/** Or why they are not known. */
function valuesFor(
  pcrs: readonly number[],
  host: string,
  { predicted, shown }: Known,
): PcrValues | string {
  const values = new Map<number, string>();
  for (const pcr of pcrs) {
    const value = predicted.get(pcr) ?? shown.get(host)?.get(pcr);
    if (value === undefined) {
      return `PCR ${pcr} of this host is not known: name it with --pcr ${pcr}=HEX`;
    }
    values.set(pcr, value);
  }
  return values;
}

function rankOf({ verdict }: Verdict): number {
  return WORST_FIRST.indexOf(verdict);
}
