/**
 * The outcome of reading something that a client wrote.
 * @module
 */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };
