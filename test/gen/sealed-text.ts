/**
 * Sealed files as systemd-creds writes them, for fakes: a true header, and a "ciphertext" that only the
 * fake can open again.
 * @module
 */
export type SealedParts = {
  readonly keyType: 'host' | 'tpm2' | 'host+tpm2' | 'null';
  readonly pcrMask: number;
  readonly name: string;
  readonly content: Uint8Array;
};

const IDS = {
  host: '5a1c6a86df9d4096b1d5a65e0862f19a',
  tpm2: '0c7cc07b117645919c4b0bea08bc20fe',
  'host+tpm2': '93a894094874449090caf2fc93cab553',
  null: '058469daf6f54324800549da0f8ea2fb',
} as const;

export function sealedText({ keyType, pcrMask, name, content }: SealedParts): Uint8Array {
  const header = Buffer.alloc(48);
  Buffer.from(IDS[keyType], 'hex').copy(header);
  for (const [at, size] of [32, 1, 12, 16].entries()) header.writeUInt32LE(size, 16 + 4 * at);
  const tpm = keyType.includes('tpm2') ? tpmPart(pcrMask) : Buffer.alloc(0);
  const inside = Buffer.from(
    JSON.stringify({ name, content: Buffer.from(content).toString('hex') }).padEnd(32),
  );
  const all = Buffer.concat([header, tpm, inside, Buffer.alloc(16)]);
  const lines = all.toString('base64').match(/.{1,79}/gu) ?? [];
  return Buffer.from(`${lines.join('\n')}\n`);
}

/** What is inside, for the fake's `decrypt`. */
export function openSealedText(text: Uint8Array): { readonly name: string; content: Uint8Array } {
  const all = Buffer.from(Buffer.from(text).toString('latin1'), 'base64');
  const isTpm = [IDS.tpm2, IDS['host+tpm2']].some(
    (id) => all.subarray(0, 16).toString('hex') === id,
  );
  const inside = all.subarray(isTpm ? 48 + 296 : 48, all.length - 16).toString('utf8');
  const { name, content } = JSON.parse(inside) as { name: string; content: string };
  return { name, content: new Uint8Array(Buffer.from(content, 'hex')) };
}

function tpmPart(pcrMask: number): Buffer {
  const part = Buffer.alloc(296);
  part.writeBigUInt64LE(BigInt(pcrMask), 0);
  part.writeUInt16LE(0x000b, 8);
  part.writeUInt16LE(0x0023, 10);
  part.writeUInt32LE(240, 12);
  part.writeUInt32LE(32, 16);
  return part;
}
