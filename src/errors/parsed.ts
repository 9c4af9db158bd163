/**
 * What parsing returns: the value, or everything that is wrong with the input.
 * @module
 */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly string[] };
