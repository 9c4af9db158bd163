/**
 * Asks a controller for the time: any answer of an HTTP server has it. The question names no method that exists, and
 * the connection is verified against the pinned CA alone.
 * @module
 */
import { connect } from 'node:http2';
import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import { CredfleetError } from '#src/errors/credfleet-error.ts';

const TIMEOUT_MS = 10_000;
const NOBODY = '/credfleet.doctor/Time';

/**
 * Undefined when the answer names no time.
 * @throws {CredfleetError} CONTROLLER_UNREACHABLE
 */
export async function controllerTimeMs(
  address: string,
  caPem: string,
): Promise<number | undefined> {
  const host = new URL(`https://${address}`).hostname.replace(/^\[|\]$/gu, '');
  const session = connect(`https://${address}`, {
    ca: caPem,
    minVersion: 'TLSv1.3',
    ...(isIP(host) !== 0 && { servername: 'address.invalid' }),
    checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
  });
  try {
    const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
    session.once('error', reject);
    session.setTimeout(TIMEOUT_MS, () => reject(new Error(`no answer in ${TIMEOUT_MS} ms`)));
    const request = session.request({
      ':method': 'POST',
      ':path': NOBODY,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    request.once('error', reject);
    request.once('response', ({ date }) => resolve(date));
    request.end();
    const ms = Date.parse((await promise) ?? '');
    return Number.isNaN(ms) ? undefined : ms;
  } catch (reason) {
    throw CredfleetError.from(reason, 'CONTROLLER_UNREACHABLE', `controller ${address}`);
  } finally {
    session.destroy();
  }
}
