/**
 * Executes one TPM command: builds the frame with its authorisations, asks again when the TPM is not ready, checks
 * the answer and turns a refusal into one of our errors.
 * @module
 */
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Random } from '#src/random/random.ts';
import { malformed, TpmReader, uint16, uint32 } from '../bytes.ts';
import { commandCode, type CommandName, tag } from '../constants.ts';
import { explainResponseCode, mayAskAgain } from '../response-code.ts';
import { FRAME_MAX_BYTES, HEADER_BYTES, type TpmTransport } from '../transport.ts';
import {
  type Authorisation,
  checkResponse,
  commandArea,
  commandHash,
  type Encryption,
  NONCE_BYTES,
  responseHash,
  type Session,
} from './session.ts';

/** Something in the TPM that a command is about. */
export type TpmEntity = {
  readonly handle: number;
  /** Its name, or the handle's bytes for what has none. Part 1, 16. */
  readonly name: Uint8Array;
};

export type TpmCommand = {
  readonly command: CommandName;
  readonly handles?: readonly TpmEntity[];
  /** Of the first handles, in their order. */
  readonly authorisations?: readonly Authorisation[];
  readonly parameters?: Uint8Array;
  readonly returnsHandle?: boolean;
  /** By the first authorisation, which then must be a salted session. */
  readonly encryption?: Encryption;
  /** The first authorisation, a session, is used no more: a command less than flushing it. */
  readonly endsSession?: boolean;
};

export type TpmResponse = {
  readonly handle: number;
  /** Decrypted. May hold a secret: the caller wipes it. */
  readonly parameters: Uint8Array;
};

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;
/** Together about 17 s: a self test takes less. */
const ATTEMPTS = 20;

export class Tpm {
  readonly #transport: TpmTransport;
  readonly #clock: Clock;
  readonly random: Random;

  constructor(parts: { transport: TpmTransport; clock: Clock; random: Random }) {
    this.#transport = parts.transport;
    this.#clock = parts.clock;
    this.random = parts.random;
  }

  /** @throws {CredfleetError} TPM_…; the message names the command and the TPM's own code. */
  async execute(command: TpmCommand): Promise<TpmResponse> {
    const code = commandCode[command.command];
    const auths = command.authorisations ?? [];
    const first = auths[0];
    const encrypting = encryptingSession(first, command.encryption);
    for (const auth of auths) {
      if (auth === 'password') continue;
      const use = { encryption: command.encryption, isLast: command.endsSession };
      auth.begin(this.random.bytes(NONCE_BYTES), auth === first ? use : {});
    }
    const frame = buildFrame(code, command, encrypting);
    const response = await this.#ask(command.command, frame);
    return readResponse({ response, code, command, encrypting });
  }

  /** The bytes may be sent again as they are: a TPM that was not ready has not used up the nonces. */
  async #ask(name: CommandName, frame: Uint8Array): Promise<Uint8Array> {
    let pauseMs = FIRST_PAUSE_MS;
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.#transport.transmit(frame);
      const responseCode = codeOf(response);
      if (responseCode === 0) return response;
      if (!mayAskAgain(responseCode) || attempt === ATTEMPTS) {
        const { code, words } = explainResponseCode(responseCode);
        throw new CredfleetError(code, `the TPM's answer to ${name}: ${words}`);
      }
      await this.#clock.sleep(pauseMs);
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }
  }
}

function encryptingSession(
  first: Authorisation | undefined,
  encryption: Encryption | undefined,
): Session | undefined {
  if (encryption === undefined) return undefined;
  if (first === undefined || first === 'password' || !first.isSalted) {
    throw new RangeError('parameters are encrypted by a salted session that comes first');
  }
  return first;
}

/** Part 1, 18: header, handles, authorisations, parameters. */
function buildFrame(code: number, command: TpmCommand, encrypting: Session | undefined): Buffer {
  const { handles = [], authorisations: auths = [], parameters: plain = Buffer.alloc(0) } = command;
  const isEncrypted = command.encryption === 'both';
  const parameters = isEncrypted
    ? mapFirstSized(plain, (it) => encrypting?.encryptCommand(it) ?? it)
    : plain;
  const names = handles.map(({ name }) => name);
  const hash = commandHash(code, names, parameters);
  const areas = Buffer.concat(auths.map((auth) => commandArea(auth, hash)));
  const body = Buffer.concat([
    ...handles.map(({ handle }) => uint32(handle)),
    ...(auths.length > 0 ? [uint32(areas.length), areas] : []),
    parameters,
  ]);
  const size = HEADER_BYTES + body.length;
  if (size > FRAME_MAX_BYTES) malformed(`a command of ${size} bytes`);
  return Buffer.concat([uint16(expectedTag(command)), uint32(size), uint32(code), body]);
}

const expectedTag = ({ authorisations = [] }: TpmCommand): number =>
  authorisations.length > 0 ? tag.sessions : tag.noSessions;

function codeOf(response: Uint8Array): number {
  const reader = new TpmReader(response);
  reader.uint16();
  if (reader.uint32() !== response.length) malformed('an answer of another size than it says');
  return reader.uint32();
}

function readResponse(given: {
  readonly response: Uint8Array;
  readonly code: number;
  readonly command: TpmCommand;
  readonly encrypting: Session | undefined;
}): TpmResponse {
  const { response, code, command, encrypting } = given;
  const reader = new TpmReader(response);
  if (reader.uint16() !== expectedTag(command)) malformed('an answer with the wrong tag');
  reader.bytes(HEADER_BYTES - 2);
  const handle = command.returnsHandle === true ? reader.uint32() : 0;
  const auths = command.authorisations ?? [];
  if (auths.length === 0) return { handle, parameters: reader.bytes(reader.remaining) };

  const parameters = reader.bytes(reader.uint32());
  const hash = responseHash(code, parameters);
  for (const auth of auths) checkResponse(auth, reader, hash);
  reader.end();
  if (encrypting === undefined) return { handle, parameters };
  return { handle, parameters: mapFirstSized(parameters, (it) => encrypting.decryptResponse(it)) };
}

/** The first parameter, a TPM2B, changed; its size and the rest as they are. */
function mapFirstSized(parameters: Uint8Array, change: (it: Uint8Array) => Uint8Array): Buffer {
  const reader = new TpmReader(parameters);
  const size = reader.uint16();
  const changed = change(reader.bytes(size));
  const mapped = Buffer.concat([uint16(size), changed, reader.bytes(reader.remaining)]);
  changed.fill(0);
  return mapped;
}
