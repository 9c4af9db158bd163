/**
 * What a testbed and its keeper say to each other over the IPC channel.
 * @module
 */
import type { SoftwareTpmOptions } from './tpm/software-tpm.ts';

export type KeeperCommand =
  | { readonly kind: 'addTpm'; readonly options: SoftwareTpmOptions }
  | { readonly kind: 'powerOn'; readonly firmware: string }
  | { readonly kind: 'powerOff'; readonly shutdown: boolean }
  | { readonly kind: 'takeAway' }
  | { readonly kind: 'giveBack' }
  | { readonly kind: 'execute'; readonly command: Uint8Array }
  /** The testbed is closed in order: switch everything off and end. */
  | { readonly kind: 'quit' };

export type KeeperRequest = {
  readonly id: number;
  /** Name of the host whose TPM is meant; empty for `quit`. */
  readonly host: string;
  readonly command: KeeperCommand;
};

export type KeeperReply =
  | { readonly id: number; readonly ok: true; readonly response?: Uint8Array }
  | { readonly id: number; readonly ok: false; readonly message: string };
