/**
 * The file that names the sinks of the audit log → what each is. Everything that is wrong is told at once; nothing is
 * guessed. Pure.
 * @module
 */
import { parse } from 'yaml';
import { isObject } from '#src/audit/export/export-line.ts';
import type { Parsed } from '#src/errors/parsed.ts';

export type TlsFiles = {
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
};

export type SinkConfig = {
  readonly name: string;
  /** Above it an event and a metric say that the sink is behind. */
  readonly maxLagEvents: number;
} & (
  | { readonly type: 'file'; readonly path: string }
  | ({ readonly type: 'syslog'; readonly address: SyslogAddress } & TlsFiles)
  | { readonly type: 'journald'; readonly socket: string }
  | ({ readonly type: 'webhook'; readonly url: URL; readonly hmacKeyFile?: string } & TlsFiles)
);

export type SyslogAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'tls'; readonly host: string; readonly port: number };

export const MAX_LAG_DEFAULT = 10_000;
const SINKS_MAX = 16;
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/u;
const JOURNAL_SOCKET = '/run/systemd/journal/stdout';
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;
const TLS_FIELDS = ['caFile', 'certFile', 'keyFile'] as const;

type Fields = Readonly<Record<string, unknown>>;
type Problems = string[];
type Typed = SinkConfig extends infer One
  ? One extends unknown
    ? Omit<One, 'name' | 'maxLagEvents'>
    : never
  : never;

/** Each type, with the fields that it takes. */
const TYPES: Readonly<
  Record<
    SinkConfig['type'],
    {
      readonly fields: readonly string[];
      readonly read: (fields: Fields, problems: Problems) => Typed;
    }
  >
> = {
  file: {
    fields: ['path'],
    read: (fields, problems) => ({ type: 'file', path: pathOf(fields, 'path', problems) }),
  },
  journald: {
    fields: ['socket'],
    read: (fields, problems) => ({
      type: 'journald',
      socket: pathOf({ socket: JOURNAL_SOCKET, ...fields }, 'socket', problems),
    }),
  },
  syslog: { fields: ['address', ...TLS_FIELDS], read: syslogOf },
  webhook: { fields: ['url', 'hmacKeyFile', ...TLS_FIELDS], read: webhookOf },
};

export function parseSinks(text: string): Parsed<readonly SinkConfig[]> {
  const problems: Problems = [];
  const list = listOf(text, problems);
  const sinks = list.flatMap((entry, at) => sinkOf(entry, `sinks[${at}]`, problems) ?? []);
  const names = sinks.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) problems.push(`two sinks have the name '${twice}'`);
  return problems.length === 0 ? { ok: true, value: sinks } : { ok: false, problems };
}

function listOf(text: string, problems: Problems): readonly unknown[] {
  let document: unknown;
  try {
    document = parse(text);
  } catch (reason) {
    problems.push(`is not YAML: ${reason instanceof Error ? reason.message : String(reason)}`);
    return [];
  }
  if (isObject(document) && Object.keys(document).every((key) => key === 'sinks')) {
    const { sinks } = document;
    if (Array.isArray(sinks) && sinks.length <= SINKS_MAX) return sinks;
  }
  problems.push(`is not one list 'sinks' of at most ${SINKS_MAX}`);
  return [];
}

function sinkOf(entry: unknown, where: string, problems: Problems): SinkConfig | undefined {
  if (!isObject(entry)) {
    problems.push(`${where} is no sink`);
    return undefined;
  }
  const { name, maxLagEvents = MAX_LAG_DEFAULT, ...rest } = entry;
  const [[type, fields] = ['', undefined], ...more] = Object.entries(rest);
  if (!isType(type) || more.length > 0) {
    problems.push(`${where} is not one of ${Object.keys(TYPES).join(', ')}`);
    return undefined;
  }
  const own: Problems = [];
  if (typeof name !== 'string' || !NAME.test(name)) own.push('needs a name: a-z, 0-9 and -');
  if (!isLag(maxLagEvents)) own.push('has a maxLagEvents that is no number above 0');
  const typed = typedOf(type, isObject(fields) ? fields : {}, own);
  problems.push(...own.map((problem) => `${where} ${problem}`));
  return { name: String(name), maxLagEvents: Number(maxLagEvents), ...typed };
}

function typedOf(type: SinkConfig['type'], fields: Fields, problems: Problems): Typed {
  const { fields: known, read } = TYPES[type];
  const unknown = Object.keys(fields).filter((field) => !known.includes(field));
  if (unknown.length > 0) problems.push(`has the unknown field ${unknown.join(', ')}`);
  return read(fields, problems);
}

function syslogOf(fields: Fields, problems: Problems): Typed {
  const tls = tlsOf(fields, problems);
  const address = addressOf(String(fields['address']));
  if (address?.kind === 'tls') return { type: 'syslog', address, ...tls };
  if (Object.keys(tls).length > 0) problems.push('has certificates for what is no TLS');
  if (address !== undefined) return { type: 'syslog', address };
  problems.push('has an address that is not unix:/PATH, tcp:HOST:PORT or tls:HOST:PORT');
  return { type: 'syslog', address: { kind: 'unix', path: '' } };
}

function addressOf(text: string): SyslogAddress | undefined {
  const [, path] = /^unix:(\/.+)$/u.exec(text) ?? [];
  if (path !== undefined) return { kind: 'unix', path };
  const [, kind, bracketed, plain, digits] =
    /^(tcp|tls):(?:\[([\da-fA-F:]+)\]|([^:[\]]+)):(\d{1,5})$/u.exec(text) ?? [];
  const port = Number(digits);
  if (kind === undefined || port < 1 || port > 65_535) return undefined;
  return { kind: kind === 'tls' ? 'tls' : 'tcp', host: bracketed ?? plain ?? '', port };
}

function webhookOf(fields: Fields, problems: Problems): Typed {
  const tls = tlsOf(fields, problems);
  const url = URL.parse(String(fields['url'])) ?? undefined;
  const problem = urlProblem(url);
  if (problem !== undefined) problems.push(problem);
  if (tls.certFile === undefined && fields['hmacKeyFile'] === undefined) {
    problems.push('has neither hmacKeyFile nor a client certificate: nobody could tell who posts');
  }
  const about = { type: 'webhook', url: url ?? new URL('https://invalid'), ...tls } as const;
  if (fields['hmacKeyFile'] === undefined) return about;
  return { ...about, hmacKeyFile: pathOf(fields, 'hmacKeyFile', problems) };
}

function urlProblem(url: URL | undefined): string | undefined {
  if (url?.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    return 'has a url with http: to another machine; use https:';
  }
  if (url === undefined || !['https:', 'http:'].includes(url.protocol)) {
    return 'has a url that is not https://';
  }
  const hasPassword = url.username !== '' || url.password !== '';
  return hasPassword
    ? 'has a password in its url; use hmacKeyFile or a client certificate'
    : undefined;
}

function tlsOf(fields: Fields, problems: Problems): TlsFiles {
  const given = TLS_FIELDS.filter((name) => fields[name] !== undefined);
  if (given.includes('certFile') !== given.includes('keyFile')) {
    problems.push('has certFile without keyFile, or the reverse');
  }
  return Object.fromEntries(given.map((name) => [name, pathOf(fields, name, problems)]));
}

function pathOf(fields: Fields, name: string, problems: Problems): string {
  const path = fields[name];
  if (typeof path === 'string' && path.startsWith('/')) return path;
  problems.push(`needs ${name}, an absolute path`);
  return '';
}

function isType(type: string): type is SinkConfig['type'] {
  return Object.hasOwn(TYPES, type);
}

function isLag(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
