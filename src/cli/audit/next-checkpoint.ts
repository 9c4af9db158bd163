/**
 * The log's checkpoint of now, when the log goes on from one that was kept: told by a few hashes, without reading it all.
 * @module
 */
import { type Checkpoint, openCheckpoint } from '#src/audit/checkpoint/checkpoint.ts';
import type { NoteKey } from '#src/audit/checkpoint/signed-note.ts';
import { isConsistent } from '#src/audit/tree/proofs.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { AuditClient } from './audit-client.ts';

export type NextCheckpoint =
  | { readonly goesOn: true; readonly checkpoint: string }
  | { readonly goesOn: false; readonly why: string };

/** @throws {CredfleetError} CONTROLLER_UNTRUSTED when it signs with another key. */
export async function nextCheckpoint(
  client: AuditClient,
  key: NoteKey,
  kept: Checkpoint,
): Promise<NextCheckpoint> {
  const { checkpoint } = await client.checkpoint();
  const now = opened(checkpoint, key);
  // Every log goes on from the empty one.
  if (kept.size === 0) return { goesOn: true, checkpoint };
  if (now.size < kept.size) {
    const text = `the log has ${now.size} events and had ${kept.size}`;
    return { goesOn: false, why: `${text}: it was cut or put back to an older day` };
  }
  const answer = await client.consistency({ from: kept.size, to: now.size });
  const to = opened(answer.checkpoint, key);
  const path = answer.path.map((hash) => Buffer.from(hash, 'base64'));
  if (isConsistent({ from: kept, to }, path)) {
    return { goesOn: true, checkpoint: answer.checkpoint };
  }
  return { goesOn: false, why: `the first ${kept.size} events are others than they were` };
}

function opened(note: string, key: NoteKey): Checkpoint {
  const checkpoint = openCheckpoint(note, key);
  if (checkpoint !== undefined) return checkpoint;
  const text = `the controller signs with another key than that of ${key.name}`;
  throw new CredfleetError('CONTROLLER_UNTRUSTED', `${text}: is it the controller of this log?`);
}
