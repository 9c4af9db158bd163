/**
 * The other end of an accepted connection, asked of the kernel through the C library: Node has neither getpeername
 * for AF_UNIX nor SO_PEERCRED.
 * @module
 */
import type { Socket } from 'node:net';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { type Definitions, hasLibc, type Library, openLibc } from '#src/libc/libc.node.ts';
import type { Peer } from './peer.ts';

export type ReadPeer = (socket: Socket) => Peer;

const DEFINITIONS = {
  getpeername: { arguments: ['i32', 'pointer', 'pointer'], return: 'i32' },
  getsockopt: { arguments: ['i32', 'i32', 'i32', 'pointer', 'pointer'], return: 'i32' },
} as const satisfies Definitions<string>;

/** struct sockaddr_un: the address behind two bytes of family, with one byte more than there can be. */
const ADDRESS_BYTES = 2 + 108 + 1;
const FAMILY_BYTES = 2;
const AF_UNIX = 1;
const SOL_SOCKET = 1;
const SO_PEERCRED = 17;
/** struct ucred: pid, uid, gid. */
const UCRED_BYTES = 12;
const UCRED_UID_AT = 4;

/**
 * The library is opened at the first call: hosts without delivery by socket save its memory.
 * @throws {CredfleetError} DELIVERY_UNSUPPORTED when this Node cannot call the C library.
 */
export function openPeerReader(): ReadPeer {
  if (!hasLibc()) {
    const text = 'this build of Node has no node:ffi, so nobody can see which unit asks';
    throw new CredfleetError('DELIVERY_UNSUPPORTED', text);
  }
  let library: Library<keyof typeof DEFINITIONS> | undefined;
  const call = (name: keyof typeof DEFINITIONS, ...args: readonly unknown[]): void => {
    library ??= openLibc(DEFINITIONS);
    if (library[name](...args) === 0) return;
    throw new CredfleetError('FILE_FAILED', `${name} of the caller's socket failed`);
  };
  return (socket) => {
    const fd = descriptorOf(socket);
    const address = Buffer.alloc(ADDRESS_BYTES);
    const length = sizeOf(address);
    call('getpeername', fd, address, length);
    const ucred = Buffer.alloc(UCRED_BYTES);
    call('getsockopt', fd, SOL_SOCKET, SO_PEERCRED, ucred, sizeOf(ucred));
    const isUnix = address.readUInt16LE(0) === AF_UNIX;
    return {
      uid: ucred.readUInt32LE(UCRED_UID_AT),
      address: isUnix ? address.subarray(FAMILY_BYTES, length.readUInt32LE(0)) : new Uint8Array(),
    };
  };
}

function sizeOf(bytes: Uint8Array): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes.length);
  return size;
}

/** Node shows the descriptor of a socket nowhere else. */
function descriptorOf(socket: Socket): number {
  const handle: unknown = Reflect.get(socket, '_handle');
  const fd: unknown =
    typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : -1;
  if (typeof fd === 'number' && fd >= 0) return fd;
  throw new CredfleetError('FILE_FAILED', 'the caller has gone before it was seen who it is');
}
