/**
 * Starts sessions (TPM2_StartAuthSession: Part 3, 11.1) and satisfies the policy of endorsement keys. Sessions are
 * used with `await using`: a TPM has room for as few as three, and a failed command does not end its session.
 * @module
 */
import { sized, TpmReader, uint16, uint8 } from '../bytes.ts';
import { algorithm, permanent } from '../constants.ts';
import { kdfA } from '../kdf.ts';
import { encodePcrSelections, type PcrSelection } from '../pcr.ts';
import { shareSecret } from '../secret-sharing.ts';
import { authorisePolicy, type SignedPcrs } from './authorise-policy.ts';
import { flush } from './flush.ts';
import { permanentEntity, type TpmKey } from './keys.ts';
import { NONCE_BYTES, Session } from './session.ts';
import type { Tpm, TpmEntity } from './tpm.ts';

const DIGEST_MAX_BYTES = 64;
const TYPE = { hmac: 0, policy: 1 } as const;
const AES_128_CFB = Buffer.concat([algorithm.aes, 128, algorithm.cfb].map((id) => uint16(id)));
const NO_SYMMETRIC = uint16(algorithm.null);

/** A session that ends with its block. */
export class OpenSession extends Session implements AsyncDisposable {
  readonly #tpm: Tpm;

  constructor(tpm: Tpm, start: { handle: number; key: Buffer; nonceTpm: Uint8Array }) {
    super(start);
    this.#tpm = tpm;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.wipe();
    if (!this.isOver) await flush(this.#tpm, this.handle);
  }
}

/**
 * An HMAC session for encrypted parameters. Who listens on the bus would need the private half of `salt`.
 * @param salt a loaded decryption key: EK or SRK.
 */
export async function startEncryptedSession(tpm: Tpm, salt: TpmKey): Promise<OpenSession> {
  return startSaltedSession(tpm, salt, 'hmac');
}

/** What the PCRs must be like for something to be unsealed. */
export type PcrPolicy = {
  /** As they were when it was sealed; none: that asks for nothing. */
  readonly pcrs: PcrSelection;
  /** These in a state that somebody signed. */
  readonly signed?: SignedPcrs;
};

/** The same with a policy of the PCRs as they are now, in the order in which systemd puts it together. */
export async function startPcrPolicySession(
  tpm: Tpm,
  salt: TpmKey,
  { pcrs, signed }: PcrPolicy,
): Promise<OpenSession> {
  const session = await startSaltedSession(tpm, salt, 'policy');
  const entity = permanentEntity(session.handle);
  return orEnd(session, async () => {
    if (signed !== undefined) {
      await policyPcr(tpm, entity, signed.pcrs);
      await authorisePolicy(tpm, entity, signed);
    }
    if (pcrs.pcrs.length > 0) await policyPcr(tpm, entity, pcrs);
  });
}

/** TPM2_PolicyPCR (Part 3, 23.7), without a digest of ours to compare with. */
async function policyPcr(tpm: Tpm, session: TpmEntity, pcrs: PcrSelection): Promise<void> {
  await tpm.execute({
    command: 'PolicyPCR',
    handles: [session],
    parameters: Buffer.concat([sized(), encodePcrSelections([pcrs])]),
  });
}

async function startSaltedSession(
  tpm: Tpm,
  salt: TpmKey,
  type: keyof typeof TYPE,
): Promise<OpenSession> {
  const { secret, encrypted } = shareSecret(salt.area, 'SECRET');
  const nonceCaller = tpm.random.bytes(NONCE_BYTES);
  const { handle, parameters } = await tpm.execute({
    command: 'StartAuthSession',
    handles: [salt, permanentEntity(permanent.null)],
    parameters: startParameters(nonceCaller, encrypted, type),
    returnsHandle: true,
  });
  const nonceTpm = await readNonce({ tpm, handle, parameters });
  // Part 1, 19.6.8: not bound, so that the key is of the salt alone.
  const key = kdfA(secret, { label: 'ATH', u: nonceTpm, v: nonceCaller, bits: 256 });
  secret.fill(0);
  return new OpenSession(tpm, { handle, key, nonceTpm });
}

async function startPolicySession(tpm: Tpm): Promise<OpenSession> {
  const nobody = permanentEntity(permanent.null);
  const { handle, parameters } = await tpm.execute({
    command: 'StartAuthSession',
    handles: [nobody, nobody],
    parameters: startParameters(tpm.random.bytes(NONCE_BYTES), new Uint8Array(), 'policy'),
    returnsHandle: true,
  });
  const nonceTpm = await readNonce({ tpm, handle, parameters });
  return new OpenSession(tpm, { handle, key: Buffer.alloc(0), nonceTpm });
}

/** A policy session that fulfils PolicyA of endorsement keys: TPM2_PolicySecret, Part 3, 23.4. */
export async function startEkPolicySession(tpm: Tpm): Promise<OpenSession> {
  const session = await startPolicySession(tpm);
  return orEnd(session, async () => {
    await tpm.execute({
      command: 'PolicySecret',
      handles: [permanentEntity(permanent.endorsement), permanentEntity(session.handle)],
      authorisations: ['password'],
      // nonceTPM, cpHashA, policyRef: none; expiration: never.
      parameters: Buffer.concat([sized(), sized(), sized(), Buffer.alloc(4)]),
    });
  });
}

async function orEnd(session: OpenSession, work: () => Promise<void>): Promise<OpenSession> {
  try {
    await work();
    return session;
  } catch (reason) {
    await session[Symbol.asyncDispose]();
    throw reason;
  }
}

function startParameters(
  nonceCaller: Uint8Array,
  encryptedSalt: Uint8Array,
  type: keyof typeof TYPE,
): Buffer {
  const symmetric = encryptedSalt.length > 0 ? AES_128_CFB : NO_SYMMETRIC;
  const rest = [uint8(TYPE[type]), symmetric, uint16(algorithm.sha256)];
  return Buffer.concat([sized(nonceCaller), sized(encryptedSalt), ...rest]);
}

async function readNonce(started: {
  readonly tpm: Tpm;
  readonly handle: number;
  readonly parameters: Uint8Array;
}): Promise<Uint8Array> {
  try {
    const reader = new TpmReader(started.parameters);
    const nonce = reader.sized(DIGEST_MAX_BYTES);
    reader.end();
    return nonce;
  } catch (reason) {
    await flush(started.tpm, started.handle);
    throw reason;
  }
}
