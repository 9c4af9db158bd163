/**
 * When a certificate is renewed: between half and two thirds of its life, each host at its own moment. Pure.
 * @module
 */
export function renewalTimeMs(
  life: { readonly notBeforeMs: number; readonly notAfterMs: number },
  jitter: number,
): number {
  return life.notBeforeMs + (life.notAfterMs - life.notBeforeMs) * (0.5 + 0.16 * jitter);
}
