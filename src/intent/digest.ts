/**
 * The keyed digests by which controller and host agree on content without showing it: a plain hash
 * of a short password is the password.
 * @module
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 of one item's content under the HostCredential's digest key, hex. */
export function itemDigest(digestKey: Uint8Array, content: Uint8Array): string {
  return createHmac('sha256', digestKey).update(content).digest('hex');
}

/** True when `content` has this digest; takes the same time whatever differs. */
export function hasItemDigest(
  digestKey: Uint8Array,
  item: { readonly content: Uint8Array; readonly digest: string },
): boolean {
  const expected = Buffer.from(item.digest, 'hex');
  const actual = createHmac('sha256', digestKey).update(item.content).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** One digest for all items of a version, in any order, hex: what a host's inventory shows. */
export function versionDigest(
  items: readonly { readonly name: string; readonly digest: string }[],
): string {
  const lines = items.map((item) => `${item.name}\0${item.digest}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}
