/**
 * What every verb receives: the outside world, so that a test can give it another one.
 * @module
 */
import type { Clock } from '#src/clock/clock.ts';
import type { Random } from '#src/random/random.ts';
import type { Api } from './api/api.ts';
import type { AuditClient } from './audit/audit-client.ts';
import type { RetentionClient } from './audit/retention-client.ts';
import type { ExitCode } from './exit-codes.ts';
import type { KeysClient } from './keys/keys-client.ts';
import type { Purpose } from './kube/operator-secret.ts';
import type { ControllerOptions, GlobalOptions, UpOptions } from './options.ts';
import type { ReadPrivateKey } from './pcr/private-key.node.ts';
import type { Printer } from './print.ts';
import type { Query } from './query/query.ts';

export type CliContext = {
  readonly print: Printer;
  readonly clock: Clock;
  readonly random: Random;
  /** Aborts when the person presses Ctrl-C. */
  readonly signal: AbortSignal;
  readonly files: CliFiles;
  /** Of whoever signs PCR states. */
  readonly readPrivateKey: ReadPrivateKey;
  readonly api: (options: GlobalOptions) => Promise<Api>;
  /** `audit`: a certificate that may ask about the past is enough. */
  readonly query: (options: GlobalOptions, purpose?: 'query' | 'audit') => Promise<Query>;
  /** The audit log as evidence. */
  readonly audit: (options: GlobalOptions) => Promise<AuditClient>;
  /** What of it is kept; who changes that needs the certificate of those who may rotate. */
  readonly retention: (options: GlobalOptions, purpose: Purpose) => Promise<RetentionClient>;
  /** Of -n, else of the kubeconfig's context. */
  readonly namespace: (options: GlobalOptions) => Promise<string>;
  /** Rotation of keys, for those who may. */
  readonly keys: (options: GlobalOptions) => Promise<KeysClient>;
  /** What an agent pins, when the kubeconfig knows the controller's CAs: the present one and the next. */
  readonly caPins: (options: GlobalOptions) => Promise<readonly string[]>;
  readonly processes: Processes;
  /** Set by the verb that ran; 0 unless one says otherwise. */
  readonly exitWith: (code: ExitCode) => void;
};

export interface CliFiles {
  /** `-` is standard input. */
  read(path: string): Promise<Uint8Array>;
  /** Creates it 0600; refuses one that exists. */
  writeNew(path: string, text: string): Promise<void>;
  /** Names in a folder; undefined when it is none. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** Large ones, piece by piece; `-` is standard input. */
  chunks(path: string): AsyncIterable<Uint8Array>;
  /** As writeNew; leaves nothing when the pieces end with an error. */
  writeNewChunks(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
}

/** The long-running halves, loaded only when asked for. */
export interface Processes {
  /** `onReady` is told the administrator's kubeconfig. */
  up(options: UpOptions, onReady: (kubeconfig: string) => void): Promise<void>;
  controller(options: ControllerOptions): Promise<void>;
  agent(argv: readonly string[]): Promise<void>;
  agentUsage(): Promise<string>;
  demo(argv: readonly string[]): Promise<ExitCode>;
}
