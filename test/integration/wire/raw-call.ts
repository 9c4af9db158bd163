/**
 * One request to a gRPC service as bytes, whatever they are, and its answers as they come.
 * @module
 */
import { Client } from '@grpc/grpc-js';
import { clientTls, type ClientTls } from '#src/wire/client-tls.node.ts';
import { rawBytes } from '#src/wire/raw-bytes.ts';

/** Rejects with what grpc-js says. */
export async function rawCall(
  { address, ...tls }: ClientTls & { readonly address: string },
  path: string,
  request: Uint8Array = new Uint8Array(),
): Promise<readonly Uint8Array[]> {
  const { credentials, options } = clientTls(address, tls);
  const client = new Client(address, credentials, options);
  const { serialize, deserialize } = rawBytes;
  try {
    return await client.makeServerStreamRequest(path, serialize, deserialize, request).toArray();
  } finally {
    client.close();
  }
}
