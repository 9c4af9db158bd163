/**
 * Takes the calls of units that start: one answer each, then the connection ends. Whoever is refused gets more than
 * systemd takes for a credential, so the start of the unit fails; from nothing it would make an empty one.
 * @module
 */
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isErrno, removeFile } from '#src/files/durable.node.ts';
import { CREDENTIAL_SIZE_MAX_BYTES } from '#src/systemd/credential-name.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Answer } from './answer.ts';
import { openPeerReader, type ReadPeer } from './peer.node.ts';
import type { Asked, Peer } from './peer.ts';
import type { Listening } from './socket.ts';

export type ProviderParts = {
  readonly listening: Listening;
  readonly answer: (peer: Peer) => Promise<Answer>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
};

/** Each takes a millisecond: so many at once are no units. */
const CALLS_MAX = 256;
/** Too long for LoadCredential=, and not Base64 for LoadCredentialEncrypted=. */
const REFUSAL = Buffer.alloc(CREDENTIAL_SIZE_MAX_BYTES + 1);
/** A service of Type=simple would be shown as running for as long as it is kept waiting. */
const CALL_MAX_MS = 10_000;
const SOCKET_MODE = 0o600;

export class Provider implements AsyncDisposable {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @throws {CredfleetError} DELIVERY_UNSUPPORTED: no credential can be delivered by socket. */
  static async open({ listening, answer, log }: ProviderParts): Promise<Provider> {
    const readPeer = openPeerReader();
    let calls = 0;
    const server = createServer({ pauseOnConnect: true }, (socket) => {
      calls += 1;
      socket.on('close', () => {
        calls -= 1;
      });
      if (calls > CALLS_MAX) refuse({ socket, log }, `${CALLS_MAX} calls are open already`);
      else void takeCall({ socket, readPeer, answer, log });
    });
    try {
      await listen(server, listening);
    } catch (reason) {
      throw CredfleetError.from(reason, 'DELIVERY_UNSUPPORTED', 'listening for units that start');
    }
    server.on('error', (error) => log.error({ err: error }, 'units cannot fetch credentials'));
    return new Provider(server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    await promise;
  }
}

async function listen(server: Server, listening: Listening): Promise<void> {
  const isListening = once(server, 'listening');
  if ('fd' in listening) {
    server.listen(listening);
    await isListening;
    return;
  }
  await mkdir(dirname(listening.path), { recursive: true, mode: 0o755 });
  await removeAbandoned(listening.path);
  server.listen(listening);
  await isListening;
  // Until here whoever is not root would have been refused by the answer.
  chmodSync(listening.path, SOCKET_MODE);
}

/** A socket that a killed agent left. One that somebody listens on is systemd's, and the call would be taken from it. */
async function removeAbandoned(path: string): Promise<void> {
  const probe = connect(path);
  try {
    await once(probe, 'connect');
  } catch (reason) {
    if (isErrno(reason, 'ENOENT')) return;
    if (!isErrno(reason, 'ECONNREFUSED')) throw reason;
    await removeFile(path);
    return;
  } finally {
    probe.destroy();
  }
  throw new CredfleetError('DELIVERY_UNSUPPORTED', `somebody else listens on ${path}`);
}

type Call = {
  readonly socket: Socket;
  readonly readPeer: ReadPeer;
  readonly answer: ProviderParts['answer'];
  readonly log: ProviderParts['log'];
};

async function takeCall({ socket, readPeer, answer, log }: Call): Promise<void> {
  try {
    const given = await answer(readPeer(socket));
    if (given.kind === 'refuse') {
      refuse({ socket, log }, given.why, given.asked);
      return;
    }
    say(socket, given.sealed);
    log.info({ ...given.asked }, 'handed over');
  } catch (error) {
    refuse({ socket, log }, CredfleetError.from(error, 'FILE_FAILED', 'answering').message);
  }
}

function refuse({ socket, log }: Pick<Call, 'socket' | 'log'>, why: string, asked?: Asked): void {
  log.warn({ ...asked }, `refused a credential: ${why}`);
  say(socket, REFUSAL);
}

function say(socket: Socket, bytes: Uint8Array): void {
  socket.setTimeout(CALL_MAX_MS, () => socket.destroy());
  // Who has heard enough hangs up.
  socket.on('error', () => socket.destroy());
  // It is in the caller's hands when all was written: both ends are on this machine.
  socket.end(bytes, () => socket.destroy());
}
