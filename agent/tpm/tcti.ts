/**
 * Which TPM is meant, in systemd's own words: SYSTEMD_TPM2_DEVICE holds a "TCTI" string of the TSS libraries, a
 * driver and its argument. The forms that credfleet opens; any other is refused.
 * @module
 */
import type { Parsed } from '#src/errors/parsed.ts';

export type SocketAddress =
  | { readonly path: string }
  | { readonly host: string; readonly port: number };

export type Tcti =
  | { readonly kind: 'device'; readonly path: string }
  /** The TPM's bytes as they are: swtpm. */
  | { readonly kind: 'swtpm'; readonly address: SocketAddress }
  /** In frames of the reference simulator. */
  | { readonly kind: 'mssim'; readonly address: SocketAddress };

/** The kernel's resource manager: others may use the TPM at the same time. */
export const DEFAULT_TCTI = 'device:/dev/tpmrm0';

const PORT_MAX = 65_535;

/** `device:PATH`, a bare `/dev/…`, `swtpm:path=…`, `swtpm:host=…,port=…`, `mssim:` likewise. */
export function parseTcti(text: string): Parsed<Tcti> {
  if (text.startsWith('/')) return { ok: true, value: { kind: 'device', path: text } };
  const [kind, argument] = splitOnce(text, ':');
  if (kind === 'device' && argument.startsWith('/')) {
    return { ok: true, value: { kind, path: argument } };
  }
  const address = kind === 'swtpm' || kind === 'mssim' ? parseAddress(argument) : undefined;
  if ((kind === 'swtpm' || kind === 'mssim') && address !== undefined) {
    return { ok: true, value: { kind, address } };
  }
  const forms = 'device:/dev/tpmrm0, swtpm:path=…, swtpm:host=…,port=… or mssim:path=…';
  return { ok: false, problems: [`the TPM '${text}' is none of the forms ${forms}`] };
}

function parseAddress(argument: string): SocketAddress | undefined {
  const fields = argument.split(',').map((field) => splitOnce(field, '='));
  const given = new Map(fields);
  if (given.size !== fields.length) return undefined;
  const names = [...given.keys()].sort().join();
  const path = given.get('path') ?? '';
  if (names === 'path') return path.startsWith('/') ? { path } : undefined;
  return names === 'host,port' ? hostAndPort(given) : undefined;
}

function hostAndPort(given: ReadonlyMap<string, string>): SocketAddress | undefined {
  const host = given.get('host') ?? '';
  const port = Number(given.get('port'));
  const isPort = Number.isInteger(port) && port > 0 && port <= PORT_MAX;
  return host !== '' && isPort ? { host, port } : undefined;
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
