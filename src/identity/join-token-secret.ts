/**
 * A join token as the Secret that the controller keeps of it: `join-token-ID` in the system namespace,
 * made by an operator, used up by the controller.
 * @module
 */
import type { KubeSecret } from '#src/api/core.ts';
import { SYSTEM_NAMESPACE } from '#src/api/meta.ts';
import { formatTime, parseTime } from '#src/api/time.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Random } from '#src/random/random.ts';
import { Secret } from '#src/secret/secret.ts';
import { formatJoinToken, TOKEN_ID_BYTES, TOKEN_SECRET_BYTES, tokenIdFrom } from './join-token.ts';

export const TOKEN_TYPE = 'credfleet.dev/join-token';
export const TOKEN_MAX_LIFE_MS = 3_600_000;

export type StoredJoinToken = {
  readonly secret: Secret;
  readonly hostName: string;
  readonly expiresAtMs: number;
  readonly usedAtMs?: number;
};

export function joinTokenSecretName(id: string): string {
  return `join-token-${id}`;
}

/**
 * A new token for one host name: the Secret to create and the string to carry to the machine, shown once.
 * @param request lifeMs is at most one hour, the default.
 * @throws {CredfleetError} USAGE for a longer life.
 */
export function newJoinToken(
  request: { readonly hostName: string; readonly lifeMs?: number; readonly nowMs: number },
  random: Random,
): { readonly token: string; readonly expiresAtMs: number; readonly secret: KubeSecret } {
  const { hostName, lifeMs = TOKEN_MAX_LIFE_MS, nowMs } = request;
  if (lifeMs <= 0 || lifeMs > TOKEN_MAX_LIFE_MS) {
    const text = `a join token lives at most ${TOKEN_MAX_LIFE_MS / 60_000} minutes`;
    throw new CredfleetError('USAGE', text);
  }
  const id = tokenIdFrom(random.bytes(TOKEN_ID_BYTES));
  const expiresAtMs = nowMs + lifeMs;
  using secret = new Secret(random.bytes(TOKEN_SECRET_BYTES));
  return {
    token: formatJoinToken({ id, secret }),
    expiresAtMs,
    secret: {
      apiVersion: 'v1',
      kind: 'Secret',
      type: TOKEN_TYPE,
      metadata: { name: joinTokenSecretName(id), namespace: SYSTEM_NAMESPACE },
      data: {
        'token-secret': base64(secret.reveal()),
        'host-name': base64(Buffer.from(hostName, 'utf8')),
        'expires-at': base64(Buffer.from(formatTime(expiresAtMs), 'utf8')),
      },
    },
  };
}

/** Undefined when the Secret is not a whole join token. */
export function parseJoinTokenSecret(object: KubeSecret): StoredJoinToken | undefined {
  const { data = {} } = object;
  const text = (key: string): string => Buffer.from(data[key] ?? '', 'base64').toString('utf8');
  const secret = Buffer.from(data['token-secret'] ?? '', 'base64');
  const expiresAtMs = parseTime(text('expires-at'));
  const hostName = text('host-name');
  if (object.type !== TOKEN_TYPE || secret.length !== TOKEN_SECRET_BYTES) return undefined;
  if (expiresAtMs === undefined || hostName === '') return undefined;
  const token = { secret: new Secret(new Uint8Array(secret)), hostName, expiresAtMs };
  if (data['used-at'] === undefined) return token;
  // Used, whatever the time says: an unreadable one is never "unused".
  return { ...token, usedAtMs: parseTime(text('used-at')) ?? 0 };
}

/** The Secret after its use. */
export function usedJoinTokenSecret<S extends KubeSecret>(object: S, nowMs: number): S {
  const usedAt = base64(Buffer.from(formatTime(nowMs), 'utf8'));
  return { ...object, data: { ...object.data, 'used-at': usedAt } };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
