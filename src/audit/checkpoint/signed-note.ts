/**
 * Signed notes (C2SP signed-note) with Ed25519: text that names its signer, and the key that checks it as
 * one line.
 * @module
 */
import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { ed25519Raw, ed25519Spki } from '#src/identity/public-key.ts';

export type NoteKey = {
  /** Neither spaces nor '+'. */
  readonly name: string;
  /** Raw Ed25519. */
  readonly publicKey: Uint8Array;
};

const ED25519 = 1;
const ID_BYTES = 4;
const NAME = /^[^\s+]+$/u;
const SIGNATURE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

/** The key as `NAME+ID+KEY`, the verifier key of the specification. */
export function formatNoteKey({ name, publicKey }: NoteKey): string {
  const id = keyId({ name, publicKey }).toString('hex');
  return `${name}+${id}+${Buffer.from([ED25519, ...publicKey]).toString('base64')}`;
}

/** Undefined unless it is one of Ed25519, whole. */
export function parseNoteKey(text: string): NoteKey | undefined {
  const [name = '', id = '', ...rest] = text.trim().split('+');
  const encoded = rest.join('+');
  const key = Buffer.from(encoded, 'base64');
  const publicKey = new Uint8Array(key.subarray(1));
  const isWhole =
    NAME.test(name) &&
    key.toString('base64') === encoded &&
    key[0] === ED25519 &&
    publicKey.length === 32 &&
    keyId({ name, publicKey }).toString('hex') === id;
  return isWhole ? { name, publicKey } : undefined;
}

/** @param text ends with a newline. */
export function signNote(text: string, name: string, privateKey: KeyObject): string {
  const id = keyId({ name, publicKey: ed25519Raw(privateKey) });
  const signature = Buffer.concat([id, sign(null, Buffer.from(text, 'utf8'), privateKey)]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
}

/** The signed text; undefined when no signature of it is by `key`, or one that says so is not. */
export function openNote(note: string, key: NoteKey): string | undefined {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, end + 1);
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map((line) => SIGNATURE.exec(line));
  if (signatures.includes(null)) return undefined;
  const own = signatures.flatMap((match) => {
    const bytes = Buffer.from(match?.[2] ?? '', 'base64');
    const isOwn = match?.[1] === key.name && bytes.subarray(0, ID_BYTES).equals(keyId(key));
    // Base64 has several spellings of one value: only the usual one is taken.
    if (isOwn && bytes.toString('base64') !== match[2]) return [new Uint8Array()];
    return isOwn ? [bytes.subarray(ID_BYTES)] : [];
  });
  const isSigned = own.length > 0 && own.every((signature) => isBy(key, text, signature));
  return isSigned ? text : undefined;
}

function isBy({ publicKey }: NoteKey, text: string, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: ed25519Spki(publicKey), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), key, signature);
}

function keyId({ name, publicKey }: NoteKey): Buffer {
  const named = Buffer.from(`${name}\n`, 'utf8');
  return hash(
    'sha256',
    Buffer.concat([named, Buffer.from([ED25519]), publicKey]),
    'buffer',
  ).subarray(0, ID_BYTES);
}
