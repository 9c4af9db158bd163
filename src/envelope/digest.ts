/**
 * Keyed digests of credential content: a plain hash of a short password is the password. The key belongs to
 * one HostCredential; controller and host compute the same.
 * @module
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Not a valid credential name, so that no item's digest is ever a version's. */
const VERSION_TAG = 'cf-version/1';

/** HMAC-SHA256(key, name | 0x00 | content), hex. */
export function itemDigest(key: Uint8Array, name: string, content: Uint8Array): string {
  return createHmac('sha256', key).update(name).update('\0').update(content).digest('hex');
}

/** True when `content` has this digest under this name; takes the same time whatever differs. */
export function hasItemDigest(
  key: Uint8Array,
  item: { readonly name: string; readonly digest: string; readonly content: Uint8Array },
): boolean {
  const expected = Buffer.from(item.digest, 'hex');
  const actual = Buffer.from(itemDigest(key, item.name, item.content), 'hex');
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** Over all items, in any order: names and digests, each ended by 0x00. Hex. */
export function versionDigest(
  key: Uint8Array,
  items: readonly { readonly name: string; readonly digest: string }[],
): string {
  const mac = createHmac('sha256', key).update(VERSION_TAG).update('\0');
  for (const { name, digest } of items.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    mac.update(name).update('\0').update(digest).update('\0');
  }
  return mac.digest('hex');
}
