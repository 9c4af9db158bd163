/**
 * The owner's side of the keeper: starts it and sends it requests.
 * @module
 */
import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLEAN_ENVIRONMENT } from './exec.ts';
import type { KeeperCommand, KeeperReply, KeeperRequest } from './keeper-messages.ts';
import { type ProcessIdentity, identityOf, isAlive, kill, waitUntil } from './processes.ts';
import type { TestbedPaths } from './record.ts';

type Waiting = {
  readonly resolve: (response: Uint8Array | undefined) => void;
  readonly reject: (reason: Error) => void;
};

export class KeeperClient {
  readonly identity: ProcessIdentity | undefined;
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 0;

  constructor({ id, runtimeDir, dataDir }: TestbedPaths) {
    const log = openSync(join(runtimeDir, 'keeper.log'), 'a');
    this.child = fork(fileURLToPath(new URL('keeper.ts', import.meta.url)), [id, dataDir], {
      serialization: 'advanced',
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
      env: CLEAN_ENVIRONMENT,
      // The options of a test runner's worker are not meant for the keeper.
      execArgv: [],
    });
    closeSync(log);
    this.identity = this.child.pid === undefined ? undefined : identityOf(this.child.pid);
    this.child.on('message', (reply: KeeperReply) => this.settle(reply));
    this.child.on('error', (cause) => this.failAll(`cannot start the keeper: ${cause.message}`));
    this.child.on('exit', () => this.failAll(`the testbed's keeper has ended, see ${runtimeDir}`));
    this.child.unref();
    this.child.channel?.unref();
  }

  request(host: string, command: KeeperCommand): Promise<Uint8Array | undefined> {
    const id = this.nextId++;
    const request: KeeperRequest = { id, host, command };
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.channel?.ref();
      this.child.send(request, (cause) => {
        if (cause === null) return;
        this.settle({ id, ok: false, message: `the testbed's keeper is gone: ${cause.message}` });
      });
    });
  }

  /** Ends the keeper without letting it remove the testbed. */
  async quit(): Promise<void> {
    const { identity } = this;
    if (identity === undefined || !isAlive(identity)) return;
    await this.request('', { kind: 'quit' }).catch(() => {});
    const hasEnded = await waitUntil(() => !isAlive(identity), 5_000);
    if (!hasEnded) kill(identity.pid, 'SIGKILL');
  }

  private settle(reply: KeeperReply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (this.waiting.size === 0) this.child.channel?.unref();
    if (reply.ok) waiting?.resolve(reply.response);
    else waiting?.reject(new Error(reply.message));
  }

  private failAll(message: string): void {
    for (const id of this.waiting.keys()) this.settle({ id, ok: false, message });
  }
}
