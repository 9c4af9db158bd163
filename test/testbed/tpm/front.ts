/**
 * The sockets a guest's TSS libraries connect to. One connection is one client of the resource
 * manager.
 * @module
 */
import { once } from 'node:events';
import { type Server, type Socket, createServer } from 'node:net';
import { rmSync } from 'node:fs';
import { ACKNOWLEDGEMENT, type MssimFrame, encodeResponse, takeFrame } from './mssim.ts';
import type { ResourceManager } from './resource-manager.ts';
import { Space } from './space.ts';

export class TpmFront {
  private readonly path: string;
  private readonly currentManager: () => ResourceManager | undefined;
  private readonly connections = new Set<Socket>();
  private servers: readonly Server[] = [];

  constructor(path: string, currentManager: () => ResourceManager | undefined) {
    this.path = path;
    this.currentManager = currentManager;
  }

  async open(): Promise<void> {
    if (this.servers.length > 0) return;
    const commands = createServer((socket) => void this.serveCommands(socket));
    const platform = createServer((socket) => void this.servePlatform(socket));
    this.servers = [commands, platform];
    for (const [server, path] of [
      [commands, this.path],
      [platform, `${this.path}.ctrl`],
    ] as const) {
      rmSync(path, { force: true });
      server.listen(path);
      await once(server, 'listening');
    }
  }

  /** Stops listening, removes the sockets and drops every client. */
  close(): void {
    for (const server of this.servers) server.close();
    this.servers = [];
    this.dropClients();
  }

  dropClients(): void {
    for (const socket of this.connections) socket.destroy();
  }

  private async serveCommands(socket: Socket): Promise<void> {
    const manager = this.currentManager();
    if (manager === undefined) {
      socket.destroy();
      return;
    }
    const space = new Space();
    await this.serve(socket, async (command) =>
      encodeResponse(await manager.execute(space, command)),
    );
    // When the TPM was stopped meanwhile its sessions are gone anyway.
    if (manager === this.currentManager()) await manager.close(space).catch(() => {});
  }

  private servePlatform(socket: Socket): Promise<void> {
    return this.serve(socket, () => Promise.resolve(ACKNOWLEDGEMENT));
  }

  private async serve(socket: Socket, answer: (command: Buffer) => Promise<Buffer>): Promise<void> {
    this.connections.add(socket);
    try {
      for await (const frame of readFrames(socket)) {
        if (frame.kind === 'end' || frame.kind === 'invalid') return;
        socket.write(frame.kind === 'command' ? await answer(frame.command) : ACKNOWLEDGEMENT);
      }
    } catch {
      // The client went away, or the TPM stopped: both end this client and nothing else.
    } finally {
      socket.destroy();
      this.connections.delete(socket);
    }
  }
}

async function* readFrames(socket: AsyncIterable<Buffer>): AsyncGenerator<MssimFrame> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of socket) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (let frame = takeFrame(pending); frame !== undefined; frame = takeFrame(pending)) {
      pending = pending.subarray(frame.sizeBytes);
      yield frame;
    }
  }
}
