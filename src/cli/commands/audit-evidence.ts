/**
 * `credfleet audit verify`, `export`, `checkpoint` and `key`: the audit log as evidence.
 * @module
 */
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Checkpoint, openCheckpoint, splitNotes } from '#src/audit/checkpoint/checkpoint.ts';
import { type NoteKey, parseNoteKey } from '#src/audit/checkpoint/signed-note.ts';
import type { ProofVerdict } from '#src/audit/proof/proof-verifier.ts';
import type { Verdict } from '#src/audit/verify/verdict.ts';
import { type NamedExport, verifyEvidence, verifySeries } from '#src/audit/verify/verify-export.ts';
import { parseSegmentName } from '#src/audit/export/segment-name.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { AuditClient } from '../audit/audit-client.ts';
import { nextCheckpoint } from '../audit/next-checkpoint.ts';
import { proofLines, proofView } from '../audit/render-proof.ts';
import { verdictLines, verdictView } from '../audit/render-verdict.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { GlobalOptions } from '../options.ts';

type VerifyOptions = GlobalOptions & {
  readonly checkpointKey?: string;
  readonly checkpoint?: string;
  readonly live?: true;
  readonly output?: string;
};

type CheckpointOptions = GlobalOptions & {
  readonly after?: string;
  readonly checkpointKey?: string;
};

export function addAuditEvidence(audit: Command, context: CliContext): void {
  audit
    .command('verify')
    .description(
      'was the log altered or cut: the live one, or exports and proofs without any controller',
    )
    .argument('[path...]', 'exports, a proof of events, folders of archive segments, in order')
    .option('--live', 'behind them the log of the controller; alone it is what is verified')
    .option('--checkpoint-key <key>', "the log's key, as 'credfleet audit key' printed it once")
    .option('--checkpoint <file>', 'checkpoints that were kept elsewhere')
    .action(async (paths: readonly string[], _: unknown, command: Command) => {
      await verify(context, paths, command.optsWithGlobals());
    });
  audit
    .command('export')
    .description('all events, receipts, keys and a checkpoint over them, as lines')
    .requiredOption('--out <file>', 'a new file')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { readonly out: string }>();
      await asking(context, options, async (client) => {
        await context.files.writeNewChunks(options.out, client.export(context.signal));
      });
    });
  audit
    .command('checkpoint')
    .description('sign what the log is now: keep it elsewhere')
    .option('--after <file>', 'only when the log goes on from the newest checkpoint kept there')
    .option('--checkpoint-key <key>', "the log's key, as 'credfleet audit key' printed it once")
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<CheckpointOptions>();
      await asking(context, options, async (client) => checkpoint(context, options, client));
    });
  audit
    .command('key')
    .description("the log's key, which verifies its checkpoints: keep it elsewhere")
    .action(async (_: unknown, command: Command) => {
      await asking(context, command.optsWithGlobals(), async (client) => {
        context.print.line((await client.checkpoint()).key);
      });
    });
}

async function asking<T>(
  context: CliContext,
  options: GlobalOptions,
  work: (client: AuditClient) => Promise<T>,
): Promise<T> {
  const client = await context.audit(options);
  try {
    return await work(client);
  } finally {
    client.close();
  }
}

async function checkpoint(
  context: CliContext,
  { after, checkpointKey }: CheckpointOptions,
  client: AuditClient,
): Promise<void> {
  const { checkpoint: note, key } = await client.checkpoint();
  if (after === undefined) return context.print.line(note.trimEnd());
  const trusted = keyOf(checkpointKey ?? key);
  const kept = await keptCheckpoints(context, after, trusted);
  const newest = kept.reduce((one, other) => (other.size > one.size ? other : one));
  const next = await nextCheckpoint(client, trusted, newest);
  if (next.goesOn) return context.print.line(next.checkpoint.trimEnd());
  context.print.note(`The evidence does not hold: ${next.why}.`);
  return context.exitWith(exitCodes.statementFalse);
}

async function verify(
  context: CliContext,
  paths: readonly string[],
  options: VerifyOptions,
): Promise<void> {
  const isLive = paths.length === 0 || options.live === true;
  const verdict = isLive
    ? await asking(context, options, async (client) =>
        verifyWith(context, { paths, options, client }),
      )
    : await verifyWith(context, { paths, options });
  const { print } = context;
  const isProof = 'kind' in verdict;
  if (options.output === 'json') {
    const view = isProof ? proofView(verdict) : verdictView(verdict);
    print.line(JSON.stringify(view, null, 2));
  } else {
    for (const line of isProof ? proofLines(verdict) : verdictLines(verdict)) print.line(line);
  }
  if (verdict.fault !== undefined) context.exitWith(exitCodes.statementFalse);
}

type Verifying = {
  readonly paths: readonly string[];
  readonly options: VerifyOptions;
  /** Of the controller whose log comes last. */
  readonly client?: AuditClient;
};

async function verifyWith(
  context: CliContext,
  { paths, options, client }: Verifying,
): Promise<Verdict | ProofVerdict> {
  const { checkpointKey } = options;
  // The controller proved by TLS who it is; whether it always had this key it cannot prove.
  const key = keyOf(checkpointKey ?? (await client?.checkpoint())?.key ?? requireKey());
  const kept = await keptCheckpoints(context, options.checkpoint, key);
  const live = client && { name: 'the live log', chunks: liveLog(client, context.signal) };
  const [first, ...more] = [...(await exportsAt(context, paths)), ...(live ? [live] : [])];
  return first !== undefined && more.length === 0
    ? verifyEvidence(first.chunks, { key, kept })
    : verifySeries(
        [first, ...more].filter((one) => one !== undefined),
        { key, kept },
      );
}

/** Asked for when what comes before it was read. */
async function* liveLog(client: AuditClient, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  yield* client.export(signal);
}

/** A folder is its segments, in the order of their events. */
async function exportsAt(
  { files }: CliContext,
  paths: readonly string[],
): Promise<readonly NamedExport[]> {
  const found: NamedExport[] = [];
  for (const path of paths) {
    const names = await files.list(path);
    const segments = names?.filter((name) => parseSegmentName(name) !== undefined).toSorted();
    if (segments?.length === 0) {
      throw new CredfleetError('USAGE', `${path} has no archive segment: nothing to verify`);
    }
    const inOrder = segments?.map((name) => join(path, name)) ?? [path];
    found.push(...inOrder.map((name) => ({ name, chunks: files.chunks(name) })));
  }
  return found;
}

function requireKey(): never {
  throw new CredfleetError(
    'USAGE',
    "a file alone proves nothing: give --checkpoint-key, as 'credfleet audit key' printed it once",
  );
}

function keyOf(text: string): NoteKey {
  const key = parseNoteKey(text);
  if (key !== undefined) return key;
  throw new CredfleetError('USAGE', `--checkpoint-key '${text}' is not NAME+ID+KEY of a log`);
}

/** @throws {CredfleetError} USAGE for what is no checkpoint of this log: it would prove nothing. */
async function keptCheckpoints(
  { files }: CliContext,
  path: string | undefined,
  key: NoteKey,
): Promise<readonly Checkpoint[]> {
  if (path === undefined) return [];
  const notes = splitNotes(Buffer.from(await files.read(path)).toString('utf8'));
  const kept = notes?.map((note) => openCheckpoint(note, key));
  const isWhole = (all: typeof kept): all is Required<Checkpoint & { extensions: string[] }>[] =>
    all !== undefined && !all.includes(undefined);
  if (isWhole(kept)) return kept;
  throw new CredfleetError('USAGE', `${path} holds something else than checkpoints of ${key.name}`);
}
