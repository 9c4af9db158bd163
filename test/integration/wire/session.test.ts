/**
 * Sessions over real mutual TLS: push, answer, report, and everything that must not happen.
 * @module
 */
import { status } from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { hostTls } from '#agent/session/host-tls.ts';
import { openStream } from '#agent/session/grpc-client.node.ts';
import { openWithKeys } from '#agent/keys/open-with-keys.ts';
import { createIssuer } from '#controller/keys/issue-certificate.ts';
import { membersOf } from '#controller/stream/peer-guard.node.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { spkiOf } from '#src/identity/public-key.ts';
import { signReceipt } from '#src/identity/receipt.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { rawBytes } from '#src/wire/raw-bytes.ts';
import { encodeHostReport } from '#src/wire/report-wire.ts';
import { sessionService } from '#src/wire/session-service.ts';
import { decodeControllerMessage } from '#src/wire/session-from-wire.ts';
import { encodeAgentMessage } from '#src/wire/session-to-wire.ts';
import { openedIntentOf } from '#test/gen/intent.ts';
import { keyringOf } from '#test/gen/keyring.ts';
import { rawCall } from './raw-call.ts';
import { Agent, factsOf, reportOf, until, World } from './world.ts';

/** A controller, and a host that is enrolled and approved. */
async function enrolled(world: World, hostName = 'db-1'): Promise<Agent> {
  await world.createHost(hostName, { approval: 'Approved' });
  const agent = await Agent.create(world, { hostName, token: await world.token(hostName) });
  await agent.enroll();
  return agent;
}

/** One secret for every host until accepted. */
function holdSecret(world: World, content: string, seq = 1): void {
  world.intentsFor = async (_hostUid, acceptedSeq) =>
    acceptedSeq < seq ? [openedIntentOf({ 'db-password': content })] : [];
}

const alarms = (world: World) => world.events('host.alarm').map(({ detail }) => detail['reason']);

test('a push is opened, acknowledged and reported; the report is recorded once', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  holdSecret(world, 'first');
  await agent.link();

  const { host, hello } = await world.next('connected');
  expect(host.hostName).toBe('db-1');
  expect(hello).toMatchObject({ hostSeq: 0, reportSeq: 0, facts: factsOf('db-1') });
  await until(() => agent.accepted.length === 1);
  expect(agent.accepted).toEqual([{ hostSeq: 1, contents: ['first'] }]);
  expect(world.server.sessions.isConnected(host.hostUid)).toBe(true);

  agent.gather(reportOf({ phase: 'Sealed' }));
  await agent.report(reportOf({ phase: 'Healthy', runningVersion: 3 }));
  const first = await world.next('reported');
  const second = await world.next('reported');
  expect([first.report.seq, second.report.seq]).toEqual([1, 2]);
  expect(second.report.credential).toEqual(reportOf({ phase: 'Healthy', runningVersion: 3 }));
  await until(() => world.ledger.identity(host.hostUid)?.lastReportSeq === 2);
  expect(world.ledger.identity(host.hostUid)?.lastPushSeq).toBe(1);
  expect(alarms(world)).toEqual([]);
});

test('what is marked dirty during a push goes out after its acknowledgement, once', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const { hostUid } = agent.holder.identity;
  const asked: number[] = [];
  world.intentsFor = async (_hostUid, acceptedSeq) => {
    asked.push(acceptedSeq);
    if (acceptedSeq === 2) return [];
    for (let mark = 0; mark < 5; mark += 1) world.server.sessions.markDirty(hostUid);
    return acceptedSeq < 2 ? [openedIntentOf({ a: `content ${acceptedSeq}` })] : [];
  };
  await agent.link();
  // The third question comes when the second acknowledgement has arrived.
  await until(() => agent.accepted.length === 2 && asked.length >= 3);
  expect(agent.accepted.map(({ contents }) => contents)).toEqual([['content 0'], ['content 1']]);
  expect(asked.slice(0, 3)).toEqual([0, 1, 2]);
});

test('more than one envelope can carry goes out in several', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const names = Array.from({ length: 6 }, (_, index) => `item-${index}`);
  world.intentsFor = async (_hostUid, acceptedSeq) =>
    names
      .slice(acceptedSeq * 3)
      .map((name) => openedIntentOf({ [name]: new Uint8Array(1_000_000) }, { name }));
  await agent.link();
  await until(() => agent.accepted.length >= 2);
  expect(agent.accepted.map(({ contents }) => contents.length)).toEqual([3, 3]);
});

test('a refusal keeps what the host has and is not sent again at once', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  holdSecret(world, 'first');
  agent.onAccept = () => {
    throw new CredfleetError('UNIT_NOT_ALLOWED', 'nginx.service is not on the allow list');
  };
  await agent.link();
  expect(await world.next('refused')).toMatchObject({ pushSeq: 1, code: 'UNIT_NOT_ALLOWED' });
  world.server.sessions.markDirty(agent.holder.identity.hostUid);
  await systemClock.sleep(200);
  expect(agent.envelopes).toHaveLength(1);
});

test('a push that was not acknowledged comes again under a higher number after a reconnect', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  holdSecret(world, 'first', 2);
  const { hostUid } = agent.holder.identity;
  agent.onAccept = () => {
    agent.onAccept = () => undefined;
    world.server.sessions.close(hostUid, 'the test cuts it');
    throw new CredfleetError('STATE_UNWRITABLE', 'never stored');
  };
  await agent.link();
  await until(() => agent.accepted.length === 1);
  expect(agent.accepted[0]).toEqual({ hostSeq: 2, contents: ['first'] });
});

test('an envelope that was accepted once, or is for another host, is refused', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  await using other = await enrolled(world, 'db-2');
  holdSecret(world, 'first');
  await agent.link();
  await until(() => agent.accepted.length === 1);
  const envelope = agent.envelopes[0] ?? new Uint8Array();
  const open = (opener: Agent) =>
    openWithKeys({ kx: opener.parts.self.kx, holder: opener.holder, clock: systemClock });
  await expect(open(agent)(envelope, 1)).rejects.toMatchObject({ code: 'ENVELOPE_REPLAYED' });
  await expect(open(other)(envelope, 0)).rejects.toMatchObject({ code: 'ENVELOPE_WRONG_HOST' });
  const identity = { ...agent.holder.identity, identityEpoch: 2 };
  const later = openWithKeys({ kx: agent.parts.self.kx, holder: { identity }, clock: systemClock });
  await expect(later(envelope, 0)).rejects.toMatchObject({ code: 'ENVELOPE_WRONG_HOST' });
});

test("a certificate of another CA, and a person's certificate, open no session", async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const { keyring } = world;
  const others = await keyringOf();
  const sources = { clock: systemClock, random: systemRandom };
  const spki = spkiOf(agent.keys.tls);
  const { hostUid } = agent.holder.identity;
  const forged = createIssuer({
    ...sources,
    keyring: { ca: others.ca, clusterUid: keyring.clusterUid },
  }).issueHostCertificate({ hostUid, spki });
  const identity = { ...agent.holder.identity, certificate: forged.certificate };
  await expect(firstAnswer(world, hostTls(identity, agent.keys))).rejects.toMatchObject({
    code: expect.stringMatching(/^(CONTROLLER_UNREACHABLE|SESSION_CLOSED)$/u),
  });
  const person = createIssuer({ ...sources, keyring }).issueClientCertificate({
    user: 'ada',
    groups: ['credfleet:admins'],
  });
  const { caPem } = hostTls(agent.holder.identity, agent.keys);
  await expect(firstAnswer(world, { caPem, ...person })).rejects.toMatchObject({
    code: 'HOST_NOT_ADMITTED',
  });
  expect(world.told).toEqual([]);
});

test('no certificate opens no session', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const { caPem } = hostTls(agent.holder.identity, agent.keys);
  await expect(firstAnswer(world, { caPem })).rejects.toBeInstanceOf(CredfleetError);
  expect(world.told).toEqual([]);
});

test('a certificate is renewed in time, and the old one is refused from then on', async () => {
  await using world = await World.start({ hostLifeMs: 2_000 });
  await using agent = await enrolled(world);
  const old = agent.holder.identity;
  await agent.link();
  await world.next('connected');
  await until(() => world.events('host.renewed').length > 0);
  await world.next('connected');
  expect(agent.holder.identity.certificate).not.toEqual(old.certificate);
  expect(agent.holder.identity.hostUid).toBe(old.hostUid);
  const answer = firstAnswer(world, hostTls(old, agent.keys));
  await expect(answer).rejects.toBeInstanceOf(CredfleetError);
});

test('a host that was offline until its certificate ended enrols again without a person', async () => {
  await using world = await World.start({ hostLifeMs: 300 });
  await using agent = await enrolled(world);
  await systemClock.sleep(350);
  await agent.link();
  await world.next('connected');
  expect(world.events('host.enrolled').length).toBeGreaterThan(1);
});

test('a gap in the reports is an alarm and the report is kept; a repeated report is not kept twice', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const { hostUid } = agent.holder.identity;
  const stream = openHostStream(world, agent);
  const messages = stream.messages[Symbol.asyncIterator]();
  stream.send(helloMessage());
  await messages.next();
  for (const seq of [1, 1, 4]) {
    stream.send(encodeAgentMessage({ kind: 'reports', reports: [signed(agent, hostUid, seq)] }));
    const { value } = await messages.next();
    expect(decodeControllerMessage(value)).toEqual({ kind: 'reportAck', seq });
  }
  const kept = world.told.filter((told) => told.kind === 'reported');
  expect(kept.map((told) => told.report.seq)).toEqual([1, 4]);
  expect(alarms(world)).toEqual(['ReportGap']);
  stream.close();
});

test.for([
  { given: 'signed by another key', hostUid: undefined, isForged: true, reason: 'ReceiptInvalid' },
  { given: 'of another host', hostUid: 'other', isForged: false, reason: 'ReportMismatch' },
])('a report $given is refused with an alarm', async ({ hostUid, isForged, reason }) => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  await using other = await enrolled(world, 'db-2');
  const stream = openHostStream(world, agent);
  const messages = stream.messages[Symbol.asyncIterator]();
  stream.send(helloMessage());
  await messages.next();
  const signer = isForged ? other : agent;
  const report = signed(signer, hostUid ?? agent.holder.identity.hostUid, 1);
  stream.send(encodeAgentMessage({ kind: 'reports', reports: [report] }));
  await expect(messages.next()).rejects.toMatchObject({ code: 'MESSAGE_INVALID' });
  expect(alarms(world)).toEqual([reason]);
  expect(world.told.some(({ kind }) => kind === 'reported')).toBe(false);
  stream.close();
});

test('reports made while the controller is away arrive in order when it is back', async () => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  await agent.link();
  await world.next('connected');
  await world.server.stop();
  for (let version = 1; version <= 100; version += 1) await agent.report(reportOf({ version }));
  await world.listen();
  await world.next('connected');
  await until(() => world.told.filter(({ kind }) => kind === 'reported').length === 100);
  const reports = world.told.flatMap((told) => (told.kind === 'reported' ? [told.report] : []));
  expect(reports.map(({ seq, credential }) => [seq, credential.version])).toEqual(
    Array.from({ length: 100 }, (_, index) => [index + 1, index + 1]),
  );
  expect(alarms(world)).toEqual([]);
});

test.for([
  { given: 'another protocol', hello: { protocol: 2 }, code: 'PROTOCOL_UNSUPPORTED' },
  { given: 'another key epoch', hello: { kxEpoch: 2 }, code: 'HOST_NOT_ADMITTED' },
  { given: 'another identity epoch', hello: { identityEpoch: 2 }, code: 'HOST_NOT_ADMITTED' },
])('a Hello of $given is $code', async ({ hello, code }) => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const stream = openHostStream(world, agent);
  stream.send(helloMessage(hello));
  await expect(stream.messages[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code });
  stream.close();
});

test.for([
  { given: 'bytes that are no message', bytes: new Uint8Array([255, 255, 255]) },
  {
    given: 'an acknowledgement before the Hello',
    bytes: encodeAgentMessage({ kind: 'ack', nonce: 1 }),
  },
  {
    given: 'a Hello with an oversize field',
    bytes: helloMessage({ facts: factsOf('x'.repeat(300)) }),
  },
])('$given is MESSAGE_INVALID and the session ends', async ({ bytes }) => {
  await using world = await World.start();
  await using agent = await enrolled(world);
  const stream = openHostStream(world, agent);
  stream.send(bytes);
  const answer = stream.messages[Symbol.asyncIterator]().next();
  await expect(answer).rejects.toMatchObject({ code: 'MESSAGE_INVALID' });
  expect(world.server.sessions.connectedHostUids().size).toBe(0);
  stream.close();
});

test('a further service is for the certificates that it names only', async () => {
  const path = '/test.Echo/Say';
  const definition = {
    say: {
      path,
      requestStream: false as const,
      responseStream: true,
      requestSerialize: rawBytes.serialize,
      requestDeserialize: rawBytes.deserialize,
      responseSerialize: rawBytes.serialize,
      responseDeserialize: rawBytes.deserialize,
    },
  };
  const say = (call: { write(value: Uint8Array): void; end(): void }) => {
    call.write(new Uint8Array([7]));
    call.end();
  };
  const allows = membersOf(['credfleet:viewers']);
  const service = { definition, implementation: { say }, allows };
  await using world = await World.start({ extraServices: [service] });
  await using agent = await enrolled(world);
  const issuer = createIssuer({
    keyring: world.keyring,
    clock: systemClock,
    random: systemRandom,
  });
  const tls = hostTls(agent.holder.identity, agent.keys);
  const viewer = issuer.issueClientCertificate({ user: 'ada', groups: ['credfleet:viewers'] });
  const stranger = issuer.issueClientCertificate({ user: 'eve', groups: ['others'] });
  const address = `127.0.0.1:${world.server.sessionPort}`;
  const ask = async (client: typeof tls) => rawCall({ address, ...client }, path);
  expect(await ask({ caPem: tls.caPem, ...viewer })).toEqual([Buffer.from([7])]);
  const details = expect.stringContaining('HOST_NOT_ADMITTED') as string;
  const refusal = { code: status.PERMISSION_DENIED, details };
  await expect(ask({ caPem: tls.caPem, ...stranger })).rejects.toMatchObject(refusal);
  await expect(ask(tls)).rejects.toMatchObject(refusal);
});

function helloMessage(change: Record<string, unknown> = {}): Uint8Array {
  return encodeAgentMessage({
    kind: 'hello',
    hello: {
      protocol: 1,
      hostSeq: 0,
      reportSeq: 0,
      kxEpoch: 1,
      identityEpoch: 1,
      inventory: [],
      facts: factsOf('db-1'),
      trustEpoch: 1,
      ...change,
    },
  });
}

function openHostStream(world: World, agent: Agent) {
  const tls = hostTls(agent.holder.identity, agent.keys);
  const address = `127.0.0.1:${world.server.sessionPort}`;
  return openStream({ address, path: sessionService.connect.path, tls });
}

async function firstAnswer(world: World, tls: ReturnType<typeof hostTls>): Promise<Uint8Array> {
  const address = `127.0.0.1:${world.server.sessionPort}`;
  const stream = openStream({ address, path: sessionService.connect.path, tls });
  try {
    stream.send(helloMessage());
    return (await stream.messages[Symbol.asyncIterator]().next()).value as Uint8Array;
  } finally {
    stream.close();
  }
}

function signed(agent: Agent, hostUid: string, seq: number) {
  const timeMs = systemClock.nowMs();
  const body = encodeHostReport({
    hostUid,
    seq,
    timeMs,
    bootId: 'boot-1',
    credential: reportOf(),
  });
  return { seq, body, signature: signReceipt(agent.keys.receipt, body) };
}
