/**
 * Seals that open for some time only: whether one is to be renewed, or is over. Pure.
 * @module
 */
import { renewalTimeMs } from '#src/clock/renewal-time.ts';

export type SealLife = { readonly notBeforeMs: number; readonly notAfterMs: number };

export type SealAge = { readonly kind: 'fresh' | 'due' | 'over'; readonly nextMs: number };

/** In full seconds, as systemd-creds is told. Undefined: it opens for ever. */
export function sealLife(ttlSeconds: number | undefined, nowMs: number): SealLife | undefined {
  if (ttlSeconds === undefined) return undefined;
  const notAfterMs = Math.floor(nowMs / 1000 + ttlSeconds) * 1000;
  return { notBeforeMs: nowMs, notAfterMs };
}

/** When this changes by itself is in `nextMs`; Infinity: never. */
export function sealAge(seal: SealLife | undefined, nowMs: number, jitter: number): SealAge {
  if (seal === undefined) return { kind: 'fresh', nextMs: Infinity };
  if (nowMs > seal.notAfterMs) return { kind: 'over', nextMs: Infinity };
  const renewAtMs = renewalTimeMs(seal, jitter);
  return nowMs < renewAtMs
    ? { kind: 'fresh', nextMs: renewAtMs }
    : { kind: 'due', nextMs: seal.notAfterMs + 1 };
}
