/**
 * Finds the Debian mirror this machine's apt already uses, so that test roots come from the same
 * place. Parsing only; `roots.ts` reads the files.
 * @module
 */

export const DEFAULT_MIRROR = 'http://deb.debian.org/debian';

export type AptSourceFile = { readonly path: string; readonly content: string };
type AptSource = {
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
};

const DEBIAN_SUITE =
  /^(bullseye|bookworm|trixie|forky|duke|sid|oldstable|stable|testing|unstable)$/;

/**
 * The first archive that holds the main component of a Debian release itself; archives with only
 * security updates do not count. May be a `mirror+file:` URI, which names a list of mirrors.
 */
export function findMirror(files: readonly AptSourceFile[]): string | undefined {
  const sources = files.flatMap(({ path, content }) =>
    path.endsWith('.sources') ? parseDeb822(content) : parseOneLine(content),
  );
  const debian = sources.find(
    ({ suites, components }) =>
      components.includes('main') && suites.some((suite) => DEBIAN_SUITE.test(suite)),
  );
  return debian?.uris[0]?.replace(/\/+$/, '');
}

/** The first mirror in a list that a `mirror+file:` source points to. */
export function firstOfMirrorList(content: string): string | undefined {
  const lines = content.split('\n').map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !line.startsWith('#'));
  return first?.split(/\s+/)[0]?.replace(/\/+$/, '');
}

/** `deb [options] URI suite component …`, one source per line. */
function parseOneLine(content: string): AptSource[] {
  return content.split('\n').flatMap((line) => {
    const match = /^deb\s+(?:\[[^\]]*\]\s*)?(\S+)\s+(\S+)\s+([^#]+)/.exec(line.trim());
    const [, uri, suite, components] = match ?? [];
    if (uri === undefined || suite === undefined || components === undefined) return [];
    return [{ uris: [uri], suites: [suite], components: words(components) }];
  });
}

/** Stanzas of `Field: value` lines; a line that begins with a space continues the field. */
function parseDeb822(content: string): AptSource[] {
  const withoutComments = content.replace(/^#.*\n?/gm, '');
  return withoutComments.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = new Map<string, string>();
    for (const line of stanza.replace(/\n[ \t]+/g, ' ').split('\n')) {
      const colon = line.indexOf(':');
      if (colon > 0) fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    }
    const list = (name: string): string[] => words(fields.get(name) ?? '');
    if (!list('types').includes('deb') || fields.get('enabled') === 'no') return [];
    return [{ uris: list('uris'), suites: list('suites'), components: list('components') }];
  });
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
