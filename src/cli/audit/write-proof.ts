/**
 * `--proof FILE`: the events of an answer, each with its path to a signed checkpoint, as a file that verifies offline.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { PROVEN_MAX } from '#src/wire/audit-wire.ts';
import type { CliContext } from '../context.ts';
import type { GlobalOptions } from '../options.ts';

/** @throws {CredfleetError} USAGE for more events than one proof has. */
export async function writeProof(
  context: CliContext,
  options: GlobalOptions & { readonly proof: string },
  seqs: readonly number[],
): Promise<void> {
  const { audit, files, signal, print } = context;
  if (seqs.length === 0) return print.note('No event says so: no proof is written.');
  if (seqs.length > PROVEN_MAX) {
    const text = `${seqs.length} events; a proof has at most ${PROVEN_MAX}`;
    throw new CredfleetError('USAGE', `${text}: narrow the question, or credfleet audit export`);
  }
  const client = await audit(options);
  try {
    await files.writeNewChunks(options.proof, client.inclusion({ seqs, size: 0 }, signal));
  } finally {
    client.close();
  }
  return print.note(`Proof: credfleet audit verify ${options.proof} --checkpoint-key KEY`);
}
