/**
 * One session from the host's side, against a controller that does what the test says.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ApplyEngine, ReportSpool } from '#agent/apply/ports.ts';
import type { AgentIdentity } from '#agent/keys/agent-identity.ts';
import type { ClientStream } from '#agent/session/client-stream.ts';
import { runSession, type SessionParts } from '#agent/session/run-session.ts';
import { openSpool } from '#agent/spool/spool.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { HostFacts, TpmSeen } from '#src/intent/report.ts';
import type {
  AgentMessage,
  ControllerMessage,
  PcrSignatureState,
  SignedTrustBundle,
  Welcome,
} from '#src/wire/messages.ts';
import { decodeHostReport, encodeHostReport } from '#src/wire/report-wire.ts';
import { decodeAgentMessage } from '#src/wire/session-from-wire.ts';
import { encodeControllerMessage } from '#src/wire/session-to-wire.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { MemorySpool } from '#test/fakes/memory-spool.ts';
import { CLUSTER_UID, HOST_UID } from '#test/gen/envelope.ts';
import { noPcrSignatures } from '#test/fakes/no-pcr-signatures.ts';
import { helloOf, hostReportOf } from '#test/gen/messages.ts';

const receiptKey = generateKeyPairSync('ed25519').privateKey;
const { facts } = helloOf();

const identity: AgentIdentity = {
  hostUid: HOST_UID,
  hostName: 'db-1',
  clusterUid: CLUSTER_UID,
  identityEpoch: 2,
  kxEpoch: 1,
  identityHash: 'ab'.repeat(32),
  assurance: 'Software',
  certificate: new Uint8Array(),
  caCertificates: [],
  intentKeys: [],
  trustEpoch: 1,
  former: { caPins: [], intentKeys: [] },
};

const TRUST_REFUSAL = { code: 'TRUST_UPDATE_REFUSED', message: 'it does not follow' } as const;
const BUNDLE = {
  body: new Uint8Array(9),
  intentKeyId: 'ab'.repeat(8),
  signature: new Uint8Array(64),
};

/** The controller's end: what it says, and what it heard. */
class Controller implements ClientStream {
  readonly heard: AgentMessage[] = [];
  readonly #said: Uint8Array[] = [];
  #wake: () => void = () => undefined;
  #isOver = false;
  readonly messages: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => this.#read() };

  say(message: ControllerMessage): void {
    this.#said.push(encodeControllerMessage(message));
    this.#wake();
  }

  welcome(reportSeq = 0, change: Partial<Welcome> = {}): void {
    const old = { hostUid: HOST_UID, timeMs: 0, takesFacts: false, takesReports: false };
    this.say({ kind: 'welcome', welcome: { ...old, reportSeq, ...change } });
  }

  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  send(message: Uint8Array): void {
    this.heard.push(decodeAgentMessage(message));
  }

  close(): void {
    this.end();
  }

  /** Numbers of those that it heard, message by message. */
  reports(): readonly (readonly number[])[] {
    return this.heard.flatMap((message) =>
      message.kind === 'reports' ? [message.reports.map(({ seq }) => seq)] : [],
    );
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = this.#said.shift();
      if (next !== undefined) yield next;
      else if (this.#isOver) return;
      else {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
      }
    }
  }
}

function sessionOf(
  accept: ApplyEngine['accept'] = async () => undefined,
  signatures: SessionParts['signatures'] = noPcrSignatures,
  spool: ReportSpool = new MemorySpool(HOST_UID, receiptKey),
) {
  const clock = new FakeClock();
  const controller = new Controller();
  const engine: ApplyEngine = {
    hostSeq: () => 4,
    inventory: () => helloOf().inventory,
    accept,
    exclusive: async (work) => work(),
    tidy: async () => undefined,
    run: async () => undefined,
  };
  const updates: number[] = [];
  const acceptTrust = async (bundles: readonly SignedTrustBundle[]) => {
    updates.push(bundles.length);
    return bundles.length > 1 ? TRUST_REFUSAL : undefined;
  };
  const log = new FakeLog();
  const host: { facts: HostFacts } = { facts };
  const followers = new Set<() => void>();
  const tpmChanged = (): void => followers.forEach((listener) => listener());
  const parts = {
    engine,
    spool,
    facts: () => host.facts,
    followTpm: (listener: () => void) => {
      followers.add(listener);
      return () => followers.delete(listener);
    },
    acceptTrust,
    signatures,
    clock,
    log: log.logger,
  };
  const start = async () => runSession(parts, controller, identity);
  return { clock, controller, spool, start, updates, log, host, tpmChanged };
}

test('Hello says what the host has, accepted and reported', async () => {
  const { controller, spool, start } = sessionOf();
  await spool.append(hostReportOf().credential);
  const session = start();
  controller.welcome();
  controller.end();
  expect((await session).reason).toMatchObject({ error: { code: 'SESSION_CLOSED' } });
  expect(controller.heard[0]).toEqual({
    kind: 'hello',
    hello: helloOf({ reportSeq: 1, trustEpoch: 1 }),
  });
});

test('silence instead of a Welcome ends the session after 20 seconds', async () => {
  const { clock, start } = sessionOf();
  const session = start();
  await clock.nextSleep();
  clock.advance(20_000);
  const { reason, healthyMs } = await session;
  expect(reason).toMatchObject({ error: { code: 'CONTROLLER_UNREACHABLE' } });
  expect(healthyMs).toBe(0);
});

test('a Welcome for another host ends the session', async () => {
  const { controller, start } = sessionOf();
  const session = start();
  controller.welcome(0, { hostUid: 'another-host' });
  expect((await session).reason).toMatchObject({ error: { code: 'MESSAGE_INVALID' } });
});

test('a push is acknowledged when it is stored, refused with its code when it is not', async () => {
  const { controller, start } = sessionOf(async (envelope) => {
    if (envelope[0] === 1) throw new CredfleetError('ENVELOPE_REPLAYED', 'seen before');
    if (envelope[0] === 2) throw new TypeError('a bug');
  });
  const session = start();
  controller.welcome();
  for (const nonce of [1, 2, 3]) {
    controller.say({ kind: 'push', nonce, envelope: new Uint8Array([nonce]) });
  }
  controller.say({ kind: 'drain', reconnectAfterMs: 9 });
  expect((await session).reason).toEqual({ kind: 'drained', reconnectAfterMs: 9 });
  expect(controller.heard.slice(1)).toEqual([
    { kind: 'nack', nonce: 1, refusal: { code: 'ENVELOPE_REPLAYED', message: 'seen before' } },
    {
      kind: 'nack',
      nonce: 2,
      refusal: { code: 'COMMAND_FAILED', message: 'accepting a push: a bug' },
    },
    { kind: 'ack', nonce: 3 },
  ]);
});

test('only reports that are not recorded are sent, in order, 64 at a time', async () => {
  const { controller, spool, start } = sessionOf();
  for (let count = 0; count < 100; count += 1) await spool.append(hostReportOf().credential);
  const session = start();
  controller.welcome(10);
  controller.say({ kind: 'reportAck', seq: 12 });
  controller.say({ kind: 'drain', reconnectAfterMs: 0 });
  await session;
  expect(controller.reports()).toEqual(Array.from({ length: 66 }, (_, index) => [index + 11]));
  expect(spool.after(0)[0]?.seq).toBe(13);
});

test('several reports that are there share a message, 8 at most, where the controller takes that', async () => {
  const { controller, spool, start } = sessionOf();
  for (let count = 0; count < 10; count += 1) await spool.append(hostReportOf().credential);
  const session = start();
  controller.welcome(0, { takesReports: true });
  controller.say({ kind: 'drain', reconnectAfterMs: 0 });
  await session;
  expect(controller.reports()).toEqual([
    [1, 2, 3, 4, 5, 6, 7, 8],
    [9, 10],
  ]);
});

test('what was gathered goes out with the report that follows, in one message', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'session-'));
  const spool = await openSpool({
    path: join(folder, 'reports'),
    hostUid: HOST_UID,
    bootId: 'boot-1',
    receiptKey,
    encodeHostReport,
    decodeHostReport,
    clock: new FakeClock(),
  });
  const tell = async (): Promise<void> => {
    void spool.gather(hostReportOf({ phase: 'Sealed' }).credential);
    await spool.append(hostReportOf({ phase: 'Healthy' }).credential);
  };
  const { controller, start } = sessionOf(tell, noPcrSignatures, spool);
  const session = start();
  controller.welcome(0, { takesReports: true });
  controller.say({ kind: 'push', nonce: 1, envelope: new Uint8Array([1]) });
  controller.say({ kind: 'reportAck', seq: 2 });
  controller.say({ kind: 'drain', reconnectAfterMs: 0 });
  await session;
  expect(controller.reports()).toEqual([[1, 2]]);
  expect(spool.after(0)).toEqual([]);
  await spool[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('a report that is made during the session goes out at once', async () => {
  const { controller, spool, start } = sessionOf(async () => {
    await spool.append(hostReportOf().credential);
  });
  const session = start();
  controller.welcome();
  controller.say({ kind: 'push', nonce: 1, envelope: new Uint8Array([1]) });
  controller.say({ kind: 'drain', reconnectAfterMs: 0 });
  await session;
  expect(controller.heard.map(({ kind }) => kind)).toEqual(['hello', 'reports', 'ack']);
});

test('the time since Welcome counts as healthy', async () => {
  const { clock, controller, start } = sessionOf(async () => clock.advance(61_000));
  const session = start();
  controller.welcome();
  controller.say({ kind: 'push', nonce: 1, envelope: new Uint8Array([1]) });
  controller.end();
  expect((await session).healthyMs).toBe(61_000);
});

test('a challenge is answered beside the pushes, not before them', async () => {
  const { controller, start } = sessionOf();
  const session = start();
  controller.welcome();
  const nonce = new Uint8Array(32);
  controller.say({ kind: 'challenge', challenge: { id: 1, nonce, pcrSelection: [7] } });
  controller.say({ kind: 'push', nonce: 1, envelope: new Uint8Array([3]) });
  controller.say({ kind: 'drain', reconnectAfterMs: 0 });
  await session;
  expect(controller.heard.slice(1)).toContainEqual({ kind: 'ack', nonce: 1 });
  expect(controller.heard.slice(1)).toContainEqual({
    kind: 'attestation',
    attestation: {
      kind: 'failed',
      id: 1,
      refusal: { code: 'TPM_MISSING', message: 'this host is enrolled without a TPM identity' },
    },
  });
});

test('PCR states that were signed are kept, and what is there is told until the session ends', async () => {
  const accepted: number[] = [];
  let tell: ((state: PcrSignatureState) => void) | undefined;
  const { controller, start } = sessionOf(undefined, {
    accept: async (signatures) => {
      accepted.push(signatures.length);
      tell?.({ installed: ['ab'.repeat(32)] });
    },
    follow: (listener) => {
      tell = listener;
      return () => {
        tell = undefined;
      };
    },
  });
  const session = start();
  controller.welcome();
  controller.say({ kind: 'pcrSignatures', signatures: [] });
  controller.end();
  await session;
  expect(accepted).toEqual([0]);
  expect(controller.heard).toContainEqual({
    kind: 'pcrSignatureState',
    state: { installed: ['ab'.repeat(32)] },
  });
  expect(tell).toBeUndefined();
});

test('an update of trust is taken before what comes after it; one that is refused is a Nack of no push', async () => {
  const order: string[] = [];
  const { controller, start, updates } = sessionOf(
    async () => void order.push(`${updates.length}`),
  );
  const session = start();
  controller.welcome();
  controller.say({ kind: 'trustUpdate', bundles: [BUNDLE] });
  controller.say({ kind: 'push', nonce: 5, envelope: new Uint8Array([1]) });
  controller.say({ kind: 'trustUpdate', bundles: [BUNDLE, BUNDLE] });
  controller.end();
  await session;
  expect(order).toEqual(['1']);
  expect(controller.heard.slice(1)).toEqual([
    { kind: 'ack', nonce: 5 },
    { kind: 'nack', nonce: 0, refusal: TRUST_REFUSAL },
  ]);
});

test('a TPM that is found in lockout before a push is told of before the push is refused', async () => {
  const tpm: TpmSeen = {
    kind: 'answers',
    lockout: { isLockedOut: true, counter: 3, max: 3, intervalSeconds: 600 },
  };
  const lookAndRefuse = async (): Promise<void> => {
    session.host.facts = { ...facts, tpm };
    session.tpmChanged();
    throw new CredfleetError('TPM_LOCKED_OUT', 'locked out');
  };
  const session = sessionOf(lookAndRefuse);
  const ended = session.start();
  session.controller.welcome(0, { takesFacts: true });
  session.controller.say({ kind: 'push', nonce: 1, envelope: new Uint8Array([1]) });
  session.controller.end();
  await ended;
  expect(session.controller.heard.slice(1)).toEqual([
    { kind: 'facts', facts: { ...facts, tpm } },
    { kind: 'nack', nonce: 1, refusal: { code: 'TPM_LOCKED_OUT', message: 'locked out' } },
  ]);
});

test('a controller that does not take facts is told of them in Hello only', async () => {
  const session = sessionOf(async () => session.tpmChanged());
  const ended = session.start();
  session.controller.welcome();
  session.host.facts = { ...facts, systemdVersion: 258 };
  session.controller.say({ kind: 'push', nonce: 1, envelope: new Uint8Array([1]) });
  session.controller.end();
  await ended;
  expect(session.controller.heard.map(({ kind }) => kind)).toEqual(['hello', 'ack']);
});

test('a ping is answered with its nonce', async () => {
  const { controller, start } = sessionOf();
  const session = start();
  controller.welcome();
  controller.say({ kind: 'ping', nonce: 7 });
  controller.end();
  await session;
  expect(controller.heard.at(-1)).toEqual({ kind: 'pong', nonce: 7 });
});

test('a Conflict is a warning with a code; the session goes on and takes what comes later', async () => {
  const { controller, start, log } = sessionOf();
  const session = start();
  controller.welcome();
  controller.say({ kind: 'conflict', message: 'restored from a backup: ask a person' });
  controller.say({ kind: 'push', nonce: 10, envelope: new Uint8Array([1]) });
  controller.end();
  await session;
  expect(log.lines).toContainEqual({
    level: 'warn',
    fields: { code: 'PUSHES_HELD' },
    message: 'restored from a backup: ask a person',
  });
  expect(controller.heard.at(-1)).toEqual({ kind: 'ack', nonce: 10 });
});
