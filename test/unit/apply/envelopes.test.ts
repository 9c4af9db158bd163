/**
 * Accepted envelopes on disk: with their records in one file, there until nothing needs them, and gone then. Where the
 * agent ended before its journal had the record, the next one has it from there.
 * @module
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { envelopeDigest, openEnvelopes } from '#agent/apply/envelopes.node.ts';
import type { Accepted } from '#agent/apply/journal-records.ts';
import { openJournal } from '#agent/apply/journal.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { FakeApplyHost, pushOf } from '#test/fakes/fake-apply-host.ts';

const HOST = 'host-1';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'envelopes-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const envelope = (hostSeq: number): Uint8Array => Buffer.from(`envelope ${hostSeq}`);
const file = async (): Promise<string> => readFile(join(folder, 'accepted'), 'utf8');
const open = async (hostUid = HOST) => openEnvelopes(join(folder, 'accepted'), hostUid);

function accepted(hostSeq: number): Accepted {
  const intent = {
    uid: `uid-${hostSeq}`,
    namespace: 'shop',
    name: 'db',
    version: 1,
    digest: 'd',
    spec: 's',
    operation: 'put',
    rolloutUid: 'r',
    attempt: 1,
  } as const;
  return {
    kind: 'accepted',
    hostSeq,
    envelopeDigest: envelopeDigest(envelope(hostSeq)),
    intents: [intent],
  };
}

async function store(...hostSeqs: readonly number[]): Promise<void> {
  await using envelopes = await open();
  for (const hostSeq of hostSeqs) await envelopes.store(accepted(hostSeq), envelope(hostSeq));
}

test('what was stored is read again by the next agent, and only whole', async () => {
  await store(1, 2);
  await using envelopes = await open();
  const { envelopeDigest: digest } = accepted(2);
  expect(Buffer.from((await envelopes.read(2, digest)) ?? [])).toEqual(envelope(2));
  expect(await envelopes.read(2, accepted(1).envelopeDigest)).toBeUndefined();
  expect(await envelopes.read(3, digest)).toBeUndefined();
});

test('what is not needed any more is gone from the disk, beside what is, and at the end all of it', async () => {
  await store(1, 2);
  await using envelopes = await open();
  await envelopes.keepOnly([2]);
  expect(await file()).not.toContain(Buffer.from(envelope(1)).toString('base64'));
  expect(await file()).toContain(Buffer.from(envelope(2)).toString('base64'));
  await envelopes.keepOnly([]);
  expect(await file()).toBe('');
  await envelopes.store(accepted(3), envelope(3));
  await using next = await open();
  expect(next.accepted()).toEqual([accepted(3)]);
});

test('a journal that ends before the last accepted has them after opening, once, and on disk', async () => {
  await store(1, 2, 3);
  await using envelopes = await open();
  {
    await using journal = await openJournal(join(folder, 'journal'), HOST);
    await journal.append(accepted(1));
  }
  for (const round of ['first', 'second']) {
    await using journal = await openJournal(join(folder, 'journal'), HOST, envelopes.accepted());
    const seqs = journal.state().pending.map(({ hostSeq }) => hostSeq);
    expect(seqs, round).toEqual([1, 2, 3]);
  }
  const lines = await readFile(join(folder, 'journal'), 'utf8');
  expect(lines.match(/"accepted"/gu)).toHaveLength(3);
});

test('what was accepted as another host is no promise of this one, and goes', async () => {
  await store(7);
  await using envelopes = await open('host-2');
  await using journal = await openJournal(join(folder, 'journal'), 'host-2', envelopes.accepted());
  expect(journal.state()).toMatchObject({ hostSeq: 0, pending: [] });
  expect(await envelopes.read(7, accepted(7).envelopeDigest)).toBeUndefined();
  await envelopes.keepOnly([]);
  expect(await file()).toBe('');
});

test('a push that the journal cannot take is refused, and not in effect after the next start either', async () => {
  const host = await FakeApplyHost.create();
  const intent = { contents: { db: 'v1' }, change: { version: 1 } };
  await host.run(async (engine) => {
    Object.assign(host.context?.journal ?? {}, {
      appendLazily: async () => {
        throw new CredfleetError('STATE_UNWRITABLE', 'the disk is full');
      },
    });
    const pushed = engine.accept(pushOf(1, intent));
    await expect(pushed).rejects.toMatchObject({ code: 'STATE_UNWRITABLE' });
  });
  await host.run(async (engine) => expect(engine.hostSeq()).toBe(0));
  expect(host.reports).toEqual([]);
  await host.remove();
});
