/**
 * Looks at the host key before a push is sealed to it, because systemd-creds would silently make a new one
 * and leave everything sealed before unreadable; and reads it to open what was sealed to it.
 * @module
 */
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { isErrno } from '#src/files/durable.node.ts';
import { Secret } from '#src/secret/secret.ts';
import { HOST_KEY_BYTES, HOST_KEY_TAG_BYTES, hostKeyTag } from '#src/systemd/host-key.ts';

/** Undefined when the key is there and this machine's, else what is wrong. */
export type HostKeyProblem = () => Promise<string | undefined>;

const HOST_KEY = '/var/lib/systemd/credential.secret';
const MACHINE_ID = '/etc/machine-id';

const FILES = { hostKey: HOST_KEY, machineId: MACHINE_ID };
const MODE_BITS = 0o7777;
const MODE = 0o400;

export function hostKeyProblem(files = FILES): HostKeyProblem {
  return async () => {
    const tag = readTag(files.hostKey);
    if (tag === undefined) return `the host key ${files.hostKey} is missing`;
    const expected = expectedTag(files.machineId);
    if (Buffer.compare(tag, expected) === 0) return undefined;
    return `the host key ${files.hostKey} belongs to another ${files.machineId}`;
  };
}

/**
 * Refuses what systemd refuses: another machine's key, a link, a file that others may read.
 * @throws {CredfleetError} HOST_KEY_MISSING
 */
export async function readHostKey(files = FILES): Promise<Secret> {
  const unusable = (why: string): CredfleetError =>
    new CredfleetError('HOST_KEY_MISSING', `the host key ${files.hostKey} ${why}`);
  try {
    return withFile(files.hostKey, constants.O_RDONLY | constants.O_NOFOLLOW, (file) => {
      const { size, mode, nlink } = fstatSync(file);
      if (size !== HOST_KEY_TAG_BYTES + HOST_KEY_BYTES) throw unusable('has a wrong size');
      if ((mode & MODE_BITS) !== MODE || nlink !== 1) throw unusable('has a wrong mode or links');
      using whole = new Secret(readFileSync(file));
      const bytes = whole.reveal();
      const tag = bytes.subarray(0, HOST_KEY_TAG_BYTES);
      if (Buffer.compare(tag, expectedTag(files.machineId)) !== 0) {
        throw unusable(`belongs to another ${files.machineId}`);
      }
      return new Secret(new Uint8Array(bytes.subarray(HOST_KEY_TAG_BYTES)));
    });
  } catch (reason) {
    throw CredfleetError.from(reason, 'HOST_KEY_MISSING', `reading the host key ${files.hostKey}`);
  }
}

function expectedTag(machineIdFile: string): Uint8Array {
  return hostKeyTag(Buffer.from(readFileSync(machineIdFile, 'utf8').trim(), 'hex'));
}

function readTag(path: string): Uint8Array | undefined {
  try {
    return withFile(path, constants.O_RDONLY, (file) => {
      const tag = new Uint8Array(HOST_KEY_TAG_BYTES);
      readSync(file, tag, 0, tag.length, 0);
      return tag;
    });
  } catch (reason) {
    if (isErrno(reason, 'ENOENT')) return undefined;
    throw reason;
  }
}

/** At once: the kernel answers from memory. */
function withFile<T>(path: string, flags: number, read: (file: number) => T): T {
  const file = openSync(path, flags);
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}
