/**
 * The port through which the command line speaks to a Kubernetes-style API: one request, one answer.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';

export type ApiRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Default `application/json`. */
  readonly contentType?: string;
  /** Default `application/json`. */
  readonly accept?: string;
};

export interface Api {
  /** Namespace of the kubeconfig's context. */
  readonly defaultNamespace: string;
  /**
   * The parsed body of a 2xx answer.
   * @throws {CredfleetError} OBJECT_NOT_FOUND, OBJECT_EXISTS, OBJECT_CONFLICT, OBJECT_INVALID, API_FORBIDDEN, API_UNAVAILABLE.
   */
  send(request: ApiRequest): Promise<unknown>;
}

/** Undefined instead of OBJECT_NOT_FOUND. */
export async function sendOrUndefined(api: Api, request: ApiRequest): Promise<unknown> {
  try {
    return await api.send(request);
  } catch (reason) {
    if (reason instanceof CredfleetError && reason.code === 'OBJECT_NOT_FOUND') return undefined;
    throw reason;
  }
}

/** The controller writes at the same moment. */
const ATTEMPTS = 5;

/** Does it again when somebody else's write came first: `work` reads anew each time. */
export async function retryOnConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (reason) {
      const isConflict = reason instanceof CredfleetError && reason.code === 'OBJECT_CONFLICT';
      if (!isConflict || attempt === ATTEMPTS) throw reason;
    }
  }
}
