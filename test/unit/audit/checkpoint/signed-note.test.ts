/**
 * Signed notes and checkpoints: the vector of the reference implementation (golang.org/x/mod/sumdb/note), and
 * what is refused.
 * @module
 */
import { createPrivateKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  openCheckpoint,
  originOf,
  signCheckpoint,
  splitNotes,
} from '#src/audit/checkpoint/checkpoint.ts';
import {
  formatNoteKey,
  openNote,
  parseNoteKey,
  signNote,
} from '#src/audit/checkpoint/signed-note.ts';
import { ed25519Raw } from '#src/identity/public-key.ts';

const VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const SEED = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNATURE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';
const NOTE = `${TEXT}\n${SIGNATURE}\n`;

const PKCS8_SEED = Buffer.from('302e020100300506032b657004220420', 'hex');
const privateKey = createPrivateKey({
  key: Buffer.concat([PKCS8_SEED, SEED]),
  format: 'der',
  type: 'pkcs8',
});
const key = { name: 'PeterNeumann', publicKey: ed25519Raw(privateKey) };

test('a note is signed as the reference implementation signs it', () => {
  expect(signNote(TEXT, 'PeterNeumann', privateKey)).toBe(NOTE);
  expect(openNote(NOTE, key)).toBe(TEXT);
});

test('a key is one line, both ways', () => {
  expect(formatNoteKey(key)).toBe(VKEY);
  expect(parseNoteKey(VKEY)).toEqual(key);
});

test.for([
  { given: 'another identifier', text: VKEY.replace('c74f20a3', 'c74f20a4') },
  { given: 'another name', text: VKEY.replace('Peter', 'Petra') },
  { given: 'another algorithm', text: VKEY.replace('+AR', '+Ah') },
  { given: 'a key that is cut', text: VKEY.slice(0, -4) },
  { given: 'nothing', text: '' },
])('a key with $given is none', ({ text }) => {
  expect(parseNoteKey(text)).toBeUndefined();
});

test('signatures by others stand beside the one that counts', () => {
  const other = '— elsewhere AAAAAAAA';
  expect(openNote(`${TEXT}\n${other}\n${SIGNATURE}\n`, key)).toBe(TEXT);
  expect(openNote(`${TEXT}\n${other}\n`, key)).toBeUndefined();
});

test('any other byte makes it no note of that key', () => {
  const bytes = Buffer.from(NOTE, 'utf8');
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(openNote(changed.toString('utf8'), key), `byte ${at}`).toBeUndefined();
    expect(openNote(bytes.subarray(0, at).toString('utf8'), key), `cut at ${at}`).toBeUndefined();
  }
});

describe('a checkpoint', () => {
  const origin = originOf('5f0c');
  const own = { name: origin, publicKey: key.publicKey };
  const root = new Uint8Array(32).fill(7);
  const note = signCheckpoint({ size: 20, root }, origin, privateKey);

  test('is origin, size and root', () => {
    expect(note.split('\n').slice(0, 4)).toEqual([
      'credfleet.dev/audit/5f0c',
      '20',
      'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=',
      '',
    ]);
    expect(openCheckpoint(note, own)).toEqual({ size: 20, root, extensions: [] });
  });

  test('may say more, which is signed with it', () => {
    const extended = signCheckpoint({ size: 20, root, extensions: ['a b'] }, origin, privateKey);
    expect(openCheckpoint(extended, own)?.extensions).toEqual(['a b']);
    expect(openCheckpoint(extended.replace('a b', 'a c'), own)).toBeUndefined();
  });

  test.for([
    { given: 'another log', text: `elsewhere\n20\n${Buffer.from(root).toString('base64')}\n` },
    { given: 'a size that is no number', text: `${origin}\n020\n${'B'.repeat(43)}=\n` },
    { given: 'a root that is too short', text: `${origin}\n20\nBwcH\n` },
    { given: 'no root', text: `${origin}\n20\n` },
  ])('of $given is none, however well it is signed', ({ text }) => {
    expect(openCheckpoint(signNote(text, origin, privateKey), own)).toBeUndefined();
  });

  test('several in one file are told apart, and anything else in it is refused', () => {
    expect(splitNotes(`${note}${note}\n${note}`)).toEqual([note, note, note]);
    expect(splitNotes(`${note}garbage`)).toBeUndefined();
    expect(splitNotes('')).toBeUndefined();
  });
});
