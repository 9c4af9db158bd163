/**
 * Whether sealed files still open when PCRs have other values: from what hosts reported of their headers, without
 * opening anything.
 * @module
 */
import type { ItemReport } from '#src/intent/report.ts';
import { pcrPolicyDigest } from '#src/systemd/pcr-policy.ts';
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
};

/** Those of which more has to be known than what is predicted. */
export function hostsToAsk(rows: readonly StateRow[], predicted: PcrValues): ReadonlySet<string> {
  const isPartly = ({ pcrMask }: ItemReport): boolean => {
    const bound = pcrsOfMask(pcrMask);
    return bound.some((pcr) => predicted.has(pcr)) && !bound.every((pcr) => predicted.has(pcr));
  };
  return new Set(rows.filter(({ items }) => items.some(isPartly)).map(({ host }) => host));
}

const WORST_FIRST = ['OpensNoMore', 'Unknown', 'Opens'];

/** The worst first, then by host. */
export function forecast({ rows, predicted, shown }: ForecastInput): readonly Forecast[] {
  return rows
    .filter(({ runningVersion }) => runningVersion > 0)
    .flatMap((row) => row.items.map((item) => ({ row, item })))
    .map(({ row, item }): Forecast => {
      const { host, namespace, credential, runningVersion: version } = row;
      const { verdict, message } = verdictOf(item, predicted, shown.get(host) ?? new Map());
      const tpm2Pcrs = pcrsOfMask(item.pcrMask);
      return { host, namespace, credential, item: item.name, version, tpm2Pcrs, verdict, message };
    })
    .toSorted((a, b) => rankOf(a) - rankOf(b) || (a.host < b.host ? -1 : 1));
}

function verdictOf(
  { pcrMask, policyDigest }: ItemReport,
  predicted: PcrValues,
  shown: PcrValues,
): Pick<Forecast, 'verdict' | 'message'> {
  const bound = pcrsOfMask(pcrMask);
  if (!bound.some((pcr) => predicted.has(pcr))) return { verdict: 'Opens', message: '' };
  if (policyDigest === undefined) {
    const message = 'its host has not said what it is bound to: update its agent, and seal again';
    return { verdict: 'Unknown', message };
  }
  const values = new Map<number, string>();
  for (const pcr of bound) {
    const value = predicted.get(pcr) ?? shown.get(pcr);
    if (value === undefined) {
      const message = `PCR ${pcr} of this host is not known: name it with --pcr ${pcr}=HEX`;
      return { verdict: 'Unknown', message };
    }
    values.set(pcr, value);
  }
  const isSame = pcrPolicyDigest(values) === policyDigest;
  return { verdict: isSame ? 'Opens' : 'OpensNoMore', message: '' };
}

function rankOf({ verdict }: Forecast): number {
  return WORST_FIRST.indexOf(verdict);
}
