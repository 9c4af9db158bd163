/**
 * Checkpoints and proofs as REST gives them: bytes in Base64.
 * @module
 */
import type { JsonObject } from '#src/api/json.ts';
import type { AuditCheckpoint, ConsistencyAnswer } from '#src/wire/audit-wire.ts';
import { countSchema, listSchema, type Shape, textSchema } from './shape.ts';

type Proofs = AuditCheckpoint & {
  readonly size: number;
  readonly proofs: readonly {
    readonly seq: number;
    readonly event: string;
    readonly path: readonly string[];
    readonly body?: string;
  }[];
};

const hashSchema: JsonObject = { type: 'string', contentEncoding: 'base64' };

const checkpointMembers = {
  checkpoint: {
    schema: textSchema('A signed note (C2SP tlog-checkpoint).'),
    of: ({ checkpoint }: AuditCheckpoint) => checkpoint,
  },
  key: {
    schema: textSchema('Verifies it: NAME+ID+KEY. Trust the one that you kept.'),
    of: ({ key }: AuditCheckpoint) => key,
  },
} as const;

export const checkpointDocument = checkpointMembers satisfies Shape<AuditCheckpoint>;

const proofSchema: JsonObject = {
  type: 'object',
  required: ['seq', 'event', 'path'],
  properties: {
    seq: countSchema('Its leaf in the tree has the index seq - 1.'),
    event: textSchema('Canonical JSON: the bytes whose leaf hash is in the tree.'),
    path: listSchema(hashSchema, 'RFC 9162 2.1.3.'),
    body: {
      ...hashSchema,
      description: 'What the host signed, of an event that a host reported.',
    },
  },
};

export const inclusionDocument = {
  size: { schema: countSchema('Of the tree.'), of: ({ size }) => size },
  ...checkpointMembers,
  proofs: {
    schema: listSchema(proofSchema, 'In the order of the log.'),
    of: ({ proofs }) => proofs,
  },
} as const satisfies Shape<Proofs>;

export const consistencyDocument = {
  from: { schema: countSchema('Size of the earlier tree.'), of: ({ from }) => from },
  to: { schema: countSchema('Size of the later tree.'), of: ({ to }) => to },
  path: { schema: listSchema(hashSchema, 'RFC 9162 2.1.4.'), of: ({ path }) => path },
  ...checkpointMembers,
} as const satisfies Shape<ConsistencyAnswer>;
