/**
 * The port to the controller's Keys service.
 * @module
 */
import type { KeysStatus, RotateRequest } from '#src/wire/keys-messages.ts';

/** All throw CONTROLLER_UNREACHABLE, CONTROLLER_UNTRUSTED, MESSAGE_INVALID or API_FORBIDDEN; rotate also KEYS_NOT_ROTATED. */
export interface KeysClient {
  status(): Promise<KeysStatus>;
  rotate(request: RotateRequest): Promise<KeysStatus>;
  close(): void;
}
