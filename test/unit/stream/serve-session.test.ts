/**
 * The session's timing, by a clock that stands still: watchdogs, holds, and what ends a session.
 * @module
 */
import { generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Keyring } from '#controller/keys/keyring.ts';
import { makeIntentKey } from '#controller/keys/make-keys.ts';
import type { HostIdentity } from '#controller/ledger/ledger.ts';
import { openSqliteLedger } from '#controller/ledger/sqlite-ledger.node.ts';
import type { ByteStream } from '#controller/stream/byte-stream.ts';
import { serveSession } from '#controller/stream/serve-session.ts';
import type { SessionContext } from '#controller/stream/session-context.ts';
import { SessionRegistry } from '#controller/stream/session-registry.ts';
import { API_VERSION } from '#src/api/meta.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { peerOf } from '#src/identity/peer.ts';
import { ed25519Raw, spkiOf } from '#src/identity/public-key.ts';
import { signReceipt, signingKeyId } from '#src/identity/receipt.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { Secret } from '#src/secret/secret.ts';
import { decodeEnvelope } from '#src/wire/envelope-wire.ts';
import type { AgentMessage, ControllerMessage } from '#src/wire/messages.ts';
import { decodeControllerMessage } from '#src/wire/session-from-wire.ts';
import { encodeHostReport } from '#src/wire/report-wire.ts';
import { encodeAgentMessage } from '#src/wire/session-to-wire.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { hostBlockOf } from '#test/gen/host-block.ts';
import { openedIntentOf } from '#test/gen/intent.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';
import { helloOf, hostReportOf } from '#test/gen/messages.ts';

/** The host's end of the stream: what it says, and what it hears. */
class Host implements ByteStream {
  readonly address = '192.0.2.7';
  readonly heard: ControllerMessage[] = [];
  reason: CredfleetError | undefined;
  readonly #said: Uint8Array[] = [];
  readonly #over = new AbortController();
  readonly closed = this.#over.signal;
  #wake: () => void = () => undefined;
  #heard: () => void = () => undefined;
  readonly messages: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => this.#read() };

  say(message: AgentMessage): void {
    this.#said.push(encodeAgentMessage(message));
    this.#wake();
  }

  async hears(count: number): Promise<void> {
    while (this.heard.length < count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#heard = resolve;
      await promise;
    }
  }

  send(message: Uint8Array): void {
    this.heard.push(decodeControllerMessage(message));
    this.#heard();
  }

  end(reason?: CredfleetError): void {
    if (this.closed.aborted) return;
    this.reason = reason;
    this.#over.abort(new Error('over'));
    this.#wake();
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = this.#said.shift();
      if (next !== undefined) yield next;
      else if (this.closed.aborted) return;
      else {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
      }
    }
  }
}

async function sessionOf(
  change: Partial<SessionContext> = {},
  heard: Partial<SessionContext['events']> = {},
) {
  const clock = new FakeClock();
  const objects = new FakeObjects(clock);
  const ledger = openSqliteLedger(':memory:');
  const keyring = await keyringOf(clock);
  const metadata = { name: 'db-1' };
  const spec = { approval: 'Approved', identityKeyHash: 'aa' } as const;
  const stored = await objects.create('Host', {
    apiVersion: API_VERSION,
    kind: 'Host',
    metadata,
    spec,
  });
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const receiptKey = generateKeyPairSync('ed25519').privateKey;
  const hostUid = stored.metadata.uid;
  const issued = issuerOf(keyring, clock).issueHostCertificate({ hostUid, spki: spkiOf(key) });
  const identity: HostIdentity = {
    hostUid,
    hostName: 'db-1',
    assurance: 'Software',
    identityHash: 'aa',
    kxPub: spkiOf(key),
    kxEpoch: 1,
    receiptKey: ed25519Raw(receiptKey),
    identityEpoch: 2,
    certificateSerial: issued.serial,
    certificateNotAfterMs: issued.notAfterMs,
    lastPushSeq: 4,
    lastReportSeq: 17,
    enrolledAtMs: 0,
  };
  ledger.write({ identities: [identity] });
  const told: string[] = [];
  const moreOf: string[] = [];
  const context: SessionContext = {
    clock,
    objects,
    ledger,
    keyring,
    random: systemRandom,
    log: new FakeLog().logger,
    intentsFor: async () => [openedIntentOf()],
    signaturesFor: () => [],
    events: {
      connected: async () => void told.push('connected'),
      changed: async (_host, { bootId }) => void told.push(`changed ${bootId}`),
      more: ({ hostName }) => void moreOf.push(hostName),
      disconnected: async () => void told.push('disconnected'),
      refused: async (_host, { pushSeq, code }) => void told.push(`refused ${pushSeq} ${code}`),
      attested: async (_host, { id }) => void told.push(`attested ${id}`),
      signed: async (_host, { installed }) => void told.push(`signed ${installed.length}`),
      held: ({ hostName }) => void told.push(`held ${hostName}`),
      reported: async () => void told.push('reported'),
      ...heard,
    },
    ...change,
  };
  const stream = new Host();
  const registry = new SessionRegistry();
  const peer = peerOf(new X509Certificate(issued.certificate), keyring.clusterUid);
  if (peer === undefined) throw new Error('the certificate names nobody');
  const { notAfterMs } = issued;
  const serving = serveSession(context, { registry, stream, connection: { peer, notAfterMs } });
  const hello = () =>
    stream.say({ kind: 'hello', hello: helloOf({ inventory: [], trustEpoch: 1 }) });
  const report = (seq: number) => {
    const body = encodeHostReport({ ...hostReportOf(), hostUid, seq });
    const signature = signReceipt(receiptKey, body);
    stream.say({ kind: 'reports', reports: [{ seq, body, signature }] });
  };
  return { clock, stream, registry, told, moreOf, hello, report, serving, hostUid, ledger };
}

/** Lets everything run that waits for nothing. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('a peer that says nothing for 20 seconds is closed', async () => {
  const { clock, stream, serving, told } = await sessionOf();
  await settle();
  clock.advance(20_000);
  await serving;
  expect(stream.reason?.code).toBe('SESSION_CLOSED');
  expect(told).toEqual([]);
});

test('the Welcome comes first, then one push under the next number', async () => {
  const { stream, hello, ledger, hostUid } = await sessionOf();
  hello();
  await stream.hears(2);
  expect(stream.heard.map(({ kind }) => kind)).toEqual(['welcome', 'push']);
  expect(stream.heard[0]).toMatchObject({ welcome: { hostUid, reportSeq: 17, takesFacts: true } });
  expect(stream.heard[1]).toMatchObject({ nonce: 5 });
  expect(ledger.identity(hostUid)?.lastPushSeq).toBe(5);
});

test('facts that changed are passed on', async () => {
  const { stream, hello, told } = await sessionOf();
  hello();
  await stream.hears(2);
  stream.say({ kind: 'facts', facts: { ...helloOf().facts, bootId: 'later' } });
  await settle();
  expect(told).toContain('changed later');
});

describe('reports that wait to be recorded', () => {
  test('wait together; what is no report hurries them and is taken after them', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { stream, hello, told, moreOf, report } = await sessionOf(
      {},
      { reported: () => promise },
    );
    hello();
    await stream.hears(2);
    report(18);
    report(19);
    await settle();
    expect(moreOf).toEqual([]);
    stream.say({ kind: 'pcrSignatureState', state: { installed: [] } });
    await settle();
    expect(moreOf).toEqual(['db-1']);
    expect(told).toEqual(['connected']);
    resolve();
    await settle();
    expect(told).toEqual(['connected', 'signed 0']);
    expect(stream.heard.slice(2)).toEqual([{ kind: 'reportAck', seq: 19 }]);
  });

  test('are hurried when the host is gone, which is told after them', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { stream, hello, told, moreOf, report, serving } = await sessionOf(
      {},
      { reported: () => promise },
    );
    hello();
    await stream.hears(2);
    report(18);
    await settle();
    stream.end();
    await settle();
    expect(moreOf).toEqual(['db-1']);
    expect(told).toEqual(['connected']);
    resolve();
    await serving;
    expect(told).toEqual(['connected', 'disconnected']);
  });

  test('and are refused end the session', async () => {
    const refused = async (): Promise<void> => {
      throw new CredfleetError('STORE_FAILED', 'no space');
    };
    const { stream, hello, report, serving } = await sessionOf({}, { reported: refused });
    hello();
    await stream.hears(2);
    report(18);
    await serving;
    expect(stream.reason?.code).toBe('STORE_FAILED');
    expect(stream.heard.map(({ kind }) => kind)).toEqual(['welcome', 'push']);
  });
});

describe('PCR states that were signed', () => {
  const state = {
    publicKeyPem: 'pem',
    pcrs: [7],
    policyDigest: 'ab'.repeat(32),
    signature: 'AAAA',
  };
  const helloWith = (stream: Host, capabilities: readonly string[]) => {
    const hello = helloOf({ inventory: [], trustEpoch: 1 });
    stream.say({ kind: 'hello', hello: { ...hello, facts: { ...hello.facts, capabilities } } });
  };

  test('come before the first push, and again only when they are others', async () => {
    let all = [state];
    const { stream, registry, hostUid, told } = await sessionOf({ signaturesFor: () => all });
    helloWith(stream, ['PCRSignatures']);
    await stream.hears(3);
    expect(stream.heard.map(({ kind }) => kind)).toEqual(['welcome', 'pcrSignatures', 'push']);
    expect(stream.heard[1]).toEqual({ kind: 'pcrSignatures', signatures: [state] });
    registry.bringSignatures(hostUid);
    await settle();
    expect(stream.heard).toHaveLength(3);
    all = [];
    registry.bringSignatures(hostUid);
    await stream.hears(4);
    expect(stream.heard[3]).toEqual({ kind: 'pcrSignatures', signatures: [] });
    stream.say({ kind: 'pcrSignatureState', state: { installed: ['cd'.repeat(32)] } });
    await settle();
    expect(told).toContain('signed 1');
  });

  test('are not sent to an agent that does not know them', async () => {
    const { stream } = await sessionOf({ signaturesFor: () => [state] });
    helloWith(stream, []);
    await stream.hears(2);
    await settle();
    expect(stream.heard.map(({ kind }) => kind)).toEqual(['welcome', 'push']);
  });
});

test('marks during a push send nothing before its answer', async () => {
  const { stream, hello, registry, hostUid } = await sessionOf();
  hello();
  await stream.hears(2);
  for (let mark = 0; mark < 3; mark += 1) registry.markDirty(hostUid);
  await settle();
  expect(stream.heard).toHaveLength(2);
  stream.say({ kind: 'ack', nonce: 4 });
  await settle();
  expect(stream.heard).toHaveLength(2);
  stream.say({ kind: 'ack', nonce: 5 });
  await stream.hears(3);
  expect(stream.heard[2]).toMatchObject({ kind: 'push', nonce: 6 });
});

test('after a refusal nothing is sent for 5 seconds, then 10, whatever is marked', async () => {
  const { clock, stream, hello, registry, hostUid, told } = await sessionOf();
  hello();
  const refusal = { code: 'CREDSTORE_FULL', message: 'no space' } as const;
  for (const [pushes, holdMs] of [
    [2, 5_000],
    [3, 10_000],
  ] as const) {
    await stream.hears(pushes);
    stream.say({ kind: 'nack', nonce: pushes + 3, refusal });
    await settle();
    registry.markDirty(hostUid);
    clock.advance(holdMs - 1);
    await settle();
    expect(stream.heard).toHaveLength(pushes);
    clock.advance(1);
    await stream.hears(pushes + 1);
  }
  expect(told).toEqual(['connected', 'refused 5 CREDSTORE_FULL', 'refused 6 CREDSTORE_FULL']);
});

test('a push that is never answered ends the session after two minutes', async () => {
  const { clock, stream, hello, serving, told } = await sessionOf();
  hello();
  await stream.hears(2);
  await settle();
  clock.advance(120_000);
  await serving;
  expect(stream.reason).toMatchObject({ code: 'SESSION_CLOSED' });
  expect(told).toEqual(['connected', 'disconnected']);
});

test('a failure on our side is tried again after a hold', async () => {
  let calls = 0;
  const intentsFor = async () => {
    calls += 1;
    if (calls === 1) throw new Error('the API is away');
    return [openedIntentOf()];
  };
  const { clock, stream, hello } = await sessionOf({ intentsFor });
  hello();
  await stream.hears(1);
  await settle();
  expect(stream.heard).toHaveLength(1);
  clock.advance(5_000);
  await stream.hears(2);
  expect(stream.heard[1]).toMatchObject({ kind: 'push', nonce: 5 });
});

test.for([
  { given: 'sent', contents: { a: 'recognisable' }, messages: 2 },
  { given: 'too large to send', contents: { a: new Uint8Array(1_048_577).fill(7) }, messages: 1 },
])('a push that is $given leaves no content behind', async ({ contents, messages }) => {
  const intent = openedIntentOf(contents);
  const { hello, stream } = await sessionOf({ intentsFor: async () => [intent] });
  hello();
  await stream.hears(messages);
  await settle();
  const secrets = [intent.digestKey, ...intent.items.map(({ content }) => content)];
  expect(secrets.every((secret) => secret.reveal().every((byte) => byte === 0))).toBe(true);
});

test('no session outlives its certificate', async () => {
  const { clock, stream, hello, serving } = await sessionOf({ intentsFor: async () => [] });
  hello();
  await stream.hears(1);
  await settle();
  clock.advance(86_400_000);
  await serving;
  expect(stream.reason?.message).toContain('certificate has expired');
});

test('a host that has accepted more than was sent gets no push, and there is an alarm', async () => {
  const { stream, ledger } = await sessionOf();
  stream.say({ kind: 'hello', hello: helloOf({ hostSeq: 9, inventory: [], trustEpoch: 1 }) });
  await stream.hears(2);
  await settle();
  expect(stream.heard.map(({ kind }) => kind)).toEqual(['welcome', 'conflict']);
  const [alarm] = ledger.events({ type: 'host.alarm' });
  expect(alarm?.detail).toMatchObject({ reason: 'ControllerOlderThanHost' });
});

test('a challenge waits for the Welcome, the newest alone; its answer is told', async () => {
  const { stream, registry, hello, hostUid, told, serving } = await sessionOf({
    intentsFor: async () => [],
  });
  const challenge = (id: number) =>
    registry.challenge(hostUid, { id, nonce: new Uint8Array(32), pcrSelection: [7] });
  registry.onChange(() => {
    if (!registry.isConnected(hostUid)) return;
    challenge(1);
    challenge(2);
  });
  hello();
  await stream.hears(2);
  expect(stream.heard.map(({ kind }) => kind)).toEqual(['welcome', 'challenge']);
  expect(stream.heard[1]).toMatchObject({ challenge: { id: 2 } });
  challenge(3);
  await stream.hears(3);
  const refusal = { code: 'TPM_BUSY', message: 'busy' } as const;
  stream.say({ kind: 'attestation', attestation: { kind: 'failed', id: 3, refusal } });
  await settle();
  expect(told).toEqual(['connected', 'attested 3']);
  stream.end();
  await serving;
});

test('a push that was wrapped while the intent key was rotated is wrapped again, by the key that the host has', async () => {
  const keys = [makeIntentKey(), makeIntentKey()] as const;
  let intentKey: KeyObject = keys[0];
  const { clusterUid, bundle } = await keyringOf();
  const keyring = {
    clusterUid,
    bundle,
    bundlesAfter: () => [],
    get intentKey() {
      return intentKey;
    },
  } as unknown as Keyring;
  const intentsFor = async () => {
    const intent = openedIntentOf({ db: 'content' });
    const content = intent.items[0]?.content ?? new Secret(new Uint8Array());
    const reveal = content.reveal.bind(content);
    content.reveal = () => {
      [, intentKey] = keys;
      return reveal();
    };
    return [intent];
  };
  const { stream, hello, told } = await sessionOf({ keyring, intentsFor });
  hello();
  await stream.hears(2);
  const [, push] = stream.heard;
  expect(push).toMatchObject({ kind: 'push', nonce: 6 });
  const { envelope } = push as Extract<ControllerMessage, { readonly kind: 'push' }>;
  expect(decodeEnvelope(envelope).intentKeyId).toBe(signingKeyId(ed25519Raw(keys[1])));
  expect(told).toEqual(['connected']);
});

test('a host that refuses an update of trust is an alarm, and its session ends', async () => {
  const { stream, hello, serving, ledger } = await sessionOf();
  hello();
  await stream.hears(2);
  const refusal = { code: 'TRUST_UPDATE_REFUSED', message: 'it does not follow' } as const;
  stream.say({ kind: 'nack', nonce: 0, refusal });
  await serving;
  expect(stream.reason?.code).toBe('TRUST_UPDATE_REFUSED');
  expect(ledger.events({ type: 'host.alarm' })).toMatchObject([
    { detail: { reason: 'TrustUpdateRefused', message: 'it does not follow' } },
  ]);
});

test('threat: a copied disk. The machine with the TPM enrolled again: the alarm ends, pushes go on', async () => {
  const { stream, ledger, hello, hostUid, told } = await sessionOf();
  const identity = ledger.identity(hostUid);
  if (identity === undefined) throw new Error('no identity');
  const deniedSerial = '00';
  const block = hostBlockOf({ kind: 'ClonedDisk', hostUid, deniedSerial, sinceMs: 1 });
  ledger.write({ identities: [{ ...identity, assurance: 'TPM' }], blocks: [block] });
  hello();
  await stream.hears(2);
  expect(stream.heard[1]).toMatchObject({ kind: 'push', nonce: 5 });
  expect(ledger.blocks({ hostUid, isOpen: true })).toEqual([]);
  expect(ledger.events({ type: 'host.resumed' })).toMatchObject([
    { actor: { kind: 'controller' }, detail: { reason: 'ClonedDisk', block: block.id } },
  ]);
  expect(told).toContain('held db-1');
});

test('threat: a copied disk. Software keys are on both: reports are taken, nothing is pushed', async () => {
  const { stream, ledger, hello, hostUid, serving } = await sessionOf();
  ledger.write({ blocks: [hostBlockOf({ kind: 'ClonedDisk', hostUid, deniedSerial: '00' })] });
  hello();
  await stream.hears(2);
  expect(stream.heard[1]).toMatchObject({
    kind: 'conflict',
    message: expect.stringContaining('credfleet hosts resume'),
  });
  stream.end();
  await serving;
});
