/**
 * tpm2-pcr-signature.json, where systemd looks for the signature of the PCR state that it finds: bank → list of entries.
 * Other people's entries are kept as they are.
 * @module
 */
import type { Parsed } from '#src/errors/parsed.ts';
import { parsePcrKey, pcrKeyFingerprint } from './pcr-key.ts';
import type { PcrSignature } from './pcr-signature.ts';

/** Bank → entries, in the order in which systemd tries them. */
export type SignatureFile = ReadonlyMap<string, readonly unknown[]>;

/** What an entry has to name to be found. */
export type SignedState = {
  /** `pkfp`, hex. */
  readonly fingerprint: string;
  readonly pcrs: readonly number[];
  readonly policyDigest: string;
};

const BANK = 'sha256';

export function parseSignatureFile(text: string): Parsed<SignatureFile> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const banks = Object.entries(value as Record<string, unknown>);
      if (banks.every((bank): bank is [string, unknown[]] => Array.isArray(bank[1]))) {
        return { ok: true, value: new Map(banks) };
      }
    }
    return { ok: false, problems: ['it is no object of lists, one per PCR bank'] };
  } catch {
    return { ok: false, problems: ['it is no JSON'] };
  }
}

/** Ours behind those of others; what is there already is not said twice. */
export function mergedSignatureFile(
  others: SignatureFile | undefined,
  ours: readonly PcrSignature[],
): string {
  const banks = new Map(others);
  const there = banks.get(BANK) ?? [];
  const known = new Set(there.map((entry) => JSON.stringify(stateOf(entry))));
  const added = ours.map(entryOf).filter((entry) => !known.has(JSON.stringify(stateOf(entry))));
  banks.set(BANK, [...there, ...added]);
  return `${JSON.stringify(Object.fromEntries(banks))}\n`;
}

/** The signature, Base64; undefined: nobody signed this state. */
export function findSignature(file: SignatureFile, asked: SignedState): string | undefined {
  const { fingerprint: pkfp, pcrs, policyDigest: pol } = asked;
  const wanted = JSON.stringify({ pcrs, pkfp, pol });
  const entry = (file.get(BANK) ?? []).find((one) => JSON.stringify(stateOf(one)) === wanted);
  const { sig } = (entry ?? {}) as { readonly sig?: unknown };
  return typeof sig === 'string' ? sig : undefined;
}

function entryOf({ publicKeyPem, pcrs, policyDigest, signature }: PcrSignature) {
  const key = parsePcrKey(publicKeyPem);
  const pkfp = key.ok ? pcrKeyFingerprint(key.value) : '';
  return { pcrs, pkfp, pol: policyDigest, sig: signature };
}

/** As systemd compares them: PCRs as a set, hex in any case. */
function stateOf(entry: unknown): unknown {
  const { pcrs, pkfp, pol } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(pcrs) || typeof pkfp !== 'string' || typeof pol !== 'string') return entry;
  return {
    pcrs: pcrs.toSorted((a, b) => Number(a) - Number(b)),
    pkfp: pkfp.toLowerCase(),
    pol: pol.toLowerCase(),
  };
}
