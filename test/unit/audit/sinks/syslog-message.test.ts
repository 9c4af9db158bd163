/**
 * Audit events as syslog messages and as lines for the journal.
 * @module
 */
import { expect, test } from 'vitest';
import {
  counted,
  journalHead,
  journalLine,
  syslogMessage,
} from '#controller/audit/sinks/syslog-message.ts';

const json = '{"outcome":"failure","time":"2026-11-22T12:00:00Z","type":"host.alarm","x":"ä"}';
const event = { seq: 7, json };

test('RFC 5424, facility log audit, the event as its message', () => {
  expect(syslogMessage(event, 'controller-1')).toBe(
    `<108>1 2026-11-22T12:00:00Z controller-1 credfleet - host.alarm - ${json}`,
  );
  const success = { seq: 8, json: json.replace('failure', 'success') };
  expect(syslogMessage(success, 'h')).toMatch(/^<110>1 /u);
});

test('counted in bytes, not in characters', () => {
  expect(counted('ä')).toBe('2 ä');
});

test('a connection to the journal says who it is; each line has its priority', () => {
  expect(journalHead()).toBe('credfleet-audit\n\n6\n1\n0\n0\n0\n');
  expect(journalLine(event)).toBe(`<4>${json}\n`);
});
