/**
 * Reads which sinks the audit log has, with their keys, and makes them. A file that is missing or unreadable is told at the
 * start, not at the first event.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { createSecureContext } from 'node:tls';
import type { StoredEvent } from '#controller/ledger/evidence.ts';
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { parsePemCertificates } from '#src/identity/ek-certificate.ts';
import { Secret } from '#src/secret/secret.ts';
import { FileSink } from './file-sink.node.ts';
import { parseSinks, type SinkConfig, type TlsFiles } from './parse-sinks.ts';
import type { Sink } from './sink.ts';
import { StreamSink } from './stream-sink.node.ts';
import { counted, journalHead, journalLine, syslogMessage } from './syslog-message.ts';
import { WebhookSink } from './webhook-sink.node.ts';

export type OpenedSink = { readonly sink: Sink; readonly maxLagEvents: number };

type World = { readonly clock: Clock; readonly origin: string };

const HMAC_KEY_MIN_BYTES = 32;

/**
 * @param path undefined: none.
 * @throws {CredfleetError} CONFIG_INVALID with everything that is wrong.
 */
export async function openSinks(
  path: string | undefined,
  world: World,
): Promise<readonly OpenedSink[]> {
  if (path === undefined) return [];
  const text = await read(path, '--audit-sinks');
  const parsed = parseSinks(text.toString('utf8'));
  if (!parsed.ok) {
    throw new CredfleetError(
      'CONFIG_INVALID',
      `--audit-sinks ${path}: ${parsed.problems.join('; ')}`,
    );
  }
  return Promise.all(
    parsed.value.map(async (config) => ({
      sink: await openSink(config, world),
      maxLagEvents: config.maxLagEvents,
    })),
  );
}

async function openSink(config: SinkConfig, world: World): Promise<Sink> {
  const { name } = config;
  switch (config.type) {
    case 'file':
      return new FileSink(name, config.path);
    case 'journald': {
      const address = { kind: 'unix', path: config.socket } as const;
      return new StreamSink({ name, address, head: journalHead(), encode: journalLine, ...world });
    }
    case 'syslog':
      return openSyslog(config, world);
    case 'webhook': {
      const tls = await tlsOf(config);
      const { url, hmacKeyFile } = config;
      const hmac = hmacKeyFile === undefined ? {} : { hmacKey: await hmacKeyOf(hmacKeyFile) };
      return new WebhookSink({ name, url, tls, ...hmac, ...world });
    }
  }
}

async function openSyslog(
  config: Extract<SinkConfig, { type: 'syslog' }>,
  { clock }: World,
): Promise<Sink> {
  const { name, address: where } = config;
  const address = where.kind === 'tls' ? { ...where, tls: await tlsOf(config) } : where;
  // RFC 5424 6.2.4: printable ASCII.
  const host =
    hostname()
      .replaceAll(/[^\u0021-\u007e]/gu, '-')
      .slice(0, 255) || '-';
  const encode = (event: StoredEvent) => counted(syslogMessage(event, host));
  return new StreamSink({ name, address, head: '', encode, clock });
}

/** Tried now: a key that does not belong to its certificate is told at the start. */
async function tlsOf({ caFile, certFile, keyFile }: TlsFiles) {
  const tls = {
    ...(caFile === undefined ? {} : { ca: await read(caFile, 'caFile') }),
    ...(certFile === undefined ? {} : { cert: await read(certFile, 'certFile') }),
    ...(keyFile === undefined ? {} : { key: await read(keyFile, 'keyFile') }),
  };
  try {
    createSecureContext(tls);
    if (tls.ca !== undefined && parsePemCertificates(tls.ca.toString('utf8')) === undefined) {
      throw new Error('the CA is not PEM certificates alone');
    }
    return tls;
  } catch (reason) {
    const files = [caFile, certFile, keyFile].filter((file) => file !== undefined).join(', ');
    throw CredfleetError.from(reason, 'CONFIG_INVALID', `certificates of a sink (${files})`);
  }
}

/** Text or bytes; one newline at the end, as editors leave it, is no part of it. */
async function hmacKeyOf(path: string): Promise<Secret> {
  const bytes = await read(path, 'hmacKeyFile');
  const key = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
  if (key.length >= HMAC_KEY_MIN_BYTES) return new Secret(new Uint8Array(key));
  const has = `has ${key.length} bytes, fewer than ${HMAC_KEY_MIN_BYTES}`;
  throw new CredfleetError(
    'CONFIG_INVALID',
    `hmacKeyFile ${path} ${has}; openssl rand -hex 32 makes one`,
  );
}

async function read(path: string, what: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (reason) {
    throw CredfleetError.from(reason, 'CONFIG_INVALID', `${what} ${path}`);
  }
}
