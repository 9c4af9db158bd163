/**
 * Looks at the host key before a push is sealed to it, because systemd-creds would silently make a new one
 * and leave everything sealed before unreadable. The key itself is not read.
 * @module
 */
import { open, readFile } from 'node:fs/promises';
import { isErrno } from '#src/files/durable.node.ts';
import { HOST_KEY_TAG_BYTES, hostKeyTag } from '#src/systemd/host-key.ts';

/** Undefined when the key is there and this machine's, else what is wrong. */
export type HostKeyProblem = () => Promise<string | undefined>;

const HOST_KEY = '/var/lib/systemd/credential.secret';
const MACHINE_ID = '/etc/machine-id';

export function hostKeyProblem(
  files = { hostKey: HOST_KEY, machineId: MACHINE_ID },
): HostKeyProblem {
  return async () => {
    const tag = await readTag(files.hostKey);
    if (tag === undefined) return `the host key ${files.hostKey} is missing`;
    const machineId = Buffer.from((await readFile(files.machineId, 'utf8')).trim(), 'hex');
    if (Buffer.compare(tag, hostKeyTag(machineId)) === 0) return undefined;
    return `the host key ${files.hostKey} belongs to another ${files.machineId}`;
  };
}

async function readTag(path: string): Promise<Uint8Array | undefined> {
  try {
    await using file = await open(path);
    const tag = new Uint8Array(HOST_KEY_TAG_BYTES);
    await file.read(tag, 0, tag.length, 0);
    return tag;
  } catch (reason) {
    if (isErrno(reason, 'ENOENT')) return undefined;
    throw reason;
  }
}
