/**
 * Fuzz targets: the answers of a TPM as the agent's commands read them, in clear and in an encrypted session. Who
 * sits on the bus may say anything.
 * @module
 */
import { createCipheriv, createHmac } from 'node:crypto';
import { mssimFraming, rawFraming } from '#agent/tpm/frames.ts';
import { sized, TpmReader, uint16, uint32, uint8 } from '#src/tpm/bytes.ts';
import { certify, ecdhZGen, quote } from '#src/tpm/commands/identity.ts';
import {
  createAk,
  createEk,
  createKx,
  createSrk,
  loadKey,
  readPublicOf,
  type TpmKey,
} from '#src/tpm/commands/keys.ts';
import { EK_CERTIFICATE_INDEX, readNv } from '#src/tpm/commands/nv.ts';
import { responseHash, Session } from '#src/tpm/commands/session.ts';
import { startEkPolicySession } from '#src/tpm/commands/start-session.ts';
import { getRandom, listHandles, readPcrs, readState } from '#src/tpm/commands/state.ts';
import { Tpm } from '#src/tpm/commands/tpm.ts';
import { commandCode } from '#src/tpm/constants.ts';
import { kdfA } from '#src/tpm/kdf.ts';
import { sha256Pcrs } from '#src/tpm/pcr.ts';
import { nameOf, readPublic } from '#src/tpm/public-area.ts';
import { FRAME_MAX_BYTES } from '#src/tpm/transport.ts';
import { HastyClock } from '#test/fakes/hasty-clock.ts';
import vectors from '#test/vectors/tpm/answers-swtpm-0.7.1.json' with { type: 'json' };
import structures from '#test/vectors/tpm/swtpm-0.7.1.json' with { type: 'json' };
import { mutateBytes, mutateSized } from '../mutate.ts';
import { ACCEPTED, demand, hex, isSame, readingAsync, type Target } from '../target.ts';

const TPM_CODES = /^TPM_/u;
const NONCE = Buffer.alloc(32, 5);
const random = { bytes: (count: number) => Buffer.alloc(count, 9), fraction: () => 0 };
/** Success without parameters: what FlushContext answers. */
const DONE = hex('80010000000a00000000');

function keyOf(publicArea: string): TpmKey {
  const area = readPublic(new TpmReader(hex(publicArea)));
  return { handle: 0x80000001, area, name: nameOf(area), publicArea: hex(publicArea) };
}
const srk = keyOf(structures.srk.publicArea);
const ak = keyOf(structures.ak.publicArea);
const kx = keyOf(structures.kx.publicArea);
const kxBlob = {
  privateArea: hex(vectors.kxBlob.privateArea),
  publicArea: hex(vectors.kxBlob.publicArea),
};

type Ask = (tpm: Tpm) => Promise<unknown>;
const { answers } = vectors;
const asks: Readonly<Record<keyof typeof answers, Ask>> = {
  readState,
  listHandles: async (tpm) => listHandles(tpm, 'persistent'),
  getRandom: async (tpm) => getRandom(tpm, 16),
  readPcrs: async (tpm) => readPcrs(tpm, sha256Pcrs([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])),
  readNv: async (tpm) => readNv(tpm, EK_CERTIFICATE_INDEX.ecc),
  readPublicOf: async (tpm) => readPublicOf(tpm, 0x81010001),
  createEkEcc: async (tpm) => createEk(tpm, 'ecc'),
  createEkRsa: async (tpm) => createEk(tpm, 'rsa'),
  createAk,
  createSrk,
  startEkPolicySession,
  createKx: async (tpm) => createKx(tpm, srk),
  loadKey: async (tpm) => loadKey(tpm, srk, kxBlob),
  certify: async (tpm) => certify(tpm, { kx, ak }, NONCE),
  quote: async (tpm) => quote(tpm, ak, { qualifyingData: NONCE, selection: sha256Pcrs([0, 1, 7]) }),
};

/** Which answer of which command the input stands for: its first byte says so. */
const places = Object.entries(answers).flatMap(([name, list]) =>
  list
    // Without those that ask to try again, and those to the flushes.
    .filter((answer) => answer.length > 2 * DONE.length)
    .map((answer, at, all) => ({
      name: name as keyof typeof answers,
      at,
      all: all.map(hex),
      answer: hex(answer),
    })),
);

function tpmThatSays(said: (command: number, index: number) => Buffer): Tpm {
  let index = 0;
  const transmit = async (command: Uint8Array): Promise<Uint8Array> => {
    const code = Buffer.from(command).readUInt32BE(6);
    if (code === commandCode.FlushContext) return DONE;
    const answer = said(code, index);
    // An answer that asks to try again is given again.
    if (answer.length < 10 || answer.readUInt32BE(6) === 0) index += 1;
    return answer;
  };
  return new Tpm({ transport: { transmit }, clock: new HastyClock(), random });
}

const clearAnswers: Target = {
  name: 'tpm-response',
  seeds: places.map(({ answer }, place) => Buffer.concat([uint8(place), answer])),
  mutate: mutateSized(3, 1),
  check: async (input) => {
    const place = places[(input[0] ?? 0) % places.length];
    if (place === undefined) return 'no place';
    const answer = input.subarray(1);
    const tpm = tpmThatSays((_code, index) =>
      index === place.at ? answer : (place.all[index] ?? DONE),
    );
    const said = await readingAsync(
      async () => asks[place.name](tpm),
      TPM_CODES,
      (value) => {
        if (value instanceof Uint8Array)
          demand(value.length <= FRAME_MAX_BYTES, 'is not larger than asked');
      },
    );
    return `${place.name} ${said}`;
  },
};

const SESSION_KEY = Buffer.alloc(32, 0x42);
const NONCE_BEFORE = Buffer.alloc(32, 0x11);
const NONCE_TPM = Buffer.alloc(32, 0x22);
const NONCE_CALLER = random.bytes(32);
const SHARED_X = Buffer.alloc(32, 0x5a);
const POINT = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]);

/** What a genuine TPM answers to ECDH_ZGen in this session: parameters encrypted, HMAC over them. */
function sessionAnswer(point: Uint8Array): Buffer {
  const key = kdfA(SESSION_KEY, { label: 'CFB', u: NONCE_TPM, v: NONCE_CALLER, bits: 256 });
  const cipher = createCipheriv('aes-128-cfb', key.subarray(0, 16), key.subarray(16));
  const parameters = sized(cipher.update(point), cipher.final());
  const hash = responseHash(commandCode.ECDH_ZGen, parameters);
  const attributes = uint8(0x61);
  const hmac = createHmac('sha256', SESSION_KEY);
  for (const part of [hash, NONCE_TPM, NONCE_CALLER, attributes]) hmac.update(part);
  const areas = [sized(NONCE_TPM), attributes, sized(hmac.digest())];
  const body = Buffer.concat([uint32(parameters.length), parameters, ...areas]);
  return Buffer.concat([uint16(0x8002), uint32(10 + body.length), uint32(0), body]);
}

async function sharedSecret(answer: Buffer): Promise<Buffer> {
  const session = new Session({
    handle: 0x02000000,
    key: Buffer.from(SESSION_KEY),
    nonceTpm: NONCE_BEFORE,
  });
  using secret = await ecdhZGen(
    tpmThatSays(() => answer),
    { kx, session },
    POINT,
  );
  return Buffer.from(secret.reveal());
}

const genuinePoint = sized(SHARED_X, Buffer.alloc(0)).subarray(0, 34);
const wholePoint = Buffer.concat([genuinePoint, sized(Buffer.alloc(32, 0x5b))]);
const genuineAnswer = sessionAnswer(wholePoint);

const alteredSession: Target = {
  name: 'tpm-session-altered',
  seeds: [genuineAnswer],
  mutate: mutateSized(2, 0),
  check: async (input) =>
    readingAsync(
      async () => sharedSecret(input),
      TPM_CODES,
      (secret) => {
        demand(isSame(input, genuineAnswer), 'an altered answer of a session is found out');
        demand(isSame(secret, SHARED_X), 'the secret is the one that was sent');
      },
    ),
};

const sessionContent: Target = {
  name: 'tpm-session-content',
  seeds: [wholePoint, Buffer.concat([sized(SHARED_X.subarray(1)), sized(SHARED_X)])],
  mutate: mutateBytes,
  check: async (input) => {
    if (input.length > 1024) return 'more than a TPM sends';
    return readingAsync(
      async () => sharedSecret(sessionAnswer(input)),
      TPM_CODES,
      (secret) => {
        demand(secret.length === 32, 'a shared secret has 32 bytes');
      },
    );
  },
};

const frames: Target = {
  name: 'tpm-frames',
  seeds: [genuineAnswer, mssimAnswer(genuineAnswer)],
  mutate: mutateBytes,
  check: (input) =>
    [rawFraming, mssimFraming]
      .map(({ unwrap }) => {
        const response = unwrap(input);
        if (typeof response === 'string') return response;
        demand(response.length <= FRAME_MAX_BYTES, 'a frame is not larger than a TPM’s');
        return ACCEPTED;
      })
      .join(),
};

function mssimAnswer(answer: Uint8Array): Buffer {
  return Buffer.concat([uint32(answer.length), answer, uint32(0)]);
}

export const tpmCommandTargets: readonly Target[] = [
  clearAnswers,
  alteredSession,
  sessionContent,
  frames,
];
