/**
 * Accepts pushes durably: verified, opened, checked, stored. What follows is the worker's.
 * @module
 */
import { disposeIntents } from '#src/envelope/open-intents.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { OpenedIntent } from '#src/intent/intent.ts';
import type { InventoryItem } from '#src/intent/report.ts';
import type { Logger } from '#src/log/logger.ts';
import { Mutex } from '#src/sync/mutex.ts';
import { neededKxEpochs } from './needed-kx-epochs.ts';
import { acceptedIntent, refusalOfPush } from './check-push.ts';
import type { ApplyContext } from './context.ts';
import { envelopeDigest, type Envelopes } from './envelopes.node.ts';
import type { Accepted, AcceptedIntent, CredentialRecord } from './journal-records.ts';
import type { Pending } from './journal-state.ts';
import { type Kept, OpenedIntents } from './opened-intents.ts';
import { isSettled, sealRequestOf } from './reports.ts';
import { isSealedToTpm, sealItems } from './seal-items.ts';
import type { ApplyEngine, ForgetKeys, OpenEnvelope } from './ports.ts';
import { Worker } from './worker.ts';

export type EngineOptions = {
  readonly context: Omit<ApplyContext, 'signal'>;
  readonly openEnvelope: OpenEnvelope;
  readonly envelopes: Envelopes;
  readonly forgetKeys: ForgetKeys;
  /** Called before what was pushed for these HostCredentials is looked at; never rejects. */
  readonly beforeAccept?: (uids: readonly string[]) => Promise<void>;
  /** Called after each batch: other things lie on the host now. */
  readonly onApplied?: () => void;
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
};

type Taken = Kept & { readonly accepted: AcceptedIntent };

export function createEngine(options: EngineOptions): ApplyEngine {
  return new Engine(options);
}

class Engine implements ApplyEngine {
  readonly #options: EngineOptions;
  readonly #opened: OpenedIntents;
  readonly #worker: Worker;
  readonly #accepting = new Mutex();

  constructor(options: EngineOptions) {
    this.#options = options;
    const { context, envelopes, openEnvelope } = options;
    const pending = (): readonly Pending[] => context.journal.state().pending;
    this.#opened = new OpenedIntents({ envelopes, openEnvelope, pending });
    this.#worker = new Worker({
      opened: this.#opened,
      log: options.log,
      tidy: async () => {
        await this.tidy();
        options.onApplied?.();
      },
    });
  }

  hostSeq(): number {
    return this.#options.context.journal.state().hostSeq;
  }

  inventory(): readonly InventoryItem[] {
    const { credentials } = this.#options.context.journal.state();
    return [...credentials.values()].map(inventoryItem);
  }

  async accept(envelope: Uint8Array): Promise<void> {
    await this.#accepting.run(async () => {
      const { hostSeq, intents } = await this.#options.openEnvelope(envelope, this.hostSeq());
      try {
        await this.#options.beforeAccept?.(intents.map(({ intent }) => intent.uid));
        await this.#check(intents);
        await this.#store(
          hostSeq,
          envelope,
          intents.map((intent) => this.#take(intent)),
        );
      } catch (error) {
        disposeIntents(intents);
        throw error;
      }
    });
    this.#worker.wake();
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    return this.#accepting.run(work);
  }

  /** Never while a push is being stored: its envelope is not in the journal yet. */
  async tidy(): Promise<void> {
    await this.#accepting.run(async () => {
      const { context, envelopes, forgetKeys } = this.#options;
      const { pending } = context.journal.state();
      await envelopes.keepOnly(pending.map(({ hostSeq }) => hostSeq));
      this.#opened.tidy();
      await forgetKeys(async () => neededKxEpochs(envelopes, pending));
      if (pending.length === 0) await context.journal.compact();
    });
  }

  async run(signal: AbortSignal): Promise<void> {
    const { context, log } = this.#options;
    const warn = (error: unknown): void => log.warn({ err: error }, 'not everything is in order');
    await this.tidy().catch(warn);
    await context.credstore.clean().catch(warn);
    // Which units use which credentials takes longest to learn: before the first push, not during it.
    context.systemd.loadedServices().catch(warn);
    await this.#worker.run({ ...context, signal });
  }

  async #check(intents: readonly OpenedIntent[]): Promise<void> {
    const { context } = this.#options;
    const refusal = refusalOfPush({
      intents,
      state: context.journal.state(),
      allow: await context.readAllowList(),
      systemdVersion: await context.systemd.version(),
      isProviding: context.isProviding === true,
    });
    if (refusal !== undefined) throw new CredfleetError(refusal.code, refusal.message);
    if (intents.some(({ intent }) => isSealedToTpm(intent))) await context.refuseLockedOut();
  }

  /** Sealing begins at once: it changes nothing on the host, and the disk takes as long as the TPM. */
  #take(intent: OpenedIntent): Taken {
    const { context } = this.#options;
    const accepted = acceptedIntent(intent);
    const kept = { intent, accepted, acceptedAtMs: context.clock.nowMs() };
    const record = context.journal.state().credentials.get(accepted.uid);
    const isNeeded = record === undefined || !isSettled(record, accepted);
    if (!isNeeded || intent.items.length === 0) return kept;
    const sealing = sealItems(context, intent);
    // Who applies it hears of a failure, whenever that is.
    sealing.catch(() => undefined);
    return { ...kept, sealing };
  }

  /** The envelope first: a record in the journal means that there is something to open. After a crash the journal learns of it. */
  async #store(hostSeq: number, envelope: Uint8Array, taken: readonly Taken[]): Promise<void> {
    const { context, envelopes } = this.#options;
    const intents = taken.map(({ accepted }) => accepted);
    const digest = envelopeDigest(envelope);
    const accepted = { kind: 'accepted', hostSeq, envelopeDigest: digest, intents } as const;
    try {
      await envelopes.store(accepted, envelope);
      context.reach('envelope-stored');
      this.#opened.keep(hostSeq, taken);
      await this.#note(accepted);
    } catch (error) {
      this.#opened.forget(
        hostSeq,
        taken.map(({ intent }) => intent),
      );
      // It reads the content that is wiped next.
      await Promise.allSettled(taken.map(async ({ sealing }) => sealing));
      throw error;
    }
    context.reach('accepted');
  }

  async #note(accepted: Accepted): Promise<void> {
    const { context, envelopes } = this.#options;
    try {
      await context.journal.appendLazily(accepted);
    } catch (error) {
      // What is refused must not be in effect after the next start.
      await envelopes.keepOnly(context.journal.state().pending.map(({ hostSeq }) => hostSeq));
      throw error;
    }
  }
}

function inventoryItem({
  uid,
  namespace,
  name,
  phase,
  held,
  version,
}: CredentialRecord): InventoryItem {
  return {
    uid,
    namespace,
    name,
    version: held?.version ?? (phase === 'Removed' ? version : 0),
    digest: held?.digest ?? '',
    state: phase,
    ...sealRequestOf(held),
  };
}
