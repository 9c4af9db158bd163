/**
 * Finds the pinned CA in what the controller presents. Nothing is believed here but the hash; the stream that
 * follows is verified against this CA alone.
 * @module
 */
import { X509Certificate } from 'node:crypto';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { hasCaPin } from '#src/identity/pin.ts';

const TIMEOUT_MS = 20_000;
/** Leaf, CA, and a few between. */
const MAX_CHAIN = 6;

/**
 * Returns the CA, PEM.
 * @throws {CredfleetError} CONTROLLER_UNREACHABLE; CONTROLLER_UNTRUSTED when no certificate has one of the pins.
 */
export async function findPinnedCa(
  address: string,
  pins: readonly string[],
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<string> {
  const chain = await presentedChain(address, { clock, signal });
  const isPinned = (one: X509Certificate) => pins.some((pin) => hasCaPin(one, pin));
  const ca = chain.find((certificate) => certificate.ca && isPinned(certificate));
  if (ca !== undefined) return ca.toString();
  const text = `controller ${address} presents no CA with the pin ${pins.join(' or ')}: another controller, or somebody between`;
  throw new CredfleetError('CONTROLLER_UNTRUSTED', text);
}

async function presentedChain(
  address: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<readonly X509Certificate[]> {
  const { host, port } = splitAddress(address);
  const done = new AbortController();
  const socket = connect({
    host,
    port,
    minVersion: 'TLSv1.3',
    ALPNProtocols: ['h2'],
    // Only to read the chain: nothing is sent, and the socket is closed before anything is trusted.
    rejectUnauthorized: false,
  });
  try {
    const { promise, resolve, reject } = Promise.withResolvers<readonly X509Certificate[]>();
    socket.once('secureConnect', () => resolve(chainOf(socket)));
    socket.once('error', reject);
    const timeout = clock.sleep(TIMEOUT_MS, AbortSignal.any([done.signal, signal])).then(() => {
      throw new Error(`no answer within ${TIMEOUT_MS} ms`);
    });
    return await Promise.race([promise, timeout]);
  } catch (reason) {
    throw CredfleetError.from(reason, 'CONTROLLER_UNREACHABLE', `controller ${address}`);
  } finally {
    done.abort(new Error('done'));
    socket.destroy();
  }
}

function chainOf(socket: TLSSocket): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (next?.raw !== undefined && chain.length < MAX_CHAIN) {
    chain.push(new X509Certificate(next.raw));
    // A self-signed certificate is its own issuer.
    next = next.issuerCertificate === next ? undefined : next.issuerCertificate;
  }
  return chain;
}

/** "host:port" and "[v6]:port"; the configuration has checked the form. */
function splitAddress(address: string): { readonly host: string; readonly port: number } {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[|\]$/gu, '');
  return { host, port: Number(address.slice(colon + 1)) };
}
