/**
 * What else is served on the port of the embedded API, below paths of its own, to whoever is known there.
 * @module
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { User } from './authorize.ts';

export type MountedCall = {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly user: User;
};

export type MountedHandler = (
  call: MountedCall & {
    /** It is not served any more. */
    readonly stopping: AbortSignal;
  },
) => Promise<void>;

type Mount = {
  readonly prefix: string;
  readonly handler: MountedHandler;
  readonly stopping: AbortController;
  readonly active: Set<Promise<void>>;
};

export class Mounts {
  readonly #mounts = new Set<Mount>();

  /** Disposing it ends its watches and waits for what is under way. */
  add(prefix: string, handler: MountedHandler): AsyncDisposable {
    const mount: Mount = {
      prefix: `${prefix}/`,
      handler,
      stopping: new AbortController(),
      active: new Set(),
    };
    this.#mounts.add(mount);
    return {
      [Symbol.asyncDispose]: async () => {
        this.#mounts.delete(mount);
        mount.stopping.abort();
        await Promise.allSettled(mount.active);
      },
    };
  }

  /** Undefined when nothing is served there. */
  serve(call: MountedCall): Promise<void> | undefined {
    const { pathname } = call.url;
    const mount = [...this.#mounts].find(({ prefix }) => pathname.startsWith(prefix));
    if (mount === undefined) return undefined;
    const served = mount.handler({ ...call, stopping: mount.stopping.signal });
    mount.active.add(served);
    const done = () => mount.active.delete(served);
    served.then(done, done);
    return served;
  }
}
