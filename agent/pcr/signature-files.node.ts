/**
 * The signature file of this host. systemd reads the first of four places; the first of them, in /etc, is a link of the
 * package to a file of ours, so that the agent writes nowhere else, and it is there before the agent starts.
 * @module
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import {
  ensurePrivateDirectory,
  isErrno,
  removeFile,
  replaceFile,
} from '#src/files/durable.node.ts';
import type { PcrSignature } from '#src/systemd/pcr-signature.ts';
import { parseSignatureFile, type SignatureFile } from '#src/systemd/pcr-signature-file.ts';
import type { SignatureFiles } from './signature-files.ts';

export const SIGNATURE_FILE = 'tpm2-pcr-signature.json';

export type SignaturePlaces = {
  readonly link: string;
  /** What the link hides, in the order of systemd. */
  readonly hidden: readonly string[];
};

const PLACES: SignaturePlaces = {
  link: `/etc/systemd/${SIGNATURE_FILE}`,
  hidden: ['/run/systemd', '/usr/local/lib/systemd', '/usr/lib/systemd'].map((folder) =>
    join(folder, SIGNATURE_FILE),
  ),
};
const ACCEPTED = 'accepted.json';
/** Signatures are public; what is in the folder is nobody's business all the same. */
const FILE_MODE = 0o600;

/** @param folder of ours, below the state directory. */
export function signatureFiles(folder: string, places: SignaturePlaces = PLACES): SignatureFiles {
  const own = join(folder, SIGNATURE_FILE);
  const replace = async (path: string, text: string): Promise<void> => {
    try {
      await ensurePrivateDirectory(folder);
      await replaceFile(path, Buffer.from(text), FILE_MODE);
    } catch (reason) {
      throw CredfleetError.from(reason, 'STATE_UNWRITABLE', `writing ${path}`);
    }
  };
  return {
    accepted: () => parseAccepted(read(join(folder, ACCEPTED))),
    keepAccepted: async (signatures) => replace(join(folder, ACCEPTED), JSON.stringify(signatures)),
    others: () => firstOf(places.hidden),
    written: () => read(own),
    write: async (text) => {
      if (text === undefined) await removeFile(own);
      else await replace(own, text);
    },
    unreachable: () => problemOfLink(places.link, own),
  };
}

/** What systemd reads when something is to be opened now. */
export function effectiveSignatures(places: SignaturePlaces = PLACES): SignatureFile | undefined {
  return firstOf([places.link, ...places.hidden]);
}

function firstOf(paths: readonly string[]): SignatureFile | undefined {
  for (const path of paths) {
    const text = read(path);
    if (text === undefined) continue;
    const file = parseSignatureFile(text);
    if (file.ok) return file.value;
    const next = 'repair it or remove it: systemd cannot read it either';
    const problem = `${path}: ${file.problems.join('; ')}; ${next}`;
    throw new CredfleetError('PCR_SIGNATURES_FOREIGN', problem);
  }
  return undefined;
}

function problemOfLink(link: string, own: string): string | undefined {
  const make = 'systemd-tmpfiles --create credfleet-agent.conf';
  try {
    if (readlinkSync(link) === own) return undefined;
    return `${link} is a link to something else; remove it, then run: ${make}`;
  } catch (reason) {
    if (isErrno(reason, 'ENOENT')) return `${link} is missing; run: ${make}`;
    if (isErrno(reason, 'EINVAL')) {
      return `${link} was made by somebody else; move it to /usr/local/lib/systemd, from where its entries are taken over, then run: ${make}`;
    }
    throw CredfleetError.from(reason, 'FILE_FAILED', `reading ${link}`);
  }
}

/** What is not whole is asked for again: the controller sends all of them at each connection. */
function parseAccepted(text: string | undefined): readonly PcrSignature[] {
  if (text === undefined) return [];
  try {
    return JSON.parse(text) as readonly PcrSignature[];
  } catch {
    return [];
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (reason) {
    if (isErrno(reason, 'ENOENT') || isErrno(reason, 'ENOTDIR')) return undefined;
    throw CredfleetError.from(reason, 'FILE_FAILED', `reading ${path}`);
  }
}
