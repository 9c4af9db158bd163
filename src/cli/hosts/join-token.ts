/**
 * Makes a join token and stores it where the controller looks it up.
 * @module
 */
import { kinds } from '#src/api/core.ts';
import { SYSTEM_NAMESPACE } from '#src/api/meta.ts';
import { formatTime } from '#src/api/time.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Random } from '#src/random/random.ts';
import { sendOrUndefined, type Api } from '../api/api.ts';
import { pathOf } from '../api/resources.ts';

const ID_BYTES = 8;
const SECRET_BYTES = 32;
/** RFC 1123, as Kubernetes names a Host. */
const HOST_NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/u;

export type TokenRequest = {
  readonly hostName: string;
  readonly expiresAtMs: number;
  readonly random: Random;
};

/** Returns "ID.SECRET": the only time the secret leaves this function besides the API. */
export async function createJoinToken(api: Api, request: TokenRequest): Promise<string> {
  const { hostName, expiresAtMs, random } = request;
  if (!HOST_NAME.test(hostName)) {
    throw new CredfleetError(
      'USAGE',
      `'${hostName}' is no host name: lower case letters, digits, - and .`,
    );
  }
  await ensureSystemNamespace(api);
  const id = Buffer.from(random.bytes(ID_BYTES)).toString('hex');
  const secret = Buffer.from(random.bytes(SECRET_BYTES)).toString('base64url');
  await api.send({
    method: 'POST',
    path: pathOf(kinds.Secret, { namespace: SYSTEM_NAMESPACE }),
    query: { fieldManager: 'credfleet' },
    body: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: `join-token-${id}`, namespace: SYSTEM_NAMESPACE },
      type: 'credfleet.dev/join-token',
      data: {
        'token-secret': base64(secret),
        'host-name': base64(hostName),
        'expires-at': base64(formatTime(expiresAtMs)),
      },
    },
  });
  return `${id}.${secret}`;
}

async function ensureSystemNamespace(api: Api): Promise<void> {
  const path = pathOf(kinds.Namespace, { name: SYSTEM_NAMESPACE });
  if ((await sendOrUndefined(api, { method: 'GET', path })) !== undefined) return;
  await api.send({
    method: 'POST',
    path: pathOf(kinds.Namespace, {}),
    body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: SYSTEM_NAMESPACE } },
  });
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
