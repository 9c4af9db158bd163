/**
 * Functions of the C library for what Node has none, by node:ffi. It is experimental; Node is inside our package.
 * @module
 */
import { isBuiltin } from 'node:module';
import { CredfleetError } from '#src/errors/credfleet-error.ts';

type Type = 'i16' | 'i32' | 'i64' | 'u32' | 'pointer';
export type Definitions<Name extends string> = Readonly<
  Record<Name, { readonly arguments: readonly Type[]; readonly return: Type }>
>;
export type Library<Name extends string> = Readonly<
  Record<Name, (...args: readonly unknown[]) => unknown>
>;

type Ffi = {
  dlopen<Name extends string>(
    path: null,
    definitions: Definitions<Name>,
  ): { readonly functions: Library<Name> };
  getRawPointer(bytes: Uint8Array): bigint;
};

/** Not part of every build of Node. */
export function hasLibc(): boolean {
  return isBuiltin('node:ffi');
}

export function openLibc<Name extends string>(definitions: Definitions<Name>): Library<Name> {
  return ffi().dlopen(null, definitions).functions;
}

/** `char *const []`: pointers to strings, and a null; `kept` must live as long as they are used. */
export function stringVector(strings: readonly string[]): {
  readonly vector: Buffer;
  readonly kept: Buffer;
} {
  const texts = strings.map((text) => Buffer.from(`${text}\0`));
  const kept = Buffer.concat(texts);
  const vector = Buffer.alloc(8 * (texts.length + 1));
  let at = ffi().getRawPointer(kept);
  for (const [index, text] of texts.entries()) {
    vector.writeBigUInt64LE(at, 8 * index);
    at += BigInt(text.length);
  }
  return { vector, kept };
}

/** @throws {CredfleetError} COMMAND_FAILED */
function ffi(): Ffi {
  if (!hasLibc()) {
    const text = 'this build of Node has no node:ffi: run the agent with the Node of its package';
    throw new CredfleetError('COMMAND_FAILED', text);
  }
  return process.getBuiltinModule('node:ffi') as unknown as Ffi;
}
