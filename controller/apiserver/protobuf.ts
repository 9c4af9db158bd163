/**
 * Kubernetes' protobuf bodies for the few kinds that kubectl sends no other way: an envelope `k8s\0` around
 * a message per kind. Field numbers are those of k8s.io/api; we only read, answers are JSON.
 * @module
 */
import protobuf from 'protobufjs/light.js';
import { isJsonObject, type JsonObject, type JsonValue } from '#src/api/json.ts';

const PREFIX = [0x6b, 0x38, 0x73, 0x00];

const field = (id: number, type: string): protobuf.IField => ({ id, type });
const many = (id: number, type: string): protobuf.IField => ({ id, type, rule: 'repeated' });
const map = (id: number, type: string): protobuf.IMapField => ({ id, type, keyType: 'string' });

const root = protobuf.Root.fromJSON({
  nested: {
    Unknown: { fields: { typeMeta: field(1, 'TypeMeta'), raw: field(2, 'bytes') } },
    TypeMeta: { fields: { apiVersion: field(1, 'string'), kind: field(2, 'string') } },
    ObjectMeta: {
      fields: {
        name: field(1, 'string'),
        generateName: field(2, 'string'),
        namespace: field(3, 'string'),
        uid: field(5, 'string'),
        resourceVersion: field(6, 'string'),
        labels: map(11, 'string'),
        annotations: map(12, 'string'),
        ownerReferences: many(13, 'OwnerReference'),
        finalizers: many(14, 'string'),
      },
    },
    OwnerReference: {
      fields: {
        kind: field(1, 'string'),
        name: field(3, 'string'),
        uid: field(4, 'string'),
        apiVersion: field(5, 'string'),
        controller: field(6, 'bool'),
        blockOwnerDeletion: field(7, 'bool'),
      },
    },
    Secret: {
      fields: {
        metadata: field(1, 'ObjectMeta'),
        data: map(2, 'bytes'),
        type: field(3, 'string'),
        stringData: map(4, 'string'),
        immutable: field(5, 'bool'),
      },
    },
    ConfigMap: {
      fields: {
        metadata: field(1, 'ObjectMeta'),
        data: map(2, 'string'),
        binaryData: map(3, 'bytes'),
        immutable: field(4, 'bool'),
      },
    },
    Namespace: { fields: { metadata: field(1, 'ObjectMeta') } },
    SelfSubjectAccessReview: { fields: { spec: field(2, 'AccessReviewSpec') } },
    AccessReviewSpec: {
      fields: {
        resourceAttributes: field(1, 'ResourceAttributes'),
        nonResourceAttributes: field(2, 'NonResourceAttributes'),
      },
    },
    ResourceAttributes: {
      fields: {
        namespace: field(1, 'string'),
        verb: field(2, 'string'),
        group: field(3, 'string'),
        version: field(4, 'string'),
        resource: field(5, 'string'),
        subresource: field(6, 'string'),
        name: field(7, 'string'),
      },
    },
    NonResourceAttributes: { fields: { path: field(1, 'string'), verb: field(2, 'string') } },
    SelfSubjectRulesReview: { fields: { spec: field(2, 'RulesReviewSpec') } },
    RulesReviewSpec: { fields: { namespace: field(1, 'string') } },
    SelfSubjectReview: { fields: {} },
  },
});

const READABLE: ReadonlySet<string> = new Set([
  'Secret',
  'ConfigMap',
  'Namespace',
  'SelfSubjectAccessReview',
  'SelfSubjectRulesReview',
  'SelfSubjectReview',
]);

/** The object as JSON, with apiVersion and kind from the envelope. Undefined for anything we cannot read. */
export function decodeKubernetesProtobuf(body: Uint8Array): JsonObject | undefined {
  if (!PREFIX.every((byte, index) => body[index] === byte)) return undefined;
  const envelope = decode('Unknown', body.subarray(PREFIX.length));
  const typeMeta = envelope?.['typeMeta'];
  const raw = envelope?.['raw'];
  if (!isJsonObject(typeMeta) || typeof raw !== 'string') return undefined;
  const { apiVersion, kind } = typeMeta;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  if (!READABLE.has(kind)) return undefined;
  const message = decode(kind, Buffer.from(raw, 'base64'));
  return message === undefined ? undefined : { apiVersion, kind, ...withoutEmpty(message) };
}

function decode(type: string, bytes: Uint8Array): JsonObject | undefined {
  try {
    const found = root.lookupType(type);
    return found.toObject(found.decode(bytes), { bytes: String, longs: Number });
  } catch {
    // Malformed bytes: the caller answers 400.
    return undefined;
  }
}

/** Go writes empty strings for absent fields; in JSON those are left out. */
function withoutEmpty(message: JsonObject): JsonObject {
  const kept = Object.entries(message).filter(([, value]) => value !== '');
  return Object.fromEntries(
    kept.map(([name, value]): [string, JsonValue] => [
      name,
      name === 'metadata' && isJsonObject(value) ? withoutEmpty(value) : value,
    ]),
  );
}
