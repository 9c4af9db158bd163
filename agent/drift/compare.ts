/**
 * Whether what lies on the host is what was put there: pure, one file at a time, in words for people.
 * @module
 */

/** What a file of ours must be. */
export type ExpectedFile = {
  readonly kind: 'sealed' | 'dropIn';
  /** The credential that it belongs to. */
  readonly name: string;
  readonly path: string;
  /** SHA-256, hex. */
  readonly digest: string;
  /** Undefined: on FAT, where the mount says who may read. */
  readonly mode: number | undefined;
};

/** What is there; undefined: nothing. */
export type SeenFile =
  | {
      /** False for a folder, a link, a socket: nothing else is known of it. */
      readonly isFile: boolean;
      readonly digest: string;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
    }
  | undefined;

export type Owner = { readonly uid: number; readonly gid: number };

export type Drift = {
  readonly file: ExpectedFile;
  /** False: the content is right, only who may read it is not. */
  readonly isContent: boolean;
  readonly text: string;
};

export type DriftInput = {
  readonly file: ExpectedFile;
  readonly seen: SeenFile;
  readonly owner: Owner;
  /** Names of all sealed files of this host by their digests, to tell when two were swapped. */
  readonly namesByDigest: ReadonlyMap<string, string>;
};

/** Undefined: as it was put there. */
export function driftOf(input: DriftInput): Drift | undefined {
  const { file } = input;
  const content = contentDrift(input);
  if (content !== undefined) return { file, isContent: true, text: content };
  const access = accessDrift(input);
  return access === undefined ? undefined : { file, isContent: false, text: access };
}

function contentDrift({ file, seen, namesByDigest }: DriftInput): string | undefined {
  const what = whatIs(file);
  if (seen === undefined) return `${what} was removed`;
  if (!seen.isFile) return `${what} is no file any more`;
  if (seen.digest === file.digest) return undefined;
  const other = namesByDigest.get(seen.digest);
  return other === undefined ? `${what} was changed` : `${what} is now the one of '${other}'`;
}

function accessDrift({ file, seen, owner }: DriftInput): string | undefined {
  if (seen === undefined || file.mode === undefined) return undefined;
  if (seen.mode !== file.mode) {
    return `${whatIs(file)} has mode ${octal(seen.mode)}, not ${octal(file.mode)}`;
  }
  if (seen.uid === owner.uid && seen.gid === owner.gid) return undefined;
  return `${whatIs(file)} belongs to ${seen.uid}:${seen.gid}, not to ${owner.uid}:${owner.gid}`;
}

function whatIs({ kind, name, path }: ExpectedFile): string {
  return kind === 'sealed' ? `the sealed file of '${name}'` : `the drop-in ${path}`;
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
