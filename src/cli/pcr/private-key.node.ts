/**
 * Reads the private key that signs PCR states from a file of its owner alone. It is used here and goes nowhere.
 * @module
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { Secret } from '#src/secret/secret.ts';

/** @throws {CredfleetError} USAGE when others may read the file, or it holds no private key; FILE_FAILED */
export type ReadPrivateKey = (path: string) => Promise<KeyObject>;

const OTHERS = 0o077;
const ENCRYPTED = /BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/u;

export const readPrivateKey: ReadPrivateKey = async (path) => {
  using pem = await readOwnFile(path);
  const bytes = Buffer.from(pem.reveal());
  try {
    const isEncrypted = ENCRYPTED.test(bytes.toString('latin1', 0, 200));
    const passphrase = isEncrypted ? { passphrase: await askPassphrase(path) } : {};
    return createPrivateKey({ key: bytes, format: 'pem', ...passphrase });
  } catch (reason) {
    if (reason instanceof CredfleetError) throw reason;
    const text = `${path} is no private key in PEM, or the passphrase is another`;
    throw new CredfleetError('USAGE', text, { cause: reason });
  } finally {
    bytes.fill(0);
  }
};

async function readOwnFile(path: string): Promise<Secret> {
  try {
    await using file = await open(path, 'r');
    const stat = await file.stat();
    const mode = (stat.mode & 0o7777).toString(8).padStart(4, '0');
    if (!stat.isFile()) throw new CredfleetError('USAGE', `${path} is no file`);
    if ((stat.mode & OTHERS) !== 0) {
      const text = `${path} has mode ${mode}: whoever reads it can sign PCR states; run: chmod 0600 ${path}`;
      throw new CredfleetError('USAGE', text);
    }
    return new Secret(await file.readFile());
  } catch (reason) {
    throw CredfleetError.from(reason, 'FILE_FAILED', `reading ${path}`);
  }
}

/** Nothing of what is typed is shown. */
async function askPassphrase(path: string): Promise<string> {
  if (!process.stdin.isTTY) {
    const text = `${path} is encrypted, and there is no terminal to ask for its passphrase: run this in one`;
    throw new CredfleetError('USAGE', text);
  }
  process.stderr.write(`Passphrase of ${path}: `);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
