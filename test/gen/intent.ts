/**
 * Builders of intents: a case shows only its point.
 * @module
 */
import { itemDigest } from '#src/envelope/digest.ts';
import type { Intent, OpenedIntent } from '#src/intent/intent.ts';
import { Secret } from '#src/secret/secret.ts';

export const DIGEST_KEY = new Uint8Array(32).fill(9);

export function intentOf(change: Partial<Intent> = {}): Intent {
  return {
    uid: '7f6f1d0a-2f52-4d1e-9c3c-0a4b5c6d7e8f',
    namespace: 'payments',
    name: 'db-password',
    version: 3,
    operation: 'put',
    rolloutUid: 'a1b2c3d4-0000-4000-8000-000000000001',
    attempt: 1,
    items: [],
    delivery: { type: 'Service', store: 'Persistent', dropIn: 'Managed' },
    sealing: { key: 'HostAndTPM2', tpm2Pcrs: [] },
    activation: {
      units: [{ name: 'payments.service', action: 'Restart' }],
      autoDetect: true,
      coalesceMs: 0,
    },
    health: {
      minHealthyMs: 5000,
      deadlineMs: 60_000,
      maxRestarts: 0,
      verifyLoaded: 'Required',
      probes: [],
    },
    rollbackOnFailure: true,
    ...change,
  };
}

/** An opened intent with these contents; its digests fit. */
export function openedIntentOf(
  contents: Readonly<Record<string, string | Uint8Array>> = { 'db-password': 'first' },
  change: Partial<Intent> = {},
): OpenedIntent {
  const items = Object.entries(contents).map(([name, content]) => ({
    name,
    content: new Secret(typeof content === 'string' ? Buffer.from(content) : content.slice()),
  }));
  const digests = items.map(({ name, content }) => ({
    name,
    digest: itemDigest(DIGEST_KEY, name, content.reveal()),
  }));
  return {
    intent: intentOf({ items: digests, ...change }),
    digestKey: new Secret(DIGEST_KEY.slice()),
    items,
  };
}

export function deletingIntentOf(change: Partial<Intent> = {}): OpenedIntent {
  return openedIntentOf({}, { operation: 'delete', ...change });
}
