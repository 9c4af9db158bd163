/**
 * THE SESSION'S SPINE: admit → Hello → Welcome → answers and reports, until either side ends.
 * @module
 */
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { type Hello, PROTOCOL } from '#src/wire/messages.ts';
import { decodeAgentMessage } from '#src/wire/session-from-wire.ts';
import { admitPeer } from './admit-peer.ts';
import { raiseAlarm } from './alarm.ts';
import type { ByteStream } from './byte-stream.ts';
import { claimPlace } from './claim-place.ts';
import type { ConnectionPeer } from './connection-peer.ts';
import { refuseEpochs } from './decide-session.ts';
import { HostSession } from './host-session.ts';
import type { SessionContext } from './session-context.ts';
import type { SessionRegistry } from './session-registry.ts';
import { startPushes } from './start-pushes.ts';

/** A peer that opens a stream and says nothing holds nothing for longer. */
const HELLO_TIMEOUT_MS = 20_000;

export type ServeRequest = {
  readonly registry: SessionRegistry;
  readonly stream: ByteStream;
  readonly connection: ConnectionPeer | undefined;
};

/** Never rejects: a session's failure ends that session. */
export async function serveSession(context: SessionContext, request: ServeRequest): Promise<void> {
  const { stream } = request;
  try {
    await converse(context, request);
    stream.end();
  } catch (reason) {
    const error = CredfleetError.from(reason, 'SESSION_CLOSED', 'serving a session');
    context.log.warn({ address: stream.address, code: error.code, err: error }, 'session ended');
    stream.end(error);
  }
}

async function converse(
  context: SessionContext,
  { registry, stream, connection }: ServeRequest,
): Promise<void> {
  const identity = await admitPeer(context, connection);
  const messages = stream.messages[Symbol.asyncIterator]();
  const hello = await firstHello(context, stream, messages);
  if (hello === undefined) return;
  checkHello(hello, identity);
  const session = new HostSession(context, stream, { identity, hello });
  await claimPlace(context, registry, session);
  try {
    endWithCertificate(context, session, { stream, notAfterMs: connection?.notAfterMs ?? 0 });
    await context.events.connected(identity, hello);
    welcome(context, session, hello);
    await receiveAll(session, messages);
  } finally {
    if (registry.remove(session)) await context.events.disconnected(identity);
  }
}

async function receiveAll(
  session: HostSession,
  messages: AsyncIterator<Uint8Array>,
): Promise<void> {
  try {
    for (let next = await messages.next(); next.done !== true; next = await messages.next()) {
      await session.receive(decodeAgentMessage(next.value));
    }
  } finally {
    await session.settled();
  }
}

/** Undefined when the peer left before it said anything. */
async function firstHello(
  { clock }: SessionContext,
  stream: ByteStream,
  messages: AsyncIterator<Uint8Array>,
): Promise<Hello | undefined> {
  const heard = new AbortController();
  const watchdog = clock.sleep(HELLO_TIMEOUT_MS, heard.signal).then(
    () => stream.end(new CredfleetError('SESSION_CLOSED', 'no Hello in time')),
    () => undefined,
  );
  try {
    const first = await messages.next();
    if (first.done === true) return undefined;
    const message = decodeAgentMessage(first.value);
    if (message.kind === 'hello') return message.hello;
    throw new CredfleetError('MESSAGE_INVALID', 'the first message is not a Hello');
  } finally {
    heard.abort(new Error('heard'));
    await watchdog;
  }
}

function checkHello(hello: Hello, identity: HostIdentity): void {
  if (hello.protocol !== PROTOCOL) {
    const text = `host ${identity.hostName}: protocol ${hello.protocol}, this controller speaks ${PROTOCOL}`;
    throw new CredfleetError('PROTOCOL_UNSUPPORTED', text);
  }
  const cause = refuseEpochs(hello, identity);
  if (cause === undefined) return;
  throw new CredfleetError('HOST_NOT_ADMITTED', `host ${identity.hostName}: ${cause}`);
}

function welcome(context: SessionContext, session: HostSession, hello: Hello): void {
  const { ledger, clock } = context;
  const { hostUid } = session.identity;
  const identity = ledger.identity(hostUid) ?? session.identity;
  session.send({
    kind: 'welcome',
    welcome: {
      hostUid,
      timeMs: clock.nowMs(),
      reportSeq: identity.lastReportSeq,
      takesFacts: true,
      takesReports: true,
    },
  });
  noticeLostReports(context, identity, hello);
  startPushes(context, session);
}

/** A host restored from a backup: what it told since is on record here. */
function noticeLostReports(context: SessionContext, identity: HostIdentity, hello: Hello): void {
  const { hostName, lastReportSeq } = identity;
  if (hello.reportSeq >= lastReportSeq) return;
  const message = `host ${hostName} forgot reports: it is at ${hello.reportSeq}, ${lastReportSeq} are recorded`;
  raiseAlarm(context, identity, { reason: 'ReportsWentBack', message });
}

/** No session outlives the certificate that opened it. */
function endWithCertificate(
  { clock }: SessionContext,
  session: HostSession,
  { stream, notAfterMs }: { readonly stream: ByteStream; readonly notAfterMs: number },
): void {
  clock.sleep(Math.max(0, notAfterMs - clock.nowMs()), stream.closed).then(
    () => session.end('its certificate has expired'),
    () => undefined,
  );
}
