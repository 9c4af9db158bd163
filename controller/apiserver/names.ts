/**
 * Kubernetes' rules for names, labels, annotations and finalizers, in the real server's words.
 * @module
 */
import type { DocumentMeta } from '#src/api/document.ts';
import { invalid, type Problem, required } from './schema/problem.ts';

const SUBDOMAIN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const SUBDOMAIN_TEXT = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`;
const SUBDOMAIN_MAX = 253;

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_TEXT = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`;
const LABEL_MAX = 63;

const KEY_NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const KEY_NAME_TEXT = `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${KEY_NAME}')`;
const VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';
const VALUE_TEXT = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${VALUE}')`;
const ANNOTATIONS_MAX_BYTES = 262_144;

const whole = (pattern: string): RegExp => new RegExp(`^${pattern}$`, 'u');
const isSubdomain = whole(SUBDOMAIN);
const isLabel = whole(LABEL);
const isKeyName = whole(KEY_NAME);
const isValue = whole(VALUE);

export type NameRule = 'subdomain' | 'label';

/** Undefined when the name is fine. */
export function nameFault(name: string, rule: NameRule): string | undefined {
  const [maximum, pattern, text] =
    rule === 'label'
      ? [LABEL_MAX, isLabel, LABEL_TEXT]
      : [SUBDOMAIN_MAX, isSubdomain, SUBDOMAIN_TEXT];
  if (name.length > maximum) return `must be no more than ${maximum} characters`;
  return pattern.test(name) ? undefined : text;
}

export function metadataProblems(meta: DocumentMeta, rule: NameRule): readonly Problem[] {
  return [
    ...nameProblems(meta, rule),
    ...keyProblems('metadata.labels', Object.keys(meta.labels ?? {})),
    ...Object.values(meta.labels ?? {}).flatMap(labelValueProblems),
    ...keyProblems('metadata.annotations', Object.keys(meta.annotations ?? {})),
    ...annotationSizeProblems(meta),
    ...keyProblems('metadata.finalizers', meta.finalizers ?? []),
    ...ownerProblems(meta),
  ];
}

function nameProblems({ name }: DocumentMeta, rule: NameRule): readonly Problem[] {
  if (name === '') return [required('metadata.name', 'name or generateName is required')];
  const fault = nameFault(name, rule);
  return fault === undefined ? [] : [invalid('metadata.name', name, fault)];
}

/** `prefix/name`: the prefix is a DNS subdomain, the name has its own rules. */
function keyProblems(field: string, keys: readonly string[]): readonly Problem[] {
  return keys.flatMap((key) => {
    const fault = keyFault(key);
    return fault === undefined ? [] : [invalid(field, key, fault)];
  });
}

export function keyFault(key: string): string | undefined {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2) return 'a valid label key must be [prefix/]name';
  if (parts.length === 2 && nameFault(parts[0] ?? '', 'subdomain') !== undefined) {
    return `prefix part ${SUBDOMAIN_TEXT}`;
  }
  if (name.length > LABEL_MAX) return `name part must be no more than ${LABEL_MAX} characters`;
  if (name === '') return 'name part must be non-empty';
  return isKeyName.test(name) ? undefined : KEY_NAME_TEXT;
}

function labelValueProblems(value: string): readonly Problem[] {
  if (value.length > LABEL_MAX) {
    return [invalid('metadata.labels', value, `must be no more than ${LABEL_MAX} characters`)];
  }
  return isValue.test(value) ? [] : [invalid('metadata.labels', value, VALUE_TEXT)];
}

function annotationSizeProblems({ annotations = {} }: DocumentMeta): readonly Problem[] {
  const bytes = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
  return bytes > ANNOTATIONS_MAX_BYTES
    ? [
        {
          field: 'metadata.annotations',
          reason: 'FieldValueTooLong',
          message: `Too long: may not be more than ${ANNOTATIONS_MAX_BYTES} bytes`,
        },
      ]
    : [];
}

function ownerProblems({ ownerReferences = [] }: DocumentMeta): readonly Problem[] {
  return ownerReferences.flatMap((owner) =>
    ['apiVersion', 'kind', 'name', 'uid']
      .filter((part) => owner[part] === undefined || owner[part] === '')
      .map((part) => invalid(`metadata.ownerReferences.${part}`, '', 'must not be empty')),
  );
}
