/**
 * Join tokens: one string ID.SECRET that lets one machine ask to become one host, once. The secret never
 * travels; a MAC under it does.
 * @module
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Secret } from '#src/secret/secret.ts';
import type { EnrollStart } from '#src/wire/enrollment-messages.ts';
import { encodeEnrollStartWithoutMac } from '#src/wire/enrollment-to-wire.ts';

export const TOKEN_SECRET_BYTES = 32;
export const TOKEN_ID_BYTES = 10;
const TOKEN_ID = /^[a-z0-9]{10,32}$/u;
const TOKEN = /^([a-z0-9]{10,32})\.([A-Za-z0-9_-]{43})$/u;

export type JoinToken = { readonly id: string; readonly secret: Secret };

export function isTokenId(text: string): boolean {
  return TOKEN_ID.test(text);
}

/** Ten lower-case characters from 10 random bytes. */
export function tokenIdFrom(random: Uint8Array): string {
  return Array.from(random, (byte) => (byte % 32).toString(32)).join('');
}

/** The string that a person carries to the machine. Secret: show it once, log it never. */
export function formatJoinToken({ id, secret }: JoinToken): string {
  return `${id}.${Buffer.from(secret.reveal()).toString('base64url')}`;
}

/** Undefined when `text` has not the form of a token. */
export function parseJoinToken(text: string): JoinToken | undefined {
  const [, id, encoded] = TOKEN.exec(text.trim()) ?? [];
  if (id === undefined || encoded === undefined) return undefined;
  const secret = Buffer.from(encoded, 'base64url');
  // Its last character has two bits that mean nothing: only one of the four spellings is a token.
  if (secret.toString('base64url') !== encoded) return undefined;
  return { id, secret: new Secret(secret) };
}

/** HMAC-SHA256(secret, M1 with an empty token_mac). */
export function joinTokenMac(secret: Secret, start: EnrollStart): Uint8Array {
  return createHmac('sha256', secret.reveal()).update(encodeEnrollStartWithoutMac(start)).digest();
}

/** Takes the same time whatever differs. */
export function isJoinTokenMac(secret: Secret, start: EnrollStart): boolean {
  return (
    start.tokenMac.length === 32 && timingSafeEqual(joinTokenMac(secret, start), start.tokenMac)
  );
}
