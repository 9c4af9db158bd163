/**
 * What the command line hands to the long-running processes; their main.ts import these types.
 * @module
 */

export type ListenAddress = { readonly host: string; readonly port: number };

/** A PostgreSQL ledger. */
export type LedgerOptions = {
  /** `postgres://USER@HOST/DATABASE`, without a password. */
  readonly url: string;
  readonly passwordFile?: string;
};

/** What is kept of the audit log, and where else it goes. */
export type AuditOptions = {
  /** Folder of archive segments; default: `audit-archive` in the data directory. */
  readonly auditArchive?: string;
  /** Events that are older are archived and pruned; Infinity: never. */
  readonly auditRetentionMs: number;
  /** YAML that names the sinks; default: none. */
  readonly auditSinks?: string;
};

/** `credfleet up`: controller, embedded API and local CA in one process. */
export type UpOptions = AuditOptions & {
  /** Holds the database, the keys and the kubeconfig; created 0700. */
  readonly dataDir: string;
  /** Address that all three ports listen on. */
  readonly listen: string;
  readonly apiPort: number;
  readonly enrollPort: number;
  readonly sessionPort: number;
  /** Names and addresses that go into the server certificate, besides the loopback ones. */
  readonly advertise: readonly string[];
  /** Directory of the intent keys, apart from the others; default: with them. */
  readonly intentKeys?: string;
  /** PEM certificates of TPM manufacturers, a file or a directory; default: no EK certificate is trusted. */
  readonly ekRoots?: string;
  /** Plain HTTP for /metrics, /healthz and /readyz; default: none. */
  readonly metricsListen?: ListenAddress;
  /** Default: SQLite in the data directory. */
  readonly ledger?: LedgerOptions;
  /** Where the administrator's kubeconfig is written; default `DATADIR/kubeconfig`. */
  readonly kubeconfigOut?: string;
};

/** `credfleet controller`: the same controller against the cluster of a kubeconfig. */
export type ControllerOptions = AuditOptions & {
  /** Holds the ledger, unless that is in PostgreSQL; must outlive the process. The keys are a Secret of the cluster. */
  readonly dataDir: string;
  readonly listen: string;
  readonly enrollPort: number;
  readonly sessionPort: number;
  readonly advertise: readonly string[];
  /** Directory of the intent keys, or the Secret, apart from the others; default: with them. */
  readonly intentKeys?: string;
  /** PEM certificates of TPM manufacturers, a file or a directory; default: no EK certificate is trusted. */
  readonly ekRoots?: string;
  /** Plain HTTP for /metrics, /healthz and /readyz; default: none. */
  readonly metricsListen?: ListenAddress;
  /** Default: SQLite in the data directory. */
  readonly ledger?: LedgerOptions;
  /** HTTPS for auditors' questions by REST; default: none. */
  readonly restPort?: number;
  readonly intentKeysSecret?: { readonly namespace: string; readonly name: string };
  /** Absent: the service account of the pod, else KUBECONFIG or ~/.kube/config. */
  readonly kubeconfig?: string;
  readonly context?: string;
};

/** Options that every verb takes. */
export type GlobalOptions = {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
  /** HOST:PORT of the controller's query service, before what the kubeconfig says. */
  readonly controller?: string;
};
