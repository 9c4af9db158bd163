/**
 * The file that names the sinks.
 * @module
 */
import { expect, test } from 'vitest';
import { MAX_LAG_DEFAULT, parseSinks } from '#controller/audit/sinks/parse-sinks.ts';

const one = (text: string) => parseSinks(`sinks:\n  - name: siem\n    ${text}\n`);

test('every type, with what it takes', () => {
  const parsed = parseSinks(`
sinks:
  - {name: local, file: {path: /var/log/credfleet.jsonl}, maxLagEvents: 5}
  - {name: journal, journald: {}}
  - {name: unix, syslog: {address: "unix:/run/syslog"}}
  - {name: tcp, syslog: {address: "tcp:log.example:514"}}
  - {name: tls, syslog: {address: "tls:[2001:db8::1]:6514", caFile: /ca, certFile: /c, keyFile: /k}}
  - {name: hook, webhook: {url: "https://siem.example/in", hmacKeyFile: /key}}
  - {name: near, webhook: {url: "http://127.0.0.1:9000/", hmacKeyFile: /key}}
`);
  const maxLagEvents = MAX_LAG_DEFAULT;
  expect(parsed).toEqual({
    ok: true,
    value: [
      { name: 'local', maxLagEvents: 5, type: 'file', path: '/var/log/credfleet.jsonl' },
      { name: 'journal', maxLagEvents, type: 'journald', socket: '/run/systemd/journal/stdout' },
      {
        name: 'unix',
        maxLagEvents,
        type: 'syslog',
        address: { kind: 'unix', path: '/run/syslog' },
      },
      {
        name: 'tcp',
        maxLagEvents,
        type: 'syslog',
        address: { kind: 'tcp', host: 'log.example', port: 514 },
      },
      {
        name: 'tls',
        maxLagEvents,
        type: 'syslog',
        address: { kind: 'tls', host: '2001:db8::1', port: 6514 },
        caFile: '/ca',
        certFile: '/c',
        keyFile: '/k',
      },
      {
        name: 'hook',
        maxLagEvents,
        type: 'webhook',
        url: new URL('https://siem.example/in'),
        hmacKeyFile: '/key',
      },
      {
        name: 'near',
        maxLagEvents,
        type: 'webhook',
        url: new URL('http://127.0.0.1:9000/'),
        hmacKeyFile: '/key',
      },
    ],
  });
});

test.for([
  ['nothing', '', /is not one list 'sinks'/u],
  ['no YAML', 'sinks: [', /is not YAML/u],
  ['another field', 'sinks: []\nsink: []', /is not one list/u],
  ['two of one name', 'sinks: [{name: a, journald: {}}, {name: a, journald: {}}]', /two sinks/u],
  ['a name with a dot', 'sinks: [{name: a.b, journald: {}}]', /needs a name/u],
  ['a text for a sink', 'sinks: [siem]', /is no sink/u],
] as const)('%s is refused', ([, text, problem]) => {
  const parsed = parseSinks(text);
  expect(parsed).toMatchObject({ ok: false, problems: [expect.stringMatching(problem)] });
});

test.for([
  ['an unknown type', 'kafka: {}', /is not one of file, journald, syslog, webhook/u],
  ['two types', 'journald: {}\n    file: {path: /a}', /is not one of/u],
  ['an unknown field', 'file: {path: /a, mode: 1}', /unknown field mode/u],
  ['a relative path', 'file: {path: a}', /needs path, an absolute path/u],
  ['no path', 'file: {}', /needs path/u],
  ['a lag of 0', 'journald: {}\n    maxLagEvents: 0', /maxLagEvents/u],
  ['UDP', 'syslog: {address: "udp:h:514"}', /has an address/u],
  ['no port', 'syslog: {address: "tcp:h"}', /has an address/u],
  ['port 0', 'syslog: {address: "tcp:h:0"}', /has an address/u],
  ['certificates for TCP', 'syslog: {address: "tcp:h:1", caFile: /a}', /for what is no TLS/u],
  ['half a pair', 'syslog: {address: "tls:h:1", certFile: /a}', /without keyFile/u],
  ['plain HTTP elsewhere', 'webhook: {url: "http://h/", hmacKeyFile: /a}', /use https/u],
  [
    'plain HTTP to a name like loopback',
    'webhook: {url: "http://127.0.0.1.evil/", hmacKeyFile: /a}',
    /use https/u,
  ],
  ['a password in the url', 'webhook: {url: "https://u:p@h/", hmacKeyFile: /a}', /password/u],
  ['another protocol', 'webhook: {url: "ftp://h/", hmacKeyFile: /a}', /not https/u],
  ['nobody to tell who posts', 'webhook: {url: "https://h/"}', /neither hmacKeyFile nor/u],
] as const)('%s is refused', ([, text, problem]) => {
  const parsed = one(text);
  expect(parsed).toMatchObject({ ok: false, problems: [expect.stringMatching(problem)] });
});
