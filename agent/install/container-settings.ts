/**
 * How a container of systemd-nspawn@NAME.service gets a credential: systemd opens the sealed file for the unit, and
 * nspawn, called as its owner wrote it, is told to hand it on. No plaintext is anywhere else.
 * @module
 */
import { dirname } from 'node:path';

export type ForContainer = {
  /** The sealed file. */
  readonly path: string;
  /** The unit's own command line, as it stands in its files. */
  readonly command: string;
};

/**
 * nspawn has no setting for credentials but its command line, and a drop-in cannot add to that, only replace it. Each
 * drop-in replaces it in the same way, so any number of them is as good as one: what is handed on are the names in
 * the folder ($0) that the unit has loaded. A file that is not there fails the start, because it is named in full.
 */
const HAND_ON = `for sealed in "$0"/*; do name=\${sealed##*/}; [ -e "$CREDENTIALS_DIRECTORY/$name" ] && set -- "$@" "--load-credential=$name:$name"; done; exec "$@"`;

export function containerSettings(credential: string, from: ForContainer): readonly string[] {
  return [
    `LoadCredentialEncrypted=${credential}:${from.path}`,
    'ExecStart=',
    `ExecStart=/bin/sh -c '${HAND_ON.replaceAll('$', '$$$$')}' ${dirname(from.path)} ${from.command}`,
  ];
}
