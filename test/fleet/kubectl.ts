/**
 * Finds a real kubectl: the machine's own when it is recent enough, else the one of Debian 13.
 * @module
 */
import { join } from 'node:path';
import { debianFolder, ensureDebianParts } from './debian-packages.ts';
import { run } from './process.ts';

/** Older ones validate with the protobuf /openapi/v2 only, which no test needs. */
const MIN_MINOR = 27;
const PROGRAM = 'usr/bin/kubectl';
const PARTS = { name: 'kubectl', packages: ['kubectl'], keep: [PROGRAM] };

/** Returns the path of a kubectl ≥ 1.27. */
export async function findKubectl(progress: (line: string) => void): Promise<string> {
  const cached = join(debianFolder(PARTS.name), PROGRAM);
  for (const candidate of ['kubectl', cached]) {
    if (await isRecent(candidate)) return candidate;
  }
  progress('fetching kubectl from Debian 13 (once, about 16 MB) …');
  await ensureDebianParts(PARTS).catch((cause: unknown) => {
    throw new Error(`there is no kubectl 1.${MIN_MINOR} or newer: install one yourself`, { cause });
  });
  return cached;
}

async function isRecent(file: string): Promise<boolean> {
  const result = await run([file, 'version', '--client', '-o', 'json']).catch(() => undefined);
  if (result?.exitCode !== 0) return false;
  const { clientVersion } = JSON.parse(result.stdout) as { clientVersion: { minor: string } };
  return Number.parseInt(clientVersion.minor, 10) >= MIN_MINOR;
}
