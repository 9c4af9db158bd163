/**
 * Opens the provider before anything else: units may be starting, whatever the agent still has to do before it can
 * work. Without a socket the agent goes on, and what is to be fetched is refused when it is sent.
 * @module
 */
import { readJournal } from '#agent/apply/journal.node.ts';
import type { JournalState } from '#agent/apply/journal-state.ts';
import { type AgentConfig, statePaths, storePaths } from '#agent/config.ts';
import { createCredstore } from '#agent/install/credstore.node.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import { answerTo } from './answer.ts';
import { Provider, type ProviderParts } from './serve.node.ts';

export type Providing = AsyncDisposable & {
  /** False: units cannot fetch anything here; the reason is in the log. */
  readonly isOpen: boolean;
  /** From now on this says what may be handed out, and not what the journal said at the start. */
  follow(state: () => JournalState): void;
};

export type ProvidingParts = Pick<ProviderParts, 'log'> & {
  readonly config: Pick<AgentConfig, 'stateDir' | 'credstores' | 'provider'>;
};

/** @throws {CredfleetError} STATE_CORRUPT, STATE_UNWRITABLE */
export async function openProviding({ config, log }: ProvidingParts): Promise<Providing> {
  const atStart = await readJournal(statePaths(config.stateDir).journal);
  let current = (): JournalState => atStart;
  const parts = { state: () => current(), credstore: createCredstore(storePaths(config)) };
  const provider = await tryToOpen({
    listening: config.provider,
    answer: async (peer) => answerTo(parts, peer),
    log,
  });
  return {
    isOpen: provider !== undefined,
    follow: (state) => {
      current = state;
    },
    [Symbol.asyncDispose]: async () => provider?.[Symbol.asyncDispose](),
  };
}

async function tryToOpen(parts: ProviderParts): Promise<Provider | undefined> {
  try {
    return await Provider.open(parts);
  } catch (reason) {
    const { code, message } = CredfleetError.from(reason, 'DELIVERY_UNSUPPORTED', 'providing');
    parts.log.warn({ code }, `no delivery by socket: ${message}`);
    return undefined;
  }
}
