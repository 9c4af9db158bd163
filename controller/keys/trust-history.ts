/**
 * What hosts were told to trust, one signed bundle after the other, and who changed it. Public, but it must not be
 * lost: it lies in the key store, and the last bundle says which keys are in use. Pure.
 * @module
 */
import type { KeyObject } from 'node:crypto';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { followTrust, signTrustBundle } from '#src/trust/trust-chain.ts';
import type { SignedTrustBundle, TrustBundle } from '#src/wire/messages.ts';
import { decodeTrustBundle, MAX_BUNDLES } from '#src/wire/trust-wire.ts';

/** `made` is the first; `prepared` adds a next CA where there was none. */
export type TrustChange = 'made' | 'prepared' | 'intent' | 'ca';

export type TrustEntry = {
  readonly bundle: TrustBundle;
  readonly signed: SignedTrustBundle;
  readonly change: TrustChange;
  readonly atMs: number;
  /** The person, or 'controller'. */
  readonly by: string;
  /** From here on no client certificate of a former CA is accepted: somebody else knows its key. */
  readonly isStolen: boolean;
};

/** Oldest first, never empty; the last is in force. */
export type TrustHistory = readonly [TrustEntry, ...TrustEntry[]];

export type NewEntry = Omit<TrustEntry, 'signed'> & {
  /** Of the bundle before; of the first one, its own. */
  readonly signer: KeyObject;
};

/** How long client certificates of a replaced CA are accepted: as long as a host's certificate lives. */
export const FORMER_CA_MS = 86_400_000;

export function firstEntry({ signer, ...entry }: NewEntry): TrustHistory {
  return [{ ...entry, signed: signTrustBundle(entry.bundle, signer) }];
}

/** As many are kept as a host may be behind. */
export function withEntry(history: TrustHistory, { signer, ...entry }: NewEntry): TrustHistory {
  const [last] = firstEntry({ ...entry, signer });
  const [first, ...rest] = [...history.slice(1 - MAX_BUNDLES), last];
  return first === undefined ? [last] : [first, ...rest];
}

export function inForce(history: TrustHistory): TrustBundle {
  return (history.at(-1) ?? history[0]).bundle;
}

/** What a host at this epoch has missed; undefined when it missed more than is kept. */
export function bundlesAfter(
  history: TrustHistory,
  epoch: number,
): readonly SignedTrustBundle[] | undefined {
  if (epoch + 1 < history[0].bundle.epoch) return undefined;
  return history.filter(({ bundle }) => bundle.epoch > epoch).map(({ signed }) => signed);
}

/** Whose client certificates are accepted now: of the CA that signs, and of those replaced less than a day ago, unless stolen. */
export function clientCas(history: TrustHistory, nowMs: number): readonly Uint8Array[] {
  const since = history.slice(
    Math.max(
      0,
      history.findLastIndex(({ isStolen }) => isStolen),
    ),
  );
  const accepted = since.flatMap(({ bundle: { caCertificates } }, at) => {
    const replacedAtMs = since[at + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    return nowMs < replacedAtMs + FORMER_CA_MS ? caCertificates.slice(0, 1) : [];
  });
  return uniqueBytes(accepted.toReversed());
}

function uniqueBytes(all: readonly Uint8Array[]): readonly Uint8Array[] {
  return all.filter((one, at) => all.findIndex((other) => Buffer.compare(one, other) === 0) === at);
}

type Stored = {
  readonly format: 1;
  readonly entries: readonly {
    readonly change: TrustChange;
    readonly atMs: number;
    readonly by: string;
    /** Absent: no. */
    readonly isStolen?: boolean;
    readonly body: string;
    readonly intentKeyId: string;
    readonly signature: string;
  }[];
};

export function encodeHistory(history: TrustHistory): Uint8Array {
  const entries = history.map(({ signed, change, atMs, by, isStolen }) => {
    const { body, intentKeyId, signature } = signed;
    const about = { change, atMs, by, ...(isStolen && { isStolen }) };
    return { ...about, body: base64(body), intentKeyId, signature: base64(signature) };
  });
  const stored: Stored = { format: 1, entries };
  return Buffer.from(`${JSON.stringify(stored)}\n`, 'utf8');
}

/** @throws {CredfleetError} STORE_KEY_MISSING when it is damaged or does not follow. */
export function decodeHistory(encoded: Uint8Array): TrustHistory {
  try {
    const stored = JSON.parse(Buffer.from(encoded).toString('utf8')) as Stored;
    if (stored.format !== 1) throw new Error(`its format is ${String(stored.format)}, not 1`);
    const [first, ...rest] = stored.entries.map(entryOf);
    if (first === undefined) throw new Error('it is empty');
    followTrust(
      first.bundle,
      rest.map(({ signed }) => signed),
    );
    return [first, ...rest];
  } catch (reason) {
    const why = reason instanceof Error ? reason.message : 'it is unreadable';
    const text = `the controller's key 'trust': ${why}; restore the whole key store from its backup`;
    throw new CredfleetError('STORE_KEY_MISSING', text, { cause: reason });
  }
}

function entryOf({
  change,
  atMs,
  by,
  isStolen = false,
  ...stored
}: Stored['entries'][number]): TrustEntry {
  const body = bytes(stored.body);
  const signed = { body, intentKeyId: stored.intentKeyId, signature: bytes(stored.signature) };
  return { bundle: decodeTrustBundle(body), signed, change, atMs, by, isStolen };
}

function base64(value: Uint8Array): string {
  return Buffer.from(value).toString('base64');
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
