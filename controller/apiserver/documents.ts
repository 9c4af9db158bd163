/**
 * GET of everything that is no object: health, version, discovery and OpenAPI.
 * @module
 */
import type { JsonObject } from '#src/api/json.ts';
import { type ApiAnswer, type ApiRequest, JSON_TYPE, jsonAnswer } from './api.ts';
import { aggregated, apiGroup, apiGroups, apiResources, apiVersions } from './discovery.ts';
import { aggregatedDiscoveryVersion } from './negotiate.ts';
import { openApiDocument, openApiIndex } from './openapi.ts';
import { OPENAPI_V2_TYPE, openApiV2 } from './openapi-v2.ts';

/** The Kubernetes API level that we follow. */
const VERSION: JsonObject = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.0+credfleet',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: 'linux/amd64',
};

const HEALTH_PATHS: ReadonlySet<string> = new Set(['/healthz', '/livez', '/readyz']);

/** These answer without authentication. */
export function isHealthPath(path: string): boolean {
  return HEALTH_PATHS.has(path);
}

/** Undefined when there is no such document. */
export function answerDocument({ path, accept }: ApiRequest): ApiAnswer | undefined {
  if (isHealthPath(path))
    return { code: 200, contentType: 'text/plain; charset=utf-8', body: 'ok' };
  if (path === '/api' || path === '/apis')
    return discoveryRoot(path === '/api' ? 'api' : 'apis', accept);
  if (path.startsWith('/openapi/v3/')) return openApi(path.slice('/openapi/v3/'.length));
  if (path === '/openapi/v2') return openApiTwo(accept);
  const found = fixed(path) ?? discoveryOf(path);
  return found === undefined ? undefined : jsonAnswer(200, found);
}

function fixed(path: string): JsonObject | undefined {
  if (path === '/version') return VERSION;
  if (path === '/openapi/v3') return openApiIndex();
  return path === '/'
    ? {
        paths: [
          '/api',
          '/apis',
          '/healthz',
          '/livez',
          '/openapi/v2',
          '/openapi/v3',
          '/readyz',
          '/version',
        ],
      }
    : undefined;
}

function discoveryRoot(root: 'api' | 'apis', accept: string): ApiAnswer {
  const version = aggregatedDiscoveryVersion(accept);
  if (version === undefined) return jsonAnswer(200, root === 'api' ? apiVersions() : apiGroups());
  return {
    code: 200,
    contentType: `${JSON_TYPE};g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
    body: JSON.stringify(aggregated(root, version)),
    headers: { vary: 'Accept' },
  };
}

function discoveryOf(path: string): JsonObject | undefined {
  const [, root, first = '', second, ...more] = path.split('/');
  if (more.length > 0) return undefined;
  if (root === 'api') return second === undefined ? apiResources('', first) : undefined;
  if (root !== 'apis') return undefined;
  return second === undefined ? apiGroup(first) : apiResources(first, second);
}

function openApi(path: string): ApiAnswer | undefined {
  const body = openApiDocument(path);
  return body === undefined ? undefined : { code: 200, contentType: JSON_TYPE, body };
}

function openApiTwo(accept: string): ApiAnswer | undefined {
  const body = openApiV2(accept);
  return body === undefined ? undefined : { code: 200, contentType: OPENAPI_V2_TYPE, body };
}
