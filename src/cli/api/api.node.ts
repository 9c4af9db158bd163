/**
 * The API port over HTTPS with what a kubeconfig says: server, CA, client certificate, token or plugin.
 * @module
 */
import type { KubeConfig } from '@kubernetes/client-node';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Api, ApiRequest } from './api.ts';
import { errorFromAnswer } from './status-error.ts';

const REQUEST_TIMEOUT_MS = 30_000;

/** @param config with its current context set. */
export function createApi(config: KubeConfig, server: string): Api {
  return {
    defaultNamespace: config.getContextObject(config.currentContext)?.namespace ?? 'default',
    send: async (request) => {
      const asked = `${request.method} ${request.path}`;
      const answer = await exchange(config, server, request).catch((reason: unknown) => {
        throw CredfleetError.from(reason, 'API_UNAVAILABLE', `${asked} at ${server}`);
      });
      const body = parseBody(answer.text);
      if (answer.httpStatus >= 200 && answer.httpStatus < 300) return body;
      throw errorFromAnswer({ httpStatus: answer.httpStatus, body, asked });
    },
  };
}

type Answer = { readonly httpStatus: number; readonly text: string };

async function exchange(config: KubeConfig, server: string, request: ApiRequest): Promise<Answer> {
  const url = new URL(`${server.replace(/\/$/u, '')}${request.path}`);
  url.search = new URLSearchParams(request.query).toString();
  const options: RequestOptions = {
    method: request.method,
    timeout: REQUEST_TIMEOUT_MS,
    headers: {
      accept: request.accept ?? 'application/json',
      'content-type': request.contentType ?? 'application/json',
      'user-agent': 'credfleet',
    },
  };
  await config.applyToHTTPSOptions(options);
  return new Promise<Answer>((resolve, reject) => {
    const call = httpsRequest(url, options, (response) => {
      text(response).then(
        (body) => resolve({ httpStatus: response.statusCode ?? 0, text: body }),
        reject,
      );
    });
    call.on('timeout', () => call.destroy(new Error(`no answer in ${REQUEST_TIMEOUT_MS} ms`)));
    call.on('error', reject);
    call.end(request.body === undefined ? undefined : JSON.stringify(request.body));
  });
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
