/**
 * Mounts of this machine: what is mounted below a folder, and taking it away.
 * @module
 */
import { readFileSync } from 'node:fs';
import { exec } from './exec.ts';

/** Mount points at or below `folder`, deepest and newest first. */
export function mountPointsBelow(folder: string): readonly string[] {
  return mountPoints(readFileSync('/proc/self/mountinfo', 'utf8'))
    .filter((point) => point === folder || point.startsWith(`${folder}/`))
    .reverse();
}

/** The fifth field of each line; blanks in it are written as octal numbers. */
export function mountPoints(mountInfo: string): readonly string[] {
  return mountInfo
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter(Boolean)
    .map((point) =>
      point.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8))),
    );
}

/** Unmounts everything below a folder; what is still in use is detached and goes when it can. */
export async function unmountBelow(folder: string): Promise<void> {
  const points = mountPointsBelow(folder);
  if (points.length === 0) return;
  const { exitCode } = await exec(['umount', ...points]);
  if (exitCode === 0) return;
  const rest = mountPointsBelow(folder);
  if (rest.length > 0) await exec(['umount', '--lazy', ...rest]);
}
