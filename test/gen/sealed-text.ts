/**
 * Sealed files as systemd-creds writes them, for fakes: a true header, and a "ciphertext" that only the
 * fake can open again.
 * @module
 */
export type SealedParts = {
  readonly keyType: 'host' | 'tpm2' | 'host+tpm2' | 'null';
  /** Opens for one user only. */
  readonly isScoped?: boolean;
  readonly pcrMask: number;
  readonly name: string;
  readonly content: Uint8Array;
  /** What is different in each seal; 0 by default. */
  readonly tag?: number;
  /** A key that signs the states of these PCRs. */
  readonly signed?: { readonly pcrMask: number; readonly publicKeyPem: string };
};

const IDS = {
  host: '5a1c6a86df9d4096b1d5a65e0862f19a',
  tpm2: '0c7cc07b117645919c4b0bea08bc20fe',
  'host+tpm2': '93a894094874449090caf2fc93cab553',
  null: '058469daf6f54324800549da0f8ea2fb',
} as const;
const SIGNED_IDS = {
  tpm2: 'faf7eb9341e3412ca1a436f95a29362f',
  'host+tpm2': 'af4950a849134eb1a73846304ff30c05',
} as const;
const TPM_AT = 48;
const TPM_BYTES = 296;

const SCOPED_IDS: Readonly<Record<string, string>> = {
  host: '55b9ed1d38594d43a8319d2ebb332ac6',
  'host+tpm2': 'ef4ac13679a9480ea7db68897f9f165d',
};
const SCOPE_BYTES = 8;

export function sealedText(parts: SealedParts): Uint8Array {
  const { keyType, isScoped = false, pcrMask, name, content, signed, tag = 0 } = parts;
  const header = Buffer.alloc(TPM_AT);
  const plain: Readonly<Record<string, string>> = signed === undefined ? IDS : SIGNED_IDS;
  const ids = isScoped ? SCOPED_IDS : plain;
  Buffer.from(ids[keyType] ?? '', 'hex').copy(header);
  for (const [at, size] of [32, 1, 12, 16].entries()) header.writeUInt32LE(size, 16 + 4 * at);
  const tpm = keyType.includes('tpm2') ? tpmPart(pcrMask) : Buffer.alloc(0);
  const inside = Buffer.from(
    JSON.stringify({ name, content: Buffer.from(content).toString('hex') }).padEnd(32),
  );
  const scope = Buffer.from(isScoped ? [7, 0, 0, 0, 0, 0, 0, 0] : []);
  const end = Buffer.alloc(16);
  end.writeUInt32LE(tag);
  const all = Buffer.concat([header, tpm, keyPart(signed), scope, inside, end]);
  const lines = all.toString('base64').match(/.{1,79}/gu) ?? [];
  return Buffer.from(`${lines.join('\n')}\n`);
}

/** What is inside, for the fake's `decrypt`. */
export function openSealedText(text: Uint8Array): { readonly name: string; content: Uint8Array } {
  const all = Buffer.from(Buffer.from(text).toString('latin1'), 'base64');
  const id = all.subarray(0, 16).toString('hex');
  const is = (...ids: readonly (string | undefined)[]): boolean => ids.includes(id);
  const isSigned = is(...Object.values(SIGNED_IDS));
  const isTpm = isSigned || is(IDS.tpm2, IDS['host+tpm2'], SCOPED_IDS['host+tpm2']);
  const keyAt = TPM_AT + (isTpm ? TPM_BYTES : 0);
  const keyBytes = isSigned ? padded(KEY_HEAD_BYTES + all.readUInt32LE(keyAt + 8)) : 0;
  const scopeBytes = is(...Object.values(SCOPED_IDS)) ? SCOPE_BYTES : 0;
  const inside = all.subarray(keyAt + keyBytes + scopeBytes, all.length - 16).toString('utf8');
  const { name, content } = JSON.parse(inside) as { name: string; content: string };
  return { name, content: new Uint8Array(Buffer.from(content, 'hex')) };
}

const KEY_HEAD_BYTES = 12;

function keyPart(signed: SealedParts['signed']): Buffer {
  if (signed === undefined) return Buffer.alloc(0);
  const part = Buffer.alloc(padded(KEY_HEAD_BYTES + signed.publicKeyPem.length));
  part.writeBigUInt64LE(BigInt(signed.pcrMask), 0);
  part.writeUInt32LE(signed.publicKeyPem.length, 8);
  part.write(signed.publicKeyPem, KEY_HEAD_BYTES, 'latin1');
  return part;
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

function tpmPart(pcrMask: number): Buffer {
  const part = Buffer.alloc(TPM_BYTES);
  part.writeBigUInt64LE(BigInt(pcrMask), 0);
  part.writeUInt16LE(0x000b, 8);
  part.writeUInt16LE(0x0023, 10);
  part.writeUInt32LE(240, 12);
  part.writeUInt32LE(32, 16);
  return part;
}
