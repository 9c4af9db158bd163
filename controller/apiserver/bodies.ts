/**
 * Request bodies → JSON. Messages never quote the body: it may hold a Secret.
 * @module
 */
import { parse as parseYaml } from 'yaml';
import type { JsonValue } from '#src/api/json.ts';
import { refused } from '#src/api/status.ts';
import type { CredfleetError } from '#src/errors/credfleet-error.ts';
import { parseMediaType } from './negotiate.ts';
import { decodeKubernetesProtobuf } from './protobuf.ts';

export const BODY_MAX_BYTES = 3 * 1024 * 1024;
const PROTOBUF = 'application/vnd.kubernetes.protobuf';

export type PatchKind = 'json' | 'merge' | 'strategic' | 'apply';

const PATCH_KINDS: Readonly<Record<string, PatchKind>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

/** Undefined for a type that is no patch. */
export function patchKindOf(contentType: string): PatchKind | undefined {
  return PATCH_KINDS[parseMediaType(contentType).type];
}

export function bodyTooLarge(): CredfleetError {
  const message = `Request entity too large: limit is ${BODY_MAX_BYTES}`;
  return refused({ code: 413, reason: 'RequestEntityTooLarge', message });
}

/** @throws {CredfleetError} with Status 400 or 415. */
export function parseBody(body: Uint8Array, contentType: string): JsonValue {
  const type = contentType === '' ? 'application/json' : parseMediaType(contentType).type;
  switch (type) {
    case 'application/json':
      return parseJson(body);
    case 'application/yaml':
      return parseYamlBody(body);
    case PROTOBUF: {
      const decoded = decodeKubernetesProtobuf(body);
      if (decoded !== undefined) return decoded;
      throw unsupportedMediaType(['application/json', 'application/yaml']);
    }
    default:
      throw unsupportedMediaType(['application/json', 'application/yaml', PROTOBUF]);
  }
}

/** Our schemas are far flatter; everything that walks a body recurses. */
const DEPTH_MAX = 200;

export function parseJson(body: Uint8Array): JsonValue {
  if (depthOf(body) > DEPTH_MAX) {
    throw badRequest(`the body of the request is nested more than ${DEPTH_MAX} levels deep`);
  }
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as JsonValue;
  } catch {
    // The parser's own message quotes the text.
    throw badRequest('the body of the request is not valid JSON');
  }
}

/** Brackets outside of strings; a body that is no JSON is refused by the parser. */
function depthOf(body: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index];
    if (byte === QUOTE) isInString = !isInString;
    else if (isInString && byte === BACKSLASH) index += 1;
    else if (!isInString) {
      depth += NESTING.get(byte) ?? 0;
      deepest = Math.max(deepest, depth);
    }
  }
  return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** `[ ] { }` */
const NESTING: ReadonlyMap<number | undefined, number> = new Map([
  [0x5b, 1],
  [0x5d, -1],
  [0x7b, 1],
  [0x7d, -1],
]);

function parseYamlBody(body: Uint8Array): JsonValue {
  try {
    const text = Buffer.from(body).toString('utf8');
    return (parseYaml(text, { maxAliasCount: 0, prettyErrors: false }) ?? null) as JsonValue;
  } catch {
    throw badRequest('the body of the request is not valid YAML, or uses aliases');
  }
}

export function badRequest(message: string) {
  return refused({ code: 400, reason: 'BadRequest', message });
}

export function unsupportedMediaType(accepted: readonly string[]) {
  return refused({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  });
}
