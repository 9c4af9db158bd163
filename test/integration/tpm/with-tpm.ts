/**
 * Tests with a real TPM: a connection per test, and what went over it.
 * @module
 */
import { openTransport } from '#agent/tpm/open-tpm.node.ts';
import { systemClock } from '#src/clock/clock.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { listHandles } from '#src/tpm/commands/state.ts';
import { Tpm } from '#src/tpm/commands/tpm.ts';
import type { TpmTransport } from '#src/tpm/transport.ts';

export type Recorded = { readonly command: Uint8Array; readonly response: Uint8Array };

export type Connection = {
  readonly tpm: Tpm;
  readonly transport: TpmTransport;
  /** Every exchange, in order. */
  readonly recorded: readonly Recorded[];
};

export async function withTpm<T>(
  tcti: string,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  await using open = await openTransport(tcti);
  const recorded: Recorded[] = [];
  const transport: TpmTransport = {
    transmit: async (command) => {
      const response = await open.transmit(command);
      recorded.push({ command: Buffer.from(command), response: Buffer.from(response) });
      return response;
    },
  };
  const tpm = new Tpm({ transport, clock: systemClock, random: systemRandom });
  // Awaited here: the connection closes when this block ends.
  return await work({ tpm, transport, recorded });
}

/** Everything that takes up room in the TPM. */
export async function leftBehind(tpm: Tpm): Promise<readonly number[]> {
  const sessions = await listHandles(tpm, 'loadedSession');
  const saved = await listHandles(tpm, 'savedSession');
  return [...sessions, ...saved, ...(await listHandles(tpm, 'transient'))];
}

export function contains(exchanges: readonly Recorded[], bytes: Uint8Array): boolean {
  const wire = exchanges.flatMap(({ command, response }) => [command, response]);
  return wire.some((frame) => Buffer.from(frame).includes(bytes));
}
