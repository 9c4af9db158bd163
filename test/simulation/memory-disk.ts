/**
 * The disk of a simulated host: what the agent's ports keep there outlives the agent.
 * @module
 */
import { createHash } from 'node:crypto';
import { type Envelopes, envelopeDigest } from '#agent/apply/envelopes.node.ts';
import type { Accepted, JournalRecord } from '#agent/apply/journal-records.ts';
import {
  EMPTY_STATE,
  foldRecord,
  type JournalState,
  recordsOf,
} from '#agent/apply/journal-state.ts';
import type { Journal } from '#agent/apply/journal.ts';
import type { Credstore, SealedFile, StagedFiles, StoreName } from '#agent/install/credstore.ts';
import { type DropIn, dropInPath, type DropIns, dropInText } from '#agent/install/drop-ins.ts';
import type { SealedCopies } from '#agent/install/sealed-copies.ts';
import type { UnitFiles } from '#test/fakes/fake-systemd.ts';

type Files = Map<string, Uint8Array>;

export class MemoryDisk {
  readonly #stores = new Map<StoreName, Files>();
  /** By the UID of the HostCredential; in it by digest. */
  readonly #copies = new Map<string, Files>();
  /** "UID/DIGEST" → which version that was sealed for. */
  readonly #versions = new Map<string, number>();
  readonly #dropIns = new Map<string, string>();
  readonly #envelopes = new Map<number, { accepted: Accepted; envelope: Uint8Array }>();
  #records: JournalRecord[] = [];

  /** What systemd sees of it. */
  readonly unitFiles: UnitFiles = {
    sealed: async (name) => this.store('Persistent').get(name),
    dropIns: async (unit) =>
      [...this.#dropIns].filter(([path]) => path.startsWith(`${unit}.d/`)).map(([, text]) => text),
  };

  readonly envelopes: Envelopes = {
    accepted: () => [...this.#envelopes.values()].map(({ accepted }) => accepted),
    store: async (accepted, envelope) =>
      void this.#envelopes.set(accepted.hostSeq, { accepted, envelope }),
    read: async (hostSeq, digest) => {
      const envelope = this.#envelopes.get(hostSeq)?.envelope;
      return envelope !== undefined && envelopeDigest(envelope) === digest ? envelope : undefined;
    },
    keepOnly: async (hostSeqs) => {
      for (const seq of this.#envelopes.keys()) {
        if (!hostSeqs.includes(seq)) this.#envelopes.delete(seq);
      }
    },
  };

  readonly dropIns: DropIns = {
    present: async (dropIns) =>
      dropIns.filter((one) => this.#dropIns.get(dropInPath(one)) === dropInText(one)),
    write: async (dropIns) => dropIns.forEach((one) => this.#writeDropIn(one)),
    remove: async (dropIns) => dropIns.forEach((one) => this.#dropIns.delete(dropInPath(one))),
  };

  readonly credstore: Credstore = {
    problemOf: () => undefined,
    pathOf: (store, name) => `${store}/${name}`,
    digests: async (store, names) =>
      new Map(
        names.flatMap((name) => {
          const text = this.store(store).get(name);
          return text === undefined ? [] : [[name, sha256(text)] as const];
        }),
      ),
    read: async (store, name) => this.store(store).get(name),
    stage: async (store, files) => this.#stage(store, files),
    remove: async (store, names) => names.forEach((name) => this.store(store).delete(name)),
    clean: async () => undefined,
  };

  readonly copies: SealedCopies = {
    read: async (uid, digest) => this.#copies.get(uid)?.get(digest),
    keep: async (uid, texts) => {
      const there = this.#copies.get(uid) ?? [];
      const added = texts.map((text) => [sha256(text), text] as const);
      this.#copies.set(uid, new Map([...there, ...added]));
    },
    digests: async (uid) => [...(this.#copies.get(uid)?.keys() ?? [])],
    keepOnly: async (uid, digests) => {
      const kept = [...(this.#copies.get(uid) ?? [])].filter(([digest]) => digests.has(digest));
      this.#copies.set(uid, new Map(kept));
    },
    keepOnlyOf: async () => undefined,
  };

  /** Versions of which there is a copy. */
  async copiedVersions(uid: string): Promise<readonly number[]> {
    const digests = await this.copies.digests(uid);
    return digests.map((digest) => this.#versions.get(`${uid}/${digest}`) ?? 0);
  }

  store(name: StoreName): Files {
    const files = this.#stores.get(name) ?? new Map<string, Uint8Array>();
    this.#stores.set(name, files);
    return files;
  }

  openJournal(hostUid: string): Journal {
    let state: JournalState = this.#records.reduce(foldRecord, EMPTY_STATE);
    const append = async (...records: readonly JournalRecord[]): Promise<void> => {
      // As on disk: what is not whole JSON does not come back.
      const written = records.map((record) => JSON.parse(JSON.stringify(record)) as JournalRecord);
      this.#records.push(...written);
      written.forEach((record) => this.#noteVersion(record));
      state = written.reduce(foldRecord, state);
    };
    if (state.hostUid !== hostUid) void append({ kind: 'host', hostUid });
    const missing = this.envelopes.accepted().filter(({ hostSeq }) => hostSeq > state.hostSeq);
    if (missing.length > 0) void append(...missing);
    const compact = async (): Promise<void> => {
      this.#records = [...recordsOf(state)];
    };
    return { state: () => state, append, appendLazily: append, compact };
  }

  #stage(store: StoreName, files: readonly SealedFile[]): StagedFiles {
    return {
      install: async () => files.forEach(({ name, text }) => this.store(store).set(name, text)),
      discard: async () => undefined,
    };
  }

  #noteVersion(record: JournalRecord): void {
    if (record.kind !== 'installing' || record.plan.next === null) return;
    const { version, items } = record.plan.next;
    for (const item of items) this.#versions.set(`${record.uid}/${item.sealedDigest}`, version);
  }

  #writeDropIn(dropIn: DropIn): void {
    const text = dropInText(dropIn);
    if (text !== undefined) this.#dropIns.set(dropInPath(dropIn), text);
  }
}

function sha256(text: Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
