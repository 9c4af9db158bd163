/**
 * Messages as a bus daemon sends them, with a body of texts.
 * @module
 */
export type Sent = {
  readonly type: number;
  readonly replySerial?: number;
  readonly member?: string;
  readonly errorName?: string;
  readonly texts: readonly string[];
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const padded = (bytes: Buffer, to: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);

const text = (value: string): Buffer =>
  Buffer.concat([uint32(Buffer.byteLength(value)), Buffer.from(`${value}\0`)]);

export function messageOf({ type, replySerial, member, errorName, texts }: Sent): Buffer {
  const field = (code: number, signature: string, value: Buffer): Buffer =>
    Buffer.concat([Buffer.from([code, 1, signature.charCodeAt(0), 0]), value]);
  const signature = 's'.repeat(texts.length);
  const fields = [
    ...(member === undefined ? [] : [field(3, 's', text(member))]),
    ...(errorName === undefined ? [] : [field(4, 's', text(errorName))]),
    ...(replySerial === undefined ? [] : [field(5, 'u', uint32(replySerial))]),
    field(8, 'g', Buffer.from(`${String.fromCharCode(signature.length)}${signature}\0`)),
  ];
  const head = fields.reduce((all, one) => Buffer.concat([padded(all, 8), one]), Buffer.alloc(0));
  const body = texts.reduce(
    (all, one) => Buffer.concat([padded(all, 4), text(one)]),
    Buffer.alloc(0),
  );
  const fixed = [
    Buffer.from([0x6c, type, 0, 1]),
    uint32(body.length),
    uint32(1),
    uint32(head.length),
  ];
  return Buffer.concat([...fixed, padded(head, 8), body]);
}
