/**
 * One enrolment or renewal on one stream: limits before anything is read, a deadline for the whole, and a
 * plain status when the controller itself fails.
 * @module
 */
import { admitPeer } from './admit-peer.ts';
import type { ByteStream } from './byte-stream.ts';
import type { ConnectionPeer } from './connection-peer.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { encodeEnrollResponse } from '#src/wire/enrollment-to-wire.ts';
import { REFUSAL_TEXT } from '#controller/enroll/refused-enrolment.ts';
import type { EnrollContext } from '#controller/enroll/enroll-context.ts';
import { enrollHost } from '#controller/enroll/enroll-host.ts';
import type { Exchange } from '#controller/enroll/exchange.ts';
import type { RateLimiter } from '#controller/enroll/rate-limit.ts';
import { renewHost } from '#controller/enroll/renew-host.ts';

/** From the first byte to the answer. */
const EXCHANGE_DEADLINE_MS = 60_000;

/** Never rejects. */
export async function serveEnrollment(
  context: EnrollContext,
  stream: ByteStream,
  limiter: RateLimiter,
): Promise<void> {
  if (!limiter.take(stream.address, context.clock.nowMs())) {
    // No audit event: whoever sends many would fill the log.
    context.log.warn({ address: stream.address }, 'enrolment refused: too many attempts');
    stream.send(encodeEnrollResponse({ kind: 'denied', message: REFUSAL_TEXT }));
    stream.end();
    return;
  }
  await converse(context, stream, async (exchange) => enrollHost(context, exchange));
}

/** Never rejects. */
export async function serveRenewal(
  context: EnrollContext,
  stream: ByteStream,
  connection: ConnectionPeer | undefined,
): Promise<void> {
  const admit = async () => admitPeer(context, connection);
  await converse(context, stream, async (exchange) => renewHost(context, exchange, admit));
}

async function converse(
  { clock, log }: EnrollContext,
  stream: ByteStream,
  work: (exchange: Exchange) => Promise<void>,
): Promise<void> {
  const { address } = stream;
  const messages = stream.messages[Symbol.asyncIterator]();
  const exchange: Exchange = {
    address,
    receive: async () => {
      const next = await messages.next();
      return next.done === true ? undefined : next.value;
    },
    send: (message) => stream.send(message),
  };
  clock.sleep(EXCHANGE_DEADLINE_MS, stream.closed).then(
    () => stream.end(new CredfleetError('SESSION_CLOSED', 'the exchange took too long')),
    () => undefined,
  );
  try {
    await work(exchange);
    stream.end();
  } catch (reason) {
    const error = CredfleetError.from(reason, 'SESSION_CLOSED', 'serving an enrolment');
    log.error({ address, code: error.code, err: error }, 'enrolment failed here');
    // What failed inside is not the stranger's business.
    stream.end(new CredfleetError(error.code, 'the controller could not finish; try again'));
  }
}
