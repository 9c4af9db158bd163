/**
 * Schema parts that several kinds share.
 * @module
 */
import { choice, integer, list, mapList, object, type Schema, string } from './schema.ts';

/** Kubernetes' limit for object names. */
const OBJECT_NAME_MAX = 253;
const OBJECT_NAME = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$';

export function objectName(description: string): Schema {
  return string(description, { minLength: 1, maxLength: OBJECT_NAME_MAX, pattern: OBJECT_NAME });
}

/** systemd's rules for unit names, with the suffixes that can load credentials or be started. */
export function unitName(description: string): Schema {
  return string(description, {
    maxLength: 255,
    pattern: '^[A-Za-z0-9:_.@\\\\-]+\\.(service|socket|target)$',
  });
}

export function hexSha256(description: string): Schema {
  return string(description, { pattern: '^[0-9a-f]{64}$', maxLength: 64 });
}

export function time(description: string): Schema {
  return { type: 'string', format: 'date-time', description };
}

/** A count or a percentage. */
export function intOrPercent(description: string, preset?: number | string): Schema {
  return {
    description,
    'x-kubernetes-int-or-string': true,
    minimum: 0,
    maxLength: 4,
    pattern: '^(100|[1-9]?[0-9])%$',
    ...(preset === undefined ? {} : { default: preset }),
  };
}

export function labelSelector(description: string): Schema {
  const value = string('', { maxLength: 63 });
  const requirement = object(
    {
      key: string('Label key.', { minLength: 1, maxLength: 317 }),
      operator: choice('How the values are compared.', ['In', 'NotIn', 'Exists', 'DoesNotExist']),
      values: list({ type: 'string', maxLength: 63 }, { maxItems: 64 }),
    },
    {
      required: ['key', 'operator'],
      rules: [
        {
          rule: "self.operator in ['In', 'NotIn'] ? has(self.values) && size(self.values) > 0 : !has(self.values) || size(self.values) == 0",
          message: 'values must be given with In and NotIn, and only with them',
        },
      ],
    },
  );
  return object(
    {
      matchLabels: {
        type: 'object',
        description: 'Labels that must be there with exactly these values.',
        maxProperties: 16,
        additionalProperties: { type: value.type ?? 'string', maxLength: 63 },
      },
      matchExpressions: list(requirement, {
        description: 'Requirements that must all hold.',
        maxItems: 16,
      }),
    },
    { description, 'x-kubernetes-map-type': 'atomic' },
  );
}

const CONDITION: Schema = object(
  {
    type: string('What is stated, CamelCase.', {
      minLength: 1,
      maxLength: 316,
      pattern: '^[A-Za-z]([A-Za-z0-9_,:.]*[A-Za-z0-9_])?$',
    }),
    status: choice('Whether it holds.', ['True', 'False', 'Unknown']),
    reason: string('Why, CamelCase, for programs.', {
      minLength: 1,
      maxLength: 1024,
      pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$',
    }),
    message: string('Why, for people.', { maxLength: 32_768 }),
    lastTransitionTime: time('When status changed last.'),
    observedGeneration: integer('The metadata.generation that this was said of.', { minimum: 0 }),
  },
  { required: ['type', 'status', 'reason', 'message', 'lastTransitionTime'] },
);

export const CONDITIONS: Schema = mapList(['type'], CONDITION, {
  description: 'What is known about this object, one entry per type.',
  maxItems: 32,
});

export const OBSERVED_GENERATION: Schema = integer(
  'The metadata.generation that this status was made from.',
  { minimum: 0 },
);

export function count(description: string): Schema {
  return integer(description, { minimum: 0 });
}
