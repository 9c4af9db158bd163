/**
 * The port for running another program: never through a shell, secrets on standard input only.
 * @module
 */
export type ExecRequest = {
  readonly file: string;
  readonly args: readonly string[];
  /** Written to standard input. Secrets travel here, never in `args`. */
  readonly stdin?: Uint8Array;
  readonly timeoutMs: number;
  /** Added to the minimal environment (PATH, LC_ALL, SYSTEMD_TPM2_DEVICE where set). Never a secret. */
  readonly env?: Readonly<Record<string, string>>;
};

export type ExecResult = {
  /** The exit code; 128 + n when ended by signal n. */
  readonly exitCode: number;
  /** At most 4 MiB. The caller owns it, and wipes it when it may be a secret. */
  readonly stdout: Uint8Array;
  /** UTF-8, at most 64 KiB. */
  readonly stderr: string;
};

/** Resolves with any exit code; rejects with COMMAND_FAILED when it cannot start, times out or says too much. */
export type Exec = (request: ExecRequest) => Promise<ExecResult>;
