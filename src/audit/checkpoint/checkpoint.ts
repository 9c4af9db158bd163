/**
 * Checkpoints (C2SP tlog-checkpoint): how many events there are and the root of their tree, signed. Who keeps
 * one elsewhere can tell later whether anything before it was changed.
 * @module
 */
import type { KeyObject } from 'node:crypto';
import { HASH_BYTES } from '../tree/hashes.ts';
import { type NoteKey, openNote, signNote } from './signed-note.ts';

export type Checkpoint = { readonly size: number; readonly root: Uint8Array };

/** Lines that are signed with it; this log says in one what an export holds. */
type Extended = Checkpoint & { readonly extensions?: readonly string[] };

const SIZE = /^(?:0|[1-9]\d{0,15})$/u;
const NOTES = /[^\n][^]*?\n\n(?:— [^\n]+\n)+/gu;

/** Names one log; also the name of its key. */
export function originOf(clusterUid: string): string {
  return `credfleet.dev/audit/${clusterUid}`;
}

export function signCheckpoint(
  { size, root, extensions = [] }: Extended,
  origin: string,
  privateKey: KeyObject,
): string {
  const lines = [origin, String(size), Buffer.from(root).toString('base64'), ...extensions];
  return signNote(`${lines.join('\n')}\n`, origin, privateKey);
}

/** Undefined unless it is signed by `key` and about that key's log. */
export function openCheckpoint(note: string, key: NoteKey): Required<Extended> | undefined {
  const lines = openNote(note, key)?.split('\n') ?? [];
  const [origin, size = '', encoded = '', ...rest] = lines;
  const root = Buffer.from(encoded, 'base64');
  const isWhole =
    origin === key.name &&
    SIZE.test(size) &&
    root.length === HASH_BYTES &&
    root.toString('base64') === encoded;
  const extensions = rest.slice(0, -1);
  return isWhole ? { size: Number(size), root: new Uint8Array(root), extensions } : undefined;
}

/** A file may hold several, one after the other; undefined when anything else is in it. */
export function splitNotes(text: string): readonly string[] | undefined {
  const notes = text.match(NOTES) ?? [];
  const isAll = notes.length > 0 && text.replaceAll(NOTES, '').trim() === '';
  return isAll ? notes : undefined;
}
