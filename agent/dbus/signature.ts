/**
 * D-Bus type signatures (D-Bus Specification, "Type System"), taken apart once each.
 * @module
 */
import { malformed } from './malformed.ts';

export type BusType = {
  /** A letter of the specification; `(` is a struct, `{` an entry of a dictionary. */
  readonly code: string;
  /** Of an array, struct or entry. */
  readonly children: readonly BusType[];
};

const SIMPLE = 'ybnqiuxtdsogvh';
const DEPTH_MAX = 64;
/** systemd uses a few dozen. */
const KNOWN_MAX = 256;
const known = new Map<string, readonly BusType[]>();

/** @throws {CredfleetError} SYSTEMD_UNREACHABLE when it is none. */
export function typesOf(signature: string): readonly BusType[] {
  const before = known.get(signature);
  if (before !== undefined) return before;
  const types: BusType[] = [];
  for (let at = 0; at < signature.length;) {
    const { type, next } = typeAt(signature, at, 0);
    types.push(type);
    at = next;
  }
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(signature, types);
  return types;
}

type Found = { readonly type: BusType; readonly next: number };

function typeAt(signature: string, at: number, depth: number): Found {
  const code = signature.charAt(at);
  if (depth > DEPTH_MAX) malformed('types are nested too deeply');
  if (code !== '' && SIMPLE.includes(code)) return { type: { code, children: [] }, next: at + 1 };
  if (code === 'a') {
    const { type, next } = typeAt(signature, at + 1, depth + 1);
    return { type: { code, children: [type] }, next };
  }
  if (code !== '(' && code !== '{') malformed('a signature that is none');
  const end = code === '(' ? ')' : '}';
  const children: BusType[] = [];
  let next = at + 1;
  while (signature.charAt(next) !== end) {
    const child = typeAt(signature, next, depth + 1);
    children.push(child.type);
    next = child.next;
  }
  if (children.length === 0) malformed('a struct of nothing');
  return { type: { code, children }, next: next + 1 };
}
