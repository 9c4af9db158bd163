/**
 * Bytes → lines. What follows the last line end is dropped: the connection broke inside it.
 * @module
 */
/** A watch event is one object; real servers limit those to a few megabytes. */
const LINE_MAX_BYTES = 16 * 1024 * 1024;

/** @throws {Error} when a line is too long. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    let rest = chunk;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8');
      parts = [];
      bytes = 0;
      rest = rest.subarray(end + 1);
    }
    parts.push(rest);
    bytes += rest.length;
    if (bytes > LINE_MAX_BYTES) throw new Error(`a line is longer than ${LINE_MAX_BYTES} bytes`);
  }
}
