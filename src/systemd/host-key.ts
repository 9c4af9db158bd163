/**
 * Whose the host key of systemd-creds is: its file begins with a hash of the machine ID. systemd deletes a
 * file that does not match, and makes a new one where none is: both lose every credential sealed before.
 * @module
 */
import { createHmac } from 'node:crypto';

/** Bytes of the hash at the head of the file; the key follows. */
export const HOST_KEY_TAG_BYTES = 16;

/** Bytes of the key itself. */
export const HOST_KEY_BYTES = 4096;

/** CREDENTIAL_HOST_SECRET_APP_ID of systemd's creds-util.c, seen in files of 252, 257 and 262. */
const APPLICATION_ID = Buffer.from('d3acecba0dad4cdfb8c9381528936c58', 'hex');

/** sd_id128_get_machine_app_specific(3): HMAC-SHA256 under the machine ID, cut to 16 bytes, as a UUID version 4. */
export function hostKeyTag(machineId: Uint8Array): Uint8Array {
  const tag = createHmac('sha256', machineId).update(APPLICATION_ID).digest();
  tag.writeUInt8((tag.readUInt8(6) & 0x0f) | 0x40, 6);
  tag.writeUInt8((tag.readUInt8(8) & 0x3f) | 0x80, 8);
  return new Uint8Array(tag.subarray(0, HOST_KEY_TAG_BYTES));
}
