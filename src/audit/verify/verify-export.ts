/**
 * Bytes of an export → verdict, in little memory whatever its size.
 * @module
 */
import { Verifier, type VerifierOptions } from './verifier.ts';
import type { Verdict } from './verdict.ts';

/** A report has 256 KiB at most, in Base64 within JSON. */
const LINE_MAX_CHARS = 4_194_304;

export async function verifyExport(
  chunks: AsyncIterable<Uint8Array>,
  options: VerifierOptions,
): Promise<Verdict> {
  const verifier = new Verifier(options);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  try {
    for await (const chunk of chunks) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) verifier.add(line);
      if (rest.length > LINE_MAX_CHARS) verifier.cut('is longer than any line of an export');
      if (verifier.isFaulty) return verifier.end();
    }
    rest += decoder.decode();
  } catch (reason) {
    if (!(reason instanceof TypeError)) throw reason;
    verifier.cut('is not UTF-8');
  }
  if (rest !== '') verifier.cut('is cut');
  return verifier.end();
}
