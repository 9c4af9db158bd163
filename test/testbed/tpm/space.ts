/**
 * What one client owns in the TPM: objects under virtual handles, sessions under their own. An
 * entity is either loaded in the TPM or kept here as a saved context.
 * @module
 */

export type Entity = {
  readonly kind: 'object' | 'session';
  readonly space: Space;
  /** The handle the client knows. */
  readonly handle: number;
  state: { readonly loadedAs: number } | { readonly context: Buffer };
};

const FIRST_VIRTUAL_HANDLE = 0x80ff0000;

export class Space {
  readonly entities = new Map<number, Entity>();
  private nextHandle = FIRST_VIRTUAL_HANDLE;

  /** A new virtual handle; the client never sees the TPM's own ones. */
  takeVirtualHandle(): number {
    return this.nextHandle++;
  }
}

export function isObjectHandle(handle: number): boolean {
  return handle >>> 24 === 0x80;
}

/** HMAC sessions and policy sessions. */
export function isSessionHandle(handle: number): boolean {
  return handle >>> 24 === 0x02 || handle >>> 24 === 0x03;
}
