/**
 * Reads the manufacturers' certificates that a person gave: one PEM file, or all of a directory. They are pinned by
 * being there; nothing is ever fetched.
 * @module
 */
import type { X509Certificate } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { parsePemCertificates } from '#src/identity/ek-certificate.ts';

const FILE = /\.(pem|crt)$/u;

/**
 * @param path undefined: no EK certificate is trusted.
 * @throws {CredfleetError} CONFIG_INVALID when there is nothing, or anything is not a PEM certificate.
 */
export async function readEkRoots(path: string | undefined): Promise<readonly X509Certificate[]> {
  if (path === undefined) return [];
  try {
    const files = await filesOf(path);
    const found = await Promise.all(files.map(async (file) => certificatesOf(file)));
    if (found.length > 0) return found.flat();
  } catch (reason) {
    throw CredfleetError.from(reason, 'CONFIG_INVALID', `--ek-roots ${path}`);
  }
  throw new CredfleetError('CONFIG_INVALID', `--ek-roots ${path}: no .pem and no .crt file in it`);
}

async function filesOf(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path);
  return names.filter((name) => FILE.test(name)).map((name) => join(path, name));
}

async function certificatesOf(file: string): Promise<readonly X509Certificate[]> {
  const found = parsePemCertificates(await readFile(file, 'utf8'));
  if (found !== undefined) return found;
  throw new CredfleetError('CONFIG_INVALID', `--ek-roots: ${file} is not PEM certificates alone`);
}
