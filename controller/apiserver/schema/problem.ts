/**
 * One thing that is wrong with an object, in Kubernetes' words, and the paths that name places in it.
 * @module
 */
export type Problem = {
  readonly field: string;
  readonly reason:
    | 'FieldValueInvalid'
    | 'FieldValueRequired'
    | 'FieldValueNotSupported'
    | 'FieldValueDuplicate'
    | 'FieldValueForbidden'
    | 'FieldValueTypeInvalid'
    | 'FieldValueTooLong'
    | 'FieldValueTooMany';
  /** Everything behind the field name, such as `Invalid value: 3: must be even`. */
  readonly message: string;
};

export function invalid(field: string, value: unknown, detail: string): Problem {
  return {
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${shown(value)}: ${detail}`,
  };
}

export function required(field: string, detail = ''): Problem {
  return {
    field,
    reason: 'FieldValueRequired',
    message: detail === '' ? 'Required value' : `Required value: ${detail}`,
  };
}

export function forbidden(field: string, detail: string): Problem {
  return { field, reason: 'FieldValueForbidden', message: `Forbidden: ${detail}` };
}

export function notSupported(field: string, value: unknown, supported: readonly string[]): Problem {
  const list = supported.map((one) => JSON.stringify(one)).join(', ');
  return {
    field,
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${shown(value)}: supported values: ${list}`,
  };
}

export function duplicate(field: string, value: unknown): Problem {
  return { field, reason: 'FieldValueDuplicate', message: `Duplicate value: ${shown(value)}` };
}

export function tooLong(field: string, maximum: number): Problem {
  return {
    field,
    reason: 'FieldValueTooLong',
    message: `Too long: may not be more than ${maximum} bytes`,
  };
}

const SHOWN_MAX = 200;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
}

export function at(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
