/**
 * A controller that runs for longer than its certificates live: they are replaced under its open ports.
 * @module
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { startEmbeddedApi } from '#controller/embedded-api.node.ts';
import { toPem } from '#controller/keys/issue-certificate.ts';
import type { Keyring } from '#controller/keys/keyring.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { FakeClock } from '#test/fakes/fake-clock.ts';
import { silentLog } from '#test/fakes/silent-log.ts';
import { issuerOf, keyringOf } from '#test/gen/keyring.ts';
import { RawApi } from '../api/raw-api.ts';
import { readConfig } from '../api/targets.ts';
import { Agent, until, World } from './world.ts';

const DAY_MS = 86_400_000;

/** As of three hundred days ago: what is issued then is good still, and due when the time has passed. */
function longAgo(): { readonly clock: FakeClock; readonly pass: () => void } {
  const clock = new FakeClock(Date.now() - 300 * DAY_MS);
  return { clock, pass: () => clock.advance(300 * DAY_MS) };
}

async function handshake(port: number, { ca }: Pick<Keyring, 'ca'>): Promise<TLSSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  const options = {
    host: '127.0.0.1',
    port,
    ca: toPem(ca.certificate),
    ALPNProtocols: ['h2', 'http/1.1'],
  };
  const socket = connect(options, () => resolve(socket));
  socket.once('error', reject);
  return promise;
}

/** Of the certificate that a verified server shows. */
async function serialOf(port: number, keyring: Keyring): Promise<string> {
  const socket = await handshake(port, keyring);
  const { serialNumber } = socket.getPeerCertificate();
  socket.destroy();
  return serialNumber;
}

test('the ports for hosts show a new certificate, and still ask for one', async () => {
  const { clock, pass } = longAgo();
  await using world = await World.start({ clock });
  const { keyring, server } = world;
  const ports = [server.sessionPort, server.enrollmentPort];
  const serials = async () => Promise.all(ports.map(async (port) => serialOf(port, keyring)));
  const before = await serials();
  pass();
  await until(async () => (await serials()).every((serial, at) => serial !== before[at]));

  await world.createHost('db-1', { approval: 'Approved' });
  await using agent = await Agent.create(world, { token: await world.token('db-1') });
  await agent.link();
  await world.next('connected');
  const stranger = await handshake(server.sessionPort, keyring);
  const refused = await new Promise((resolve) => stranger.once('error', resolve));
  expect(refused).toMatchObject({ code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' });
});

test("the embedded API and the administrator's file are renewed", async () => {
  const { clock, pass } = longAgo();
  const dataDir = await mkdtemp(join(tmpdir(), 'renewal-'));
  const keyring = await keyringOf();
  const api = await startEmbeddedApi({
    dataDir,
    listen: '127.0.0.1',
    apiPort: 0,
    advertise: [],
    keyring,
    issuer: issuerOf(keyring, clock),
    names: ['127.0.0.1'],
    clock,
    random: systemRandom,
    log: silentLog,
  });
  const file = join(dataDir, 'kubeconfig');
  await api.writeAdminKubeconfig(file, 7444);
  const certificates = async () => [
    await serialOf(api.port, keyring),
    await readFile(file, 'utf8'),
  ];
  const before = await certificates();
  pass();
  await until(async () => (await certificates()).every((one, at) => one !== before[at]));

  const raw = new RawApi(readConfig(file));
  const { code } = await raw.call('GET', '/api/v1/namespaces');
  expect(code).toBe(200);
  raw.close();
  await api.close();
  await rm(dataDir, { recursive: true });
});
