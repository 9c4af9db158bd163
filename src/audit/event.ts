/**
 * What an audit event says. No secret bytes, no unkeyed digest, ever.
 * @module
 */
export type AuditEventType =
  | `intent.${'created' | 'changed' | 'deleted'}`
  | `version.${'created' | 'rejected' | 'revoked'}`
  | `rollout.${'planned' | 'started' | 'step.completed' | 'paused' | 'resumed' | 'promoted' | 'approved' | 'aborted' | 'superseded' | 'succeeded' | 'failed'}`
  | `host.${'enrolled' | 'enrolmentRefused' | 'renewed' | 'approved' | 'denied' | 'revoked' | 'readmitted' | 'resumed' | 'connected' | 'disconnected' | 'alarm' | 'attested' | 'attestationRefused'}`
  | `host.pcrSignatures.${'installed' | 'refused'}`
  | `host.tpm.${'lockedOut' | 'recovered'}`
  | `host.version.${'dispatched' | 'refused' | 'sealed' | 'activated' | 'healthy' | 'healthFailed' | 'rolledBack' | 'removed' | 'staged' | 'gone' | 'orphaned' | 'driftDetected' | 'repaired' | 'sealLost' | 'sealExpiring' | 'resealed'}`
  | 'breakglass.used'
  | 'keys.rotated'
  | 'access.denied'
  | `audit.${'checkpoint' | 'archived' | 'pruned' | 'held' | 'holdLifted' | 'sinkBehind' | 'sinkCaughtUp' | 'sinkSkipped'}`;

export type AuditActor = {
  readonly kind: 'user' | 'controller' | 'host';
  readonly id: string;
};

export type AuditSubject = {
  readonly namespace?: string;
  readonly hostCredential?: string;
  readonly uid?: string;
  readonly version?: number;
  readonly rollout?: string;
  readonly host?: string;
  readonly hostUID?: string;
};

export type NewAuditEvent = {
  readonly timeMs: number;
  readonly type: AuditEventType;
  readonly outcome: 'success' | 'failure';
  readonly actor: AuditActor;
  readonly subject: AuditSubject;
  /** Small and flat; keys as in design: contentDigest, sealedDigest, sealKey, unit, invocationID, previousVersion, reason, message. */
  readonly detail: Readonly<Record<string, string | number | boolean>>;
  readonly receipt?: {
    readonly alg: 'Ed25519';
    readonly keyID: string;
    readonly sig: string;
    readonly hostCounter: number;
    readonly bootID: string;
    /** SHA-256 of what the host signed, hex. */
    readonly bodyDigest?: string;
  };
  /** What the host signed, as it came: kept beside the event, not in it. */
  readonly receiptBody?: Uint8Array;
};

export type AuditEvent = Omit<NewAuditEvent, 'receiptBody'> & {
  readonly seq: number;
  /** The hash of the event before, hex; events of releases without a chain have none. */
  readonly prev?: string;
};
