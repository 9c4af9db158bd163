/**
 * Executes one TPM command: builds the frame with its authorisations, asks again when the TPM is not ready, checks
 * the answer and turns a refusal into one of our errors.
 * @module
 */
import type { Clock } from '#src/clock/clock.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Random } from '#src/random/random.ts';
import { malformed, TpmReader } from '../bytes.ts';
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
const NONE: readonly [] = [];
const NOTHING = new Uint8Array();
const HANDLE_BYTES = 4;
/** Of a TPM2B. */
const SIZE_BYTES = 2;
/** Behind the tag, in commands and responses. */
const [SIZE_AT, CODE_AT] = [2, 6];

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
    const auths = command.authorisations ?? NONE;
    const first = auths[0];
    const encrypting = encryptingSession(first, command.encryption);
    for (const auth of auths) {
      if (auth === 'password') continue;
      const use = { encryption: command.encryption, isLast: command.endsSession };
      auth.begin(this.random.bytes(NONCE_BYTES), auth === first ? use : {});
    }
    const frame = buildFrame(command, encrypting);
    const response = await this.#ask(command.command, frame);
    return readResponse(response, command, encrypting);
  }

  /** The bytes may be sent again as they are: a TPM that was not ready has not used up the nonces. */
  async #ask(name: CommandName, frame: Uint8Array): Promise<Buffer> {
    let pauseMs = FIRST_PAUSE_MS;
    for (let attempt = 1; ; attempt += 1) {
      const { buffer, byteOffset, length } = await this.#transport.transmit(frame);
      const response = Buffer.from(buffer, byteOffset, length);
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
function buildFrame(command: TpmCommand, encrypting: Session | undefined): Buffer {
  const { handles = NONE, authorisations: auths = NONE, parameters: plain = NOTHING } = command;
  const parameters =
    encrypting === undefined || command.encryption !== 'both'
      ? plain
      : mapFirstSized(plain, (it) => encrypting.encryptCommand(it));
  const areas = authorise(command, parameters);
  const areaBytes = areas.reduce((sum, { length }) => sum + length, 0);
  const head = Buffer.allocUnsafe(
    HEADER_BYTES + HANDLE_BYTES * (handles.length + Math.min(auths.length, 1)),
  );
  const size = head.length + areaBytes + parameters.length;
  if (size > FRAME_MAX_BYTES) malformed(`a command of ${size} bytes`);
  head.writeUInt16BE(expectedTag(command));
  head.writeUInt32BE(size, SIZE_AT);
  head.writeUInt32BE(commandCode[command.command], CODE_AT);
  let at = HEADER_BYTES;
  for (const { handle } of handles) at = head.writeUInt32BE(handle, at);
  if (auths.length > 0) head.writeUInt32BE(areaBytes, at);
  return Buffer.concat([head, ...areas, parameters], size);
}

function authorise(
  { command, handles = NONE, authorisations: auths = NONE }: TpmCommand,
  parameters: Uint8Array,
): readonly Uint8Array[] {
  if (auths.length === 0) return NONE;
  const names = handles.map(({ name }) => name);
  const hash = isAuthenticated(auths)
    ? commandHash(commandCode[command], names, parameters)
    : NOTHING;
  return auths.map((auth) => commandArea(auth, hash));
}

/** Else nobody looks at the hashes. */
function isAuthenticated(auths: readonly Authorisation[]): boolean {
  return auths.some((auth) => auth !== 'password' && auth.isSalted);
}

const expectedTag = ({ authorisations = NONE }: TpmCommand): number =>
  authorisations.length > 0 ? tag.sessions : tag.noSessions;

/** Of a response: Part 1, 18.3. */
function codeOf(response: Buffer): number {
  if (response.length < HEADER_BYTES) malformed('an answer that is cut off');
  if (response.readUInt32BE(SIZE_AT) !== response.length) {
    malformed('an answer of another size than it says');
  }
  return response.readUInt32BE(CODE_AT);
}

function readResponse(
  response: Buffer,
  command: TpmCommand,
  encrypting: Session | undefined,
): TpmResponse {
  if (response.readUInt16BE() !== expectedTag(command)) malformed('an answer with the wrong tag');
  const reader = new TpmReader(response.subarray(HEADER_BYTES));
  const handle = command.returnsHandle === true ? reader.uint32() : 0;
  const auths = command.authorisations ?? NONE;
  if (auths.length === 0) return { handle, parameters: reader.bytes(reader.remaining) };

  const parameters = reader.bytes(reader.uint32());
  const code = commandCode[command.command];
  const hash = isAuthenticated(auths) ? responseHash(code, parameters) : NOTHING;
  for (const auth of auths) checkResponse(auth, reader, hash);
  reader.end();
  if (encrypting === undefined) return { handle, parameters };
  return { handle, parameters: mapFirstSized(parameters, (it) => encrypting.decryptResponse(it)) };
}

/** The first parameter, a TPM2B, changed; its size and the rest as they are. */
function mapFirstSized(parameters: Uint8Array, change: (it: Uint8Array) => Uint8Array): Buffer {
  const end = SIZE_BYTES + new TpmReader(parameters).uint16();
  if (end > parameters.length) malformed('a first parameter that is cut off');
  const changed = change(parameters.subarray(SIZE_BYTES, end));
  const mapped = Buffer.concat([
    parameters.subarray(0, SIZE_BYTES),
    changed,
    parameters.subarray(end),
  ]);
  changed.fill(0);
  return mapped;
}
