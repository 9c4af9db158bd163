/**
 * A port for HTTPS with client certificates, in order until its end. Who a client is is decided by who serves it.
 * @module
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';

export type HttpsTls = {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
  /** PEM, one or more; client certificates must come from here: CN is the user, O the groups. */
  readonly clientCa: string;
};

export type HttpsPortOptions = {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly tls: HttpsTls;
  /** A rejection ends the connection. */
  readonly serve: (incoming: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
};

export type HttpsPort = {
  readonly port: number;
  /** For connections from now on. */
  setTls(tls: HttpsTls): void;
  /** Answers what is under way, then closes connections. */
  close(): Promise<void>;
};

const KEEP_ALIVE_MS = 120_000;
/** A client that is gone without a word is noticed by TCP. */
const PROBE_AFTER_MS = 60_000;
/** How long requests under way may take when the port is closed. */
const LAST_ANSWERS_MS = 2_000;

/** @throws {CredfleetError} CONFIG_INVALID when it cannot listen there. */
export async function openHttpsPort(options: HttpsPortOptions): Promise<HttpsPort> {
  const { clock, log } = options;
  const active = new Set<Promise<void>>();
  // Of all connections: those whose handshake is under way are nothing that closeAllConnections() knows.
  const sockets = new Set<Socket>();
  const server = createServer(tlsOptions(options), (incoming, response) => {
    const served = options.serve(incoming, response).catch((error: unknown) => {
      response.destroy();
      // A client that went away in the middle is its own affair.
      if (!incoming.destroyed) log.error({ err: error }, 'API connection failed');
    });
    active.add(served);
    void served.finally(() => active.delete(served));
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    port: await listen(server, options),
    setTls: (tls) => server.setSecureContext(contextOf(tls)),
    close: async () => {
      const closing = closed(server);
      await Promise.race([Promise.all(active), clock.sleep(LAST_ANSWERS_MS)]);
      for (const socket of sockets) socket.destroy();
      await closing;
    },
  };
}

function contextOf({ key, cert, clientCa }: HttpsTls) {
  return { key, cert, ca: clientCa, minVersion: 'TLSv1.3' } as const;
}

function tlsOptions({ tls }: HttpsPortOptions) {
  return {
    ...contextOf(tls),
    requestCert: true,
    // Checked in authenticate(), so that the client reads 401 and not a broken connection.
    rejectUnauthorized: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAlive: true,
    keepAliveInitialDelay: PROBE_AFTER_MS,
  } as const;
}

async function listen(server: Server, { host, port }: HttpsPortOptions): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(CredfleetError.from(error, 'CONFIG_INVALID', `listening on ${host}:${port}`));
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
