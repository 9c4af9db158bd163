/**
 * Every guest needs four inotify instances of root's machine-wide limit, which is 128 by default:
 * above about 25 guests path units fail and guests end up degraded. The limit is raised while
 * testbeds run and set back by the last one.
 * @module
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const LIMIT_FILE = '/proc/sys/fs/inotify/max_user_instances';
const NEEDED = 1_024;

export function raiseInotifyLimit(previousValueFile: string): void {
  const current = Number(readFileSync(LIMIT_FILE, 'utf8'));
  if (current >= NEEDED) return;
  writeFileSync(previousValueFile, String(current));
  writeFileSync(LIMIT_FILE, String(NEEDED));
}

export function restoreInotifyLimit(previousValueFile: string): void {
  if (!existsSync(previousValueFile)) return;
  writeFileSync(LIMIT_FILE, readFileSync(previousValueFile, 'utf8'));
  rmSync(previousValueFile, { force: true });
}
