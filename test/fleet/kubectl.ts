/**
 * Finds a real kubectl: the machine's own when it is recent enough, else the one of Debian 13.
 * @module
 */
import { findProgram } from './debian-program.ts';
import { run } from './process.ts';

/** Older ones validate with the protobuf /openapi/v2 only, which no test needs. */
const MIN_MINOR = 27;

/** Returns the path of a kubectl ≥ 1.27. */
export async function findKubectl(progress: (line: string) => void): Promise<string> {
  return findProgram(
    {
      package: 'kubectl',
      path: 'usr/bin/kubectl',
      sizeMb: 16,
      isGood: isRecent,
      advice: `install kubectl 1.${MIN_MINOR} or newer yourself`,
    },
    progress,
  );
}

async function isRecent(file: string): Promise<boolean> {
  const result = await run([file, 'version', '--client', '-o', 'json']).catch(() => undefined);
  if (result?.exitCode !== 0) return false;
  const { clientVersion } = JSON.parse(result.stdout) as { clientVersion: { minor: string } };
  return Number.parseInt(clientVersion.minor, 10) >= MIN_MINOR;
}
