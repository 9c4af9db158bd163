/**
 * Audit events on their way out, over real sockets to receivers that block, refuse, die and come back. Time runs fifty
 * times faster.
 * @module
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSinks } from '#controller/audit/sinks/open-sinks.node.ts';
import { BATCH_EVENTS } from '#controller/audit/sinks/sink-pump.ts';
import { Sinks } from '#controller/audit/sinks/sinks.ts';
import { toPem } from '#controller/keys/issue-certificate.ts';
import type { Ledger } from '#controller/ledger/ledger.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { fastClock } from '#test/fakes/fast-clock.ts';
import { HttpReceiver, SyslogReceiver } from '#test/fakes/receivers.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { AuditWorld } from '#test/gen/audit-world.ts';
import { SqliteHome } from '#test/postgres/ledger-homes.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';
import { fakeFleet } from '../reconcile/fleet.ts';

const TIMES = 50;
const until = { timeout: 15_000, interval: 5 };
const HMAC_KEY = 'k'.repeat(32);
let directory: string;
let home: SqliteHome;
let world: AuditWorld;
let stop: AbortController;
let running: Promise<void>;
const receivers: AsyncDisposable[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'credfleet-sinks-'));
  home = new SqliteHome();
  world = new AuditWorld(home);
  stop = new AbortController();
  running = Promise.resolve();
  writeFileSync(join(directory, 'hmac'), `${HMAC_KEY}\n`);
});
afterEach(async () => {
  stop.abort();
  await running;
  for (const receiver of receivers.splice(0)) await receiver[Symbol.asyncDispose]();
  world[Symbol.dispose]();
  rmSync(directory, { recursive: true });
});

async function listening<R extends HttpReceiver | SyslogReceiver>(receiver: R): Promise<R> {
  receivers.push(receiver);
  await receiver.listen();
  return receiver;
}

/** `text`: one sink per line, as in the file. */
async function start(text: string, ledger: Ledger = world.ledger): Promise<Sinks> {
  const path = join(directory, 'sinks.yaml');
  writeFileSync(path, `sinks:\n${text}`);
  const clock = fastClock(TIMES);
  const opened = await openSinks(path, { clock, origin: 'credfleet.dev/audit/c1' });
  const sinks = new Sinks(opened, { ledger, clock, random: systemRandom, log: silentLog });
  running = sinks.run(stop.signal);
  return sinks;
}

async function restart(text: string): Promise<Sinks> {
  stop.abort();
  await running;
  stop = new AbortController();
  return start(text);
}

const hook = (port: number, more = '') =>
  `  - {name: siem, webhook: {url: "http://127.0.0.1:${port}/in", hmacKeyFile: ${join(directory, 'hmac')}}${more}}\n`;
const syslog = (port: number) => `  - {name: siem, syslog: {address: "tcp:127.0.0.1:${port}"}}\n`;

const size = () => world.ledger.evidence.head().size;
const position = () => world.ledger.retention.sinks().find(({ name }) => name === 'siem')?.seq;

async function allTaken({ seqs }: { readonly seqs: readonly number[] }): Promise<void> {
  await vi.waitFor(() => {
    expect(new Set(seqs).size).toBe(size());
    expect(position()).toBe(size());
  }, until);
}

describe('a webhook', () => {
  test('gets every event in order, signed, and each once while nothing fails', async () => {
    const receiver = await listening(new HttpReceiver());
    world.live(300);
    await start(hook(receiver.port));
    await allTaken(receiver);
    world.live(1);
    await allTaken(receiver);
    expect(receiver.seqs).toEqual(Array.from({ length: size() }, (_, at) => at + 1));
    expect(receiver.requests[0]?.body.split('\n')).toHaveLength(BATCH_EVENTS + 1);
    for (const { headers, body } of receiver.requests) {
      const [, time = '', mac] = /^t=(\d+),v1=([\da-f]{64})$/u.exec(
        String(headers['credfleet-signature']),
      ) ?? [''];
      expect(mac).toBe(createHmac('sha256', HMAC_KEY).update(`${time}.${body}`).digest('hex'));
      const [first = ''] = body.split('\n');
      expect(first).toContain(`"seq":${String(headers['credfleet-first-seq'])},`);
      expect(headers['credfleet-log']).toBe('credfleet.dev/audit/c1');
    }
    const stored = world.ledger.evidence.events(0, 10_000).map(({ json }) => `${json}\n`);
    expect(receiver.requests.map(({ body }) => body).join('')).toBe(stored.join(''));
  });

  test.for([500, 503, 400, 302])(
    'that answers %i is asked again until it takes them',
    async (status) => {
      const receiver = await listening(new HttpReceiver());
      receiver.status = status;
      world.live(10);
      const sinks = await start(hook(receiver.port));
      await vi.waitFor(() => expect(receiver.requests.length).toBeGreaterThan(2), until);
      expect(sinks.rows()).toMatchObject([
        { seq: 0, problem: expect.stringContaining(`answered ${status}`) as string },
      ]);
      expect(position()).toBeUndefined();
      receiver.status = 204;
      await allTaken(receiver);
      expect(receiver.missing).toEqual([]);
      expect(sinks.numbers()[0]?.failures).toBeGreaterThan(1);
      expect(sinks.rows()).toMatchObject([{ problem: '' }]);
    },
  );

  test('that never answers: nobody waits, one batch is under way, and it is told and taken back', async () => {
    const receiver = await listening(new HttpReceiver());
    receiver.status = 0;
    const sinks = await start(hook(receiver.port, ', maxLagEvents: 100'));
    for (let part = 0; part < 20; part += 1) world.live(10);
    await vi.waitFor(() => {
      expect(world.ledger.events({ type: 'audit.sinkBehind' })).toHaveLength(1);
    }, until);
    expect(receiver.sockets.size).toBeLessThanOrEqual(1);
    const [behind] = world.ledger.events({ type: 'audit.sinkBehind' });
    expect(behind).toMatchObject({
      outcome: 'failure',
      detail: {
        sink: 'siem',
        taken: 0,
        message: expect.stringMatching(/took nothing for 30 s/u) as string,
      },
    });
    expect(sinks.numbers()).toMatchObject([{ isBehind: true, lagEvents: size() }]);
    world.live(300);
    receiver.status = 204;
    await allTaken(receiver);
    expect(world.ledger.events({ type: 'audit.sinkBehind' })).toHaveLength(1);
    expect(world.ledger.events({ type: 'audit.sinkCaughtUp' })).toHaveLength(1);
    expect(sinks.numbers()).toMatchObject([{ isBehind: false, lagEvents: 0 }]);
    expect(receiver.missing).toEqual([]);
  });

  test('that is behind is still behind after a restart, and that is told once', async () => {
    const receiver = await listening(new HttpReceiver());
    receiver.status = 500;
    world.live(50);
    await start(hook(receiver.port, ', maxLagEvents: 100'));
    const told = () => world.ledger.events({ type: 'audit.sinkBehind' });
    await vi.waitFor(() => expect(told()).toHaveLength(1), until);
    const sinks = await restart(hook(receiver.port, ', maxLagEvents: 100'));
    const before = receiver.requests.length;
    await vi.waitFor(() => expect(receiver.requests.length).toBeGreaterThan(before + 2), until);
    expect(told()).toHaveLength(1);
    expect(sinks.numbers()).toMatchObject([{ isBehind: true }]);
  });

  test('that dies in the middle and comes back on its port misses nothing', async () => {
    const first = await listening(new HttpReceiver());
    world.live(1000);
    let requests = 0;
    first.onRequest = () => {
      requests += 1;
      if (requests === 3) void first.kill();
    };
    await start(hook(first.port));
    await vi.waitFor(() => expect(requests).toBe(3), until);
    const second = new HttpReceiver();
    second.port = first.port;
    second.seqs.push(...first.seqs);
    world.live(10);
    await listening(second);
    await allTaken(second);
    expect(second.missing).toEqual([]);
  });

  test('over TLS is known by its CA, and knows us by our certificate', async () => {
    const keyring = await keyringOf();
    const issuer = issuerOf(keyring);
    const ca = toPem(keyring.ca.certificate);
    const server = issuer.issueServerCertificate(['127.0.0.1']);
    const client = issuer.issueClientCertificate({ user: 'controller', groups: [] });
    const tls = { cert: server.certificatePem, key: server.keyPem, ca };
    const receiver = await listening(new HttpReceiver(tls));
    const file = (name: string, text: string) => {
      writeFileSync(join(directory, name), text);
      return join(directory, name);
    };
    const files = `caFile: ${file('ca', ca)}, certFile: ${file('cert', client.certificatePem)}, keyFile: ${file('key', client.keyPem)}`;
    const url = `https://127.0.0.1:${receiver.port}/`;
    world.live(3);
    await start(`  - {name: siem, webhook: {url: "${url}", ${files}}}\n`);
    await allTaken(receiver);
    // Without our certificate, and to a server of another CA, nothing is said.
    const taken = receiver.requests.length;
    const hmac = `hmacKeyFile: ${join(directory, 'hmac')}`;
    world.live(1);
    for (const partial of [`caFile: ${join(directory, 'ca')}, ${hmac}`, hmac]) {
      const sinks = await restart(`  - {name: siem, webhook: {url: "${url}", ${partial}}}\n`);
      await vi.waitFor(() => expect(sinks.numbers()[0]?.failures).toBeGreaterThan(1), until);
    }
    expect(receiver.requests).toHaveLength(taken);
  });
});

describe('syslog', () => {
  test('by TCP: every event as one counted message of RFC 5424', async () => {
    const receiver = await listening(new SyslogReceiver());
    world.live(200);
    await start(syslog(receiver.port));
    await allTaken(receiver);
    expect(receiver.seqs).toEqual(Array.from({ length: size() }, (_, at) => at + 1));
    for (const message of receiver.messages) {
      expect(message).toMatch(/^<1(?:08|10)>1 \S+Z [\u0021-\u007e]+ credfleet - [\w.]+ - \{.*\}$/u);
    }
  });

  test('whose receiver is killed with bytes unread, again and again, misses nothing', async () => {
    let receiver = await listening(new SyslogReceiver());
    const { port } = receiver;
    const seen: number[] = [];
    world.live(700);
    await start(syslog(port));
    for (const after of [1, 40, 300]) {
      await new Promise<void>((resolve) => {
        receiver.onMessage = () => {
          if (receiver.seqs.length === after) resolve(receiver.kill());
        };
      });
      seen.push(...receiver.seqs);
      world.live(5);
      receiver = new SyslogReceiver();
      receiver.port = port;
      await listening(receiver);
    }
    receiver.seqs.push(...seen);
    await allTaken(receiver);
    expect(receiver.missing).toEqual([]);
  });

  test('by TLS, to a server of another CA: nothing is said', async () => {
    const keyring = await keyringOf();
    const { certificatePem, keyPem } = issuerOf(keyring).issueServerCertificate(['127.0.0.1']);
    const receiver = await listening(new SyslogReceiver({ cert: certificatePem, key: keyPem }));
    writeFileSync(join(directory, 'ca'), toPem(keyring.ca.certificate));
    const address = `"tls:127.0.0.1:${receiver.port}"`;
    world.live(3);
    const sinks = await start(`  - {name: siem, syslog: {address: ${address}}}\n`);
    await vi.waitFor(() => expect(sinks.numbers()[0]?.failures).toBeGreaterThan(1), until);
    expect(receiver.messages).toEqual([]);
    await restart(
      `  - {name: siem, syslog: {address: ${address}, caFile: ${join(directory, 'ca')}}}\n`,
    );
    await allTaken(receiver);
  });

  test('by a socket', async () => {
    const receiver = new SyslogReceiver();
    receivers.push(receiver);
    const path = join(directory, 'syslog.sock');
    await receiver.listen(path);
    world.live(3);
    await start(`  - {name: siem, syslog: {address: "unix:${path}"}}\n`);
    await allTaken(receiver);
    expect(receiver.missing).toEqual([]);
  });
});

test('the journal gets a head, and each event as a line with its priority', async () => {
  const path = join(directory, 'journal.sock');
  let said = '';
  const server = createServer((socket) => {
    socket.on('error', () => undefined).on('data', (data) => (said += String(data)));
  });
  await new Promise<void>((resolve) => {
    server.listen(path, resolve);
  });
  world.live(3);
  await start(`  - {name: siem, journald: {socket: ${path}}}\n`);
  await vi.waitFor(() => expect(position()).toBe(size()), until);
  const stored = world.ledger.evidence.events(0, 100).map(({ json }) => `<6>${json}\n`);
  expect(said).toBe(`credfleet-audit\n\n6\n1\n0\n0\n0\n${stored.join('')}`);
  stop.abort();
  await running;
  server.close();
});

describe('a file', () => {
  const path = () => join(directory, 'audit.jsonl');
  const file = () => `  - {name: siem, file: {path: ${path()}}}\n`;
  const linesOf = (name: string) => readFileSync(name, 'utf8').trimEnd().split('\n');
  const seqsOf = (name: string) =>
    linesOf(name).map((line) => (JSON.parse(line) as { seq: number }).seq);
  const taken = async () => vi.waitFor(() => expect(position()).toBe(size()), until);

  test('has every event as a line, and only its owner reads it', async () => {
    world.live(300);
    await start(file());
    await taken();
    expect(seqsOf(path())).toEqual(Array.from({ length: size() }, (_, at) => at + 1));
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  test('that is rotated is left alone, and the next event begins a new one', async () => {
    world.live(3);
    await start(file());
    await taken();
    renameSync(path(), `${path()}.1`);
    const before = size();
    world.live(1);
    await taken();
    expect(seqsOf(`${path()}.1`).at(-1)).toBe(before);
    expect(seqsOf(path())).toEqual([before + 1, before + 2, before + 3]);
  });

  test.for(['{"seq":', 'x'.repeat(200_000)])(
    'half a line that a crash left is cut off',
    async (half) => {
      world.live(3);
      await start(file());
      await taken();
      stop.abort();
      await running;
      const before = linesOf(path());
      appendFileSync(path(), half);
      world.live(1);
      await restart(file());
      await taken();
      expect(linesOf(path()).slice(0, before.length)).toEqual(before);
      expect(seqsOf(path()).at(-1)).toBe(size());
    },
  );

  test('a disk that fills up leaves whole lines, and it goes on after', () => {
    // Of a file that may grow no more the kernel says what it says of a full disk: not written.
    const script = join(directory, 'full.ts');
    writeFileSync(
      script,
      `import { execFileSync } from 'node:child_process';
       import { FileSink } from '${process.cwd()}/controller/audit/sinks/file-sink.node.ts';
       const sink = new FileSink('siem', process.argv[2]);
       const batch = (first) => Array.from({ length: 100 }, (_, at) => {
         const seq = first + at;
         return { seq, json: JSON.stringify({ seq, text: 'x'.repeat(1000) }) };
       });
       let first = 1;
       let code;
       while (code === undefined) {
         try { await sink.take(batch(first)); first += 100; } catch (reason) { code = reason.code; }
       }
       execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited']);
       await sink.take(batch(first));
       console.log(JSON.stringify({ code, last: first + 99 }));
       await sink[Symbol.asyncDispose]();`,
    );
    const limited = 'ulimit -S -f 350; exec "$0" "$@"';
    const run = spawnSync('bash', ['-c', limited, process.execPath, script, path()], {
      encoding: 'utf8',
    });
    expect(JSON.parse(run.stdout)).toEqual({ code: 'SINK_FAILED', last: 400 });
    expect(seqsOf(path())).toEqual(Array.from({ length: 400 }, (_, at) => at + 1));
  });

  test('in a folder that is not there is waited for', async () => {
    const missing = join(directory, 'later');
    world.live(3);
    const sinks = await start(`  - {name: siem, file: {path: ${missing}/audit.jsonl}}\n`);
    await vi.waitFor(() => expect(sinks.rows()[0]?.problem).toMatch(/ENOENT/u), until);
    writeFileSync(path(), '');
    renameSync(path(), missing);
    await vi.waitFor(() => expect(sinks.rows()[0]?.problem).toMatch(/ENOTDIR/u), until);
    expect(position()).toBeUndefined();
  });
});

test('one sink that blocks holds up no other', async () => {
  const blocked = await listening(new HttpReceiver());
  blocked.status = 0;
  const receiver = await listening(new SyslogReceiver());
  world.live(300);
  const slow = hook(blocked.port).replace('siem', 'slow');
  await start(`${slow}${syslog(receiver.port)}`);
  await allTaken(receiver);
  expect(blocked.seqs).toEqual([]);
});

test('a rollout goes on while the sink blocks, and what it told comes when it is back', async () => {
  const receiver = await listening(new HttpReceiver());
  receiver.status = 0;
  const fleet = fakeFleet();
  try {
    await start(hook(receiver.port), fleet.ledger);
    await fleet.ready();
    await fleet.createSecret('first');
    await fleet.createCredential();
    await vi.waitFor(() => expect(fleet.rolloutState('db-v1-a1')).toBe('Succeeded'), until);
    await fleet.rotate('second');
    await vi.waitFor(() => expect(fleet.rolloutState('db-v2-a1')).toBe('Succeeded'), until);
    expect(receiver.seqs).toEqual([]);
    receiver.status = 204;
    await vi.waitFor(() => {
      expect(new Set(receiver.seqs).size).toBe(fleet.ledger.evidence.head().size);
    }, until);
    expect(receiver.missing).toEqual([]);
  } finally {
    stop.abort();
    await running;
    await fleet.stop();
    fleet.ledger.close();
  }
});

describe('a controller that is killed with SIGKILL', () => {
  function pumpScript(port: number): string {
    const script = join(directory, 'pump.ts');
    const root = process.cwd();
    writeFileSync(join(directory, 'sinks.yaml'), `sinks:\n${hook(port)}`);
    writeFileSync(
      script,
      `import { openSinks } from '${root}/controller/audit/sinks/open-sinks.node.ts';
       import { Sinks } from '${root}/controller/audit/sinks/sinks.ts';
       import { openSqliteLedger } from '${root}/controller/ledger/sqlite-ledger.node.ts';
       import { systemClock } from '${root}/src/clock/clock.node.ts';
       import { systemRandom } from '${root}/src/random/random.node.ts';
       const ledger = openSqliteLedger(process.argv[2]);
       const opened = await openSinks(process.argv[3], { clock: systemClock, origin: 'c1' });
       const log = { warn() {}, error(text) { console.error(text); } };
       const sinks = new Sinks(opened, { ledger, clock: systemClock, random: systemRandom, log });
       await sinks.run(new AbortController().signal);`,
    );
    return script;
  }

  test('between sending and remembering: sent again, no gap', async () => {
    const receiver = await listening(new HttpReceiver());
    const script = pumpScript(receiver.port);
    world.live(1500);
    const { path } = home;
    world.close();
    let child: ChildProcess | undefined;
    let starts = 0;
    const kills: (() => void)[] = [];
    const kill = () => child?.kill('SIGKILL');
    for (let part = 0; part < 6; part += 1) {
      // At once when it has the batch, or when its answer has left.
      const moment = part % 2 === 0 ? 'onRequest' : 'onAnswered';
      const wanted = receiver.requests.length + 1 + (part % 3);
      const ended = new Promise<void>((resolve) => {
        receiver[moment] = () => {
          if (receiver.requests.length >= wanted) kill();
        };
        child = spawn(process.execPath, [script, path, join(directory, 'sinks.yaml')]);
        starts += 1;
        child.once('close', () => resolve());
      });
      await ended;
      kills.push(kill);
      receiver.onRequest = () => undefined;
      receiver.onAnswered = () => undefined;
    }
    world.reopen();
    await start(hook(receiver.port));
    await allTaken(receiver);
    expect(starts).toBe(6);
    expect(receiver.missing).toEqual([]);
    // Some came twice: that is what at least once means.
    expect(receiver.seqs.length).toBeGreaterThan(size());
  });
});

describe('is refused at the start', () => {
  const open = async (text: string) => {
    const path = join(directory, 'sinks.yaml');
    writeFileSync(path, text);
    return openSinks(path, { clock: fastClock(1), origin: 'c1' });
  };

  test('a file that is wrong, with everything that is wrong', async () => {
    const opening = open('sinks: [{name: A, journald: {}}, {name: b, file: {path: c}}]');
    await expect(opening).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/sinks\[0\] needs a name.*sinks\[1\] needs path/u) as string,
    });
  });

  test('a key for the HMAC that is short, or missing', async () => {
    writeFileSync(join(directory, 'hmac'), 'short');
    await expect(open(`sinks:\n${hook(1)}`)).rejects.toMatchObject({
      message: expect.stringMatching(/5 bytes, fewer than 32/u) as string,
    });
    rmSync(join(directory, 'hmac'));
    await expect(open(`sinks:\n${hook(1)}`)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  test('a certificate that is none', async () => {
    writeFileSync(join(directory, 'ca'), '-----BEGIN CERTIFICATE-----\nnone\n');
    const tls = `{address: "tls:h:1", caFile: ${join(directory, 'ca')}}`;
    await expect(open(`sinks: [{name: a, syslog: ${tls}}]`)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });

  test('no file at all is no sink', async () => {
    expect(await openSinks(undefined, { clock: fastClock(1), origin: 'c1' })).toEqual([]);
    await expect(
      openSinks('/nonexistent', { clock: fastClock(1), origin: 'c1' }),
    ).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });
});
