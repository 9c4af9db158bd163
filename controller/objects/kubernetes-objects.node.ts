/**
 * The port to API objects on any Kubernetes API, the embedded one included. Transport and authentication to a
 * cluster are client-node's; lists and watches are our own, because its informer stops for good on many errors.
 * @module
 */
import type { KubeConfig } from '@kubernetes/client-node';
import { type KindName, type Kinds, kinds } from '#src/api/core.ts';
import { field, isJsonArray, isJsonObject, type JsonObject, omit, text } from '#src/api/json.ts';
import type { LabelSelector, Stored } from '#src/api/meta.ts';
import { errorCodeOf, isStatus, type Status } from '#src/api/status.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Logger } from '#src/log/logger.ts';
import type { Random } from '#src/random/random.ts';
import {
  type ApiCall,
  type ApiConnection,
  type ApiReply,
  connectToApi,
  isSuccess,
} from './api-connection.node.ts';
import { createOneByOne } from './create-one-by-one.ts';
import { type Collection, followObjects, type Listed, type WatchOpened } from './follow-objects.ts';
import { MemoryCache } from './memory-cache.ts';
import { collectionPath, objectName, objectPath, selectorText } from './object-paths.ts';
import type { MadeObject, NewObject, ObjectCache, ObjectRef, ObjectSource } from './objects.ts';

export type ObjectsOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** Ends all caches. */
  readonly signal: AbortSignal;
};

const JSON_FORM = 'application/json';
/** Secrets are followed by their metadata only: their values never leave the server for a cache. */
const METADATA_LIST = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
const METADATA = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const PAGE_SIZE = 500;
const WATCH_SECONDS = 300;
const THROTTLED_TRIES = 5;

/** @throws {CredfleetError} CONFIG_INVALID when the kubeconfig cannot be used safely. */
export function createKubernetesObjects({
  kubeConfig,
  ...options
}: ObjectsOptions & { readonly kubeConfig: KubeConfig }): ObjectSource {
  return createObjectsOver(connectToApi(kubeConfig, options.clock), options);
}

/** The same over a connection that is there already. */
export function createObjectsOver(
  connection: ApiConnection,
  options: ObjectsOptions,
): ObjectSource {
  return new KubernetesObjects(connection, options);
}

class KubernetesObjects implements ObjectSource {
  readonly #connection: ApiConnection;
  readonly #options: ObjectsOptions;
  readonly #caches = new Map<KindName, unknown>();

  constructor(connection: ApiConnection, options: ObjectsOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  async get<K extends KindName>(kind: K, ref: ObjectRef): Promise<Stored<Kinds[K]> | undefined> {
    const call = { method: 'GET', path: objectPath(kind, ref), accept: JSON_FORM } as const;
    const reply = await this.#call(call);
    if (isMissing(reply)) return undefined;
    return stored<K>(accepted(reply, `reading ${objectName(kind, ref)}`));
  }

  async list<K extends KindName>(
    kind: K,
    options: { readonly namespace?: string; readonly labelSelector?: LabelSelector } = {},
  ): Promise<readonly Stored<Kinds[K]>[]> {
    const { namespace, labelSelector = {} } = options;
    const path = collectionPath(kind, namespace);
    const selector = selectorText(labelSelector);
    const listed = await this.#list({ kind, path, selector, accept: JSON_FORM });
    return listed.objects.map((object) => stored<K>(named(kind, object)));
  }

  async create<K extends KindName>(kind: K, object: Kinds[K]): Promise<Stored<Kinds[K]>> {
    return written(kind, object, await this.#call(createCall(kind, object)));
  }

  async createInOrder(objects: readonly NewObject[]): Promise<readonly MadeObject[]> {
    const calls = objects.map(({ kind, object }) => createCall(kind, object));
    const replies = await this.#connection.callInOrder?.(calls);
    if (replies === undefined) return await createOneByOne(this, objects);
    return replies.flatMap((reply, at) => {
      const made = objects[at];
      if (made === undefined) return [];
      return [{ ...made, object: written(made.kind, made.object, reply) } as MadeObject];
    });
  }

  async replace<K extends KindName>(kind: K, object: Stored<Kinds[K]>): Promise<Stored<Kinds[K]>> {
    const path = objectPath(kind, object.metadata);
    return written(
      kind,
      object,
      await this.#call(writeCall(kind, object, { method: 'PUT', path })),
    );
  }

  async replaceStatus<K extends KindName>(
    kind: K,
    object: Stored<Kinds[K]>,
  ): Promise<Stored<Kinds[K]>> {
    const path = `${objectPath(kind, object.metadata)}/status`;
    return written(
      kind,
      object,
      await this.#call(writeCall(kind, object, { method: 'PUT', path })),
    );
  }

  async delete(kind: KindName, ref: ObjectRef): Promise<void> {
    const call = { method: 'DELETE', path: objectPath(kind, ref), accept: JSON_FORM } as const;
    const reply = await this.#call(call);
    if (!isMissing(reply)) accepted(reply, `deleting ${objectName(kind, ref)}`);
  }

  cache<K extends KindName>(kind: K): ObjectCache<K> {
    const known = this.#caches.get(kind) as ObjectCache<K> | undefined;
    if (known !== undefined) return known;
    const { log, signal } = this.#options;
    const read = (object: JsonObject): Stored<Kinds[K]> => stored<K>(keptOf(kind, object));
    const cache = new MemoryCache<K>({ read, log, signal });
    this.#caches.set(kind, cache);
    followObjects(this.#collection(kind), cache, this.#options).catch((error: unknown) => {
      log.error({ err: error, kind }, 'following a kind ended');
    });
    return cache;
  }

  /** A throttled request was not processed: it is safe to send it again. */
  async #call(call: ApiCall): Promise<ApiReply> {
    const { clock, signal } = this.#options;
    for (let tries = 1; ; tries += 1) {
      const reply = await this.#connection.call(call);
      if (reply.code !== 429 || tries >= THROTTLED_TRIES) return reply;
      await clock.sleep(reply.retryAfterMs ?? 1000, signal);
    }
  }

  #collection(kind: KindName): Collection {
    const path = collectionPath(kind, undefined);
    const accept = METADATA_ONLY.has(kind) ? METADATA_LIST : JSON_FORM;
    return {
      name: kind,
      list: async () => await this.#list({ kind, path, selector: '', accept }),
      watch: async (resourceVersion) => await this.#watch(kind, resourceVersion),
    };
  }

  /** In pages; the version is that of the first, from which a watch misses nothing. */
  async #list(input: {
    readonly kind: KindName;
    readonly path: string;
    readonly selector: string;
    readonly accept: string;
  }): Promise<Listed> {
    const objects: JsonObject[] = [];
    let resourceVersion = '';
    let next: string | undefined;
    do {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
      if (input.selector !== '') query.set('labelSelector', input.selector);
      if (next !== undefined) query.set('continue', next);
      const path = `${input.path}?${query.toString()}`;
      const reply = await this.#call({ method: 'GET', path, accept: input.accept });
      const page = accepted(reply, `listing ${input.kind}`);
      objects.push(...itemsOf(page));
      const metadata = field(page, 'metadata');
      resourceVersion = text(metadata, 'resourceVersion') ?? resourceVersion;
      next = text(metadata, 'continue');
    } while (next !== undefined && next !== '');
    return { objects, resourceVersion };
  }

  async #watch(kind: KindName, resourceVersion: string): Promise<WatchOpened> {
    const { random, signal } = this.#options;
    const timeoutSeconds = Math.round(WATCH_SECONDS * (1 + random.fraction()));
    const query = new URLSearchParams({
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion,
      timeoutSeconds: String(timeoutSeconds),
    });
    const path = `${collectionPath(kind, undefined)}?${query.toString()}`;
    const accept = METADATA_ONLY.has(kind) ? METADATA : JSON_FORM;
    const opened = await this.#connection.lines({ method: 'GET', path, accept }, signal);
    if (opened.kind === 'stream') return { kind: 'lines', lines: opened.lines };
    if (opened.reply.code === 410) return { kind: 'expired' };
    throw refusal(opened.reply, `watching ${kind}`);
  }
}

const METADATA_ONLY: ReadonlySet<KindName> = new Set(['Secret']);

/** The object, not the kind: a server that does not know the kind names no object. */
function isMissing(reply: ApiReply): boolean {
  return reply.code === 404 && parsedStatus(reply)?.details?.name !== undefined;
}

function createCall<K extends KindName>(kind: K, object: Kinds[K]): ApiCall {
  const path = collectionPath(kind, object.metadata.namespace);
  return writeCall(kind, object, { method: 'POST', path });
}

function writeCall<K extends KindName>(
  kind: K,
  object: Kinds[K],
  call: Pick<ApiCall, 'method' | 'path'>,
): ApiCall {
  const body = JSON.stringify({ ...object, apiVersion: apiVersionOf(kind), kind });
  return { ...call, body, accept: JSON_FORM };
}

/** @throws {CredfleetError} with the server's message and causes. */
function written<K extends KindName>(
  kind: K,
  { metadata }: Kinds[K],
  reply: ApiReply,
): Stored<Kinds[K]> {
  return stored<K>(accepted(reply, `writing ${objectName(kind, metadata)}`));
}

function apiVersionOf(kind: KindName): string {
  const { group, version } = kinds[kind];
  return group === '' ? version : `${group}/${version}`;
}

/** @throws {CredfleetError} with the server's message and causes. */
function accepted(reply: ApiReply, doing: string): JsonObject {
  if (!isSuccess(reply)) throw refusal(reply, doing);
  const value = parse(reply.text);
  if (isJsonObject(value)) return value;
  throw new CredfleetError('API_UNAVAILABLE', `${doing}: the answer is not a JSON object`);
}

function refusal(reply: ApiReply, doing: string): CredfleetError {
  const status = parsedStatus(reply) ?? {
    code: reply.code,
    message: `the server answered ${reply.code}`,
  };
  const code = errorCodeOf(status);
  return new CredfleetError(code, `${doing}: ${status.message ?? reply.code}`);
}

function parsedStatus(reply: ApiReply): Status | undefined {
  const value = parse(reply.text);
  return isStatus(value) ? value : undefined;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    // Not JSON, for instance a proxy's error page: the caller says what that means.
    return undefined;
  }
}

function itemsOf(page: JsonObject): readonly JsonObject[] {
  const items = field(page, 'items');
  return isJsonArray(items) ? items.filter(isJsonObject) : [];
}

/** The items of a core list do not say what they are. */
function named(kind: KindName, object: JsonObject): JsonObject {
  return { ...object, apiVersion: apiVersionOf(kind), kind };
}

function keptOf(kind: KindName, object: JsonObject): JsonObject {
  const metadata = field(object, 'metadata');
  const kept = isJsonObject(metadata) ? withoutManagement(metadata) : {};
  return named(kind, { ...omit(object, 'data', 'stringData'), metadata: kept });
}

/** Field ownership is large and never read; the last applied text repeats a Secret's values. */
function withoutManagement(metadata: JsonObject): JsonObject {
  const annotations = field(metadata, 'annotations');
  const rest = omit(metadata, 'managedFields');
  if (!isJsonObject(annotations)) return rest;
  return { ...rest, annotations: omit(annotations, LAST_APPLIED) };
}

/** The schemas at the server guarantee the shape. */
function stored<K extends KindName>(object: JsonObject): Stored<Kinds[K]> {
  return object as unknown as Stored<Kinds[K]>;
}
