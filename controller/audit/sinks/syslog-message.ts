/**
 * An audit event as a syslog message (RFC 5424), counted (RFC 6587 3.4.1, RFC 5425 4.3), or as a line for the journal.
 * Pure.
 * @module
 */
import type { StoredEvent } from '#controller/ledger/evidence.ts';

/** RFC 5424 6.2.1: log audit. */
const FACILITY = 13;
const INFO = 6;
const WARNING = 4;
const VERSION = 1;
const APP = 'credfleet';
/** MSGID has 32 characters at most. */
const ID_CHARS = 32;

/** `host`: the name of this machine, printable ASCII without spaces. */
export function syslogMessage({ json }: StoredEvent, host: string): string {
  const { time, type, outcome } = JSON.parse(json) as Record<'time' | 'type' | 'outcome', string>;
  const priority = FACILITY * 8 + (outcome === 'failure' ? WARNING : INFO);
  const id = type.slice(0, ID_CHARS);
  return `<${priority}>${VERSION} ${time} ${host} ${APP} - ${id} - ${json}`;
}

/** With its length in bytes before it: no receiver takes two for one. */
export function counted(message: string): string {
  return `${Buffer.byteLength(message, 'utf8')} ${message}`;
}

/** What a connection to the journal begins with (sd_journal_stream_fd): who it is; nothing is forwarded. */
export function journalHead(): string {
  return [`${APP}-audit`, '', String(INFO), '1', '0', '0', '0', ''].join('\n');
}

/** The priority stands before each line. */
export function journalLine({ json }: StoredEvent): string {
  const isFailure = (JSON.parse(json) as { outcome: string }).outcome === 'failure';
  return `<${isFailure ? WARNING : INFO}>${json}\n`;
}
