/**
 * RFC 3339 ⇄ epoch milliseconds, nowhere else.
 * @module
 */
/** Second precision, as Kubernetes' metav1.Time. */
export function formatTime(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

/** Millisecond precision, for audit events. */
export function formatTimeMs(ms: number): string {
  return new Date(ms).toISOString();
}

/** Returns undefined for anything that is not an RFC 3339 time. */
export function parseTime(text: string): number | undefined {
  if (!RFC_3339.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
