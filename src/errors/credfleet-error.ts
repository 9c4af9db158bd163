/**
 * The one error class and its closed table of codes. The code decides whether to retry, which
 * condition reason an object shows and which gRPC status a peer sees; docs/errors.md lists them all.
 * @module
 */

/** `never`: a person must change something. `backoff`: try again with jitter. A number: milliseconds. */
export type Retry = 'never' | 'backoff' | number;

type CodeSpec = { readonly reason: string; readonly retry: Retry };

export const errorCodes = {
  // Envelope, as checked by a host before anything else happens.
  ENVELOPE_MALFORMED: { reason: 'EnvelopeMalformed', retry: 'never' },
  ENVELOPE_SIGNATURE_INVALID: { reason: 'EnvelopeSignatureInvalid', retry: 'never' },
  ENVELOPE_WRONG_HOST: { reason: 'EnvelopeWrongHost', retry: 'never' },
  ENVELOPE_REPLAYED: { reason: 'EnvelopeReplayed', retry: 'never' },
  ENVELOPE_EXPIRED: { reason: 'EnvelopeExpired', retry: 'backoff' },
  ENVELOPE_UNOPENABLE: { reason: 'EnvelopeUnopenable', retry: 'never' },
  ENVELOPE_TOO_LARGE: { reason: 'EnvelopeTooLarge', retry: 'never' },
  VERSION_NOT_NEWER: { reason: 'VersionNotNewer', retry: 'never' },

  // What a host refuses before sealing.
  CREDENTIAL_NAME_INVALID: { reason: 'InvalidCredentialName', retry: 'never' },
  CREDENTIAL_NAME_RESERVED: { reason: 'ReservedCredentialName', retry: 'never' },
  CREDENTIAL_NAME_NOT_ALLOWED: { reason: 'CredentialNameNotAllowed', retry: 'never' },
  CREDENTIAL_NAME_CONFLICT: { reason: 'CredentialNameConflict', retry: 'never' },
  CREDENTIAL_TOO_LARGE: { reason: 'CredentialTooLarge', retry: 'never' },
  UNIT_NOT_ALLOWED: { reason: 'UnitNotAllowed', retry: 'never' },
  UNIT_NOT_FOUND: { reason: 'UnitNotFound', retry: 'never' },
  UNIT_MASKED: { reason: 'UnitMasked', retry: 'never' },
  DELIVERY_UNSUPPORTED: { reason: 'DeliveryUnsupported', retry: 'never' },
  SYSTEMD_TOO_OLD: { reason: 'SystemdTooOld', retry: 'never' },
  BOOT_NOT_HANDED_OVER: { reason: 'BootNotHandedOver', retry: 'never' },
  PREEXISTING_FAILURE: { reason: 'PreexistingFailure', retry: 'never' },

  // Sealing on the host.
  SEAL_FAILED: { reason: 'SealFailed', retry: 'backoff' },
  SEAL_WEAKER_THAN_ASKED: { reason: 'SealWeakerThanAsked', retry: 'never' },
  SEAL_UNREADABLE: { reason: 'SealUnreadable', retry: 'backoff' },
  SEALED_FILE_MALFORMED: { reason: 'SealedFileMalformed', retry: 'never' },
  TPM_MISSING: { reason: 'TpmMissing', retry: 'never' },
  TPM_UNAVAILABLE: { reason: 'TpmUnavailable', retry: 'backoff' },
  TPM_LOCKED_OUT: { reason: 'TpmLockedOut', retry: 600_000 },
  HOST_KEY_MISSING: { reason: 'HostKeyMissing', retry: 'never' },
  PCR_NOT_SIGNED: { reason: 'PcrNotSigned', retry: 'backoff' },
  PCR_SIGNATURE_INVALID: { reason: 'PcrSignatureInvalid', retry: 'never' },
  PCR_SIGNATURES_FOREIGN: { reason: 'PcrSignaturesForeign', retry: 'never' },

  // The TPM itself, as our own commands meet it.
  TPM_HUNG: { reason: 'TpmHung', retry: 'backoff' },
  TPM_BUSY: { reason: 'TpmBusy', retry: 'backoff' },
  TPM_FAILURE_MODE: { reason: 'TpmFailureMode', retry: 'never' },
  TPM_HIERARCHY_DISABLED: { reason: 'TpmHierarchyDisabled', retry: 'never' },
  TPM_INTEGRITY: { reason: 'TpmIntegrity', retry: 'never' },
  TPM_REFUSED: { reason: 'TpmRefused', retry: 'backoff' },
  TPM_DATA_MALFORMED: { reason: 'TpmDataMalformed', retry: 'backoff' },

  // Credstore, journal and spool of the host.
  CREDSTORE_READ_ONLY: { reason: 'CredstoreReadOnly', retry: 'never' },
  CREDSTORE_FULL: { reason: 'CredstoreFull', retry: 'backoff' },
  CREDSTORE_UNWRITABLE: { reason: 'CredstoreUnwritable', retry: 'backoff' },
  STATE_UNWRITABLE: { reason: 'StateUnwritable', retry: 'backoff' },
  STATE_CORRUPT: { reason: 'StateCorrupt', retry: 'never' },

  // What is installed is not in order any more.
  DRIFT_DETECTED: { reason: 'DriftDetected', retry: 'backoff' },
  SEAL_EXPIRING: { reason: 'SealExpiring', retry: 'backoff' },
  SEAL_LOST: { reason: 'SealLost', retry: 'backoff' },

  // Activation and proof.
  SYSTEMD_UNREACHABLE: { reason: 'SystemdUnreachable', retry: 'backoff' },
  UNIT_RESTART_FAILED: { reason: 'UnitRestartFailed', retry: 'never' },
  UNIT_RESTART_TIMEOUT: { reason: 'UnitRestartTimeout', retry: 'never' },
  UNIT_NOT_RESTARTED: { reason: 'UnitNotRestarted', retry: 'never' },
  UNIT_UNHEALTHY: { reason: 'UnitUnhealthy', retry: 'never' },
  UNIT_START_LIMIT_HIT: { reason: 'UnitStartLimitHit', retry: 'never' },
  ORDERED_UNIT_FAILED: { reason: 'OrderedUnitFailed', retry: 'never' },
  LOADED_CONTENT_DIFFERS: { reason: 'LoadedContentDiffers', retry: 'never' },
  PROBE_FAILED: { reason: 'ProbeFailed', retry: 'never' },
  ROLLBACK_FAILED: { reason: 'RollbackFailed', retry: 'never' },

  // Session and enrolment.
  MESSAGE_INVALID: { reason: 'MessageInvalid', retry: 'never' },
  HOST_CODE_UNKNOWN: { reason: 'HostCodeUnknown', retry: 'never' },
  PROTOCOL_UNSUPPORTED: { reason: 'ProtocolUnsupported', retry: 'never' },
  HOST_NOT_ADMITTED: { reason: 'HostNotAdmitted', retry: 'never' },
  ENROLMENT_REFUSED: { reason: 'EnrolmentRefused', retry: 'backoff' },
  ENROLMENT_PENDING: { reason: 'AwaitingDecision', retry: 5_000 },
  CONTROLLER_UNTRUSTED: { reason: 'ControllerUntrusted', retry: 'backoff' },
  CONTROLLER_UNREACHABLE: { reason: 'ControllerUnreachable', retry: 'backoff' },
  SESSION_CLOSED: { reason: 'SessionClosed', retry: 'backoff' },
  LOST_CONTACT: { reason: 'LostContact', retry: 'never' },
  TRUST_UPDATE_REFUSED: { reason: 'TrustUpdateRefused', retry: 'backoff' },
  KEYS_NOT_ROTATED: { reason: 'KeysNotRotated', retry: 'never' },
  PUSHES_HELD: { reason: 'PushesHeld', retry: 'never' },

  // API objects and the controller's own stores.
  OBJECT_INVALID: { reason: 'Invalid', retry: 'never' },
  OBJECT_NOT_FOUND: { reason: 'NotFound', retry: 'never' },
  OBJECT_EXISTS: { reason: 'AlreadyExists', retry: 'never' },
  OBJECT_CONFLICT: { reason: 'Conflict', retry: 'backoff' },
  API_FORBIDDEN: { reason: 'Forbidden', retry: 'never' },
  API_UNAVAILABLE: { reason: 'ApiUnavailable', retry: 'backoff' },
  STORE_FAILED: { reason: 'StoreFailed', retry: 'backoff' },
  STORE_KEY_MISSING: { reason: 'StoreKeyMissing', retry: 'never' },
  AUDIT_PRUNED: { reason: 'AuditPruned', retry: 'never' },
  ARCHIVE_DAMAGED: { reason: 'ArchiveDamaged', retry: 'never' },
  SINK_FAILED: { reason: 'SinkFailed', retry: 'backoff' },
  CONTENT_UNREADABLE: { reason: 'ContentUnreadable', retry: 'never' },

  // Anything a person typed or configured.
  USAGE: { reason: 'Usage', retry: 'never' },
  VERB_REFUSED: { reason: 'VerbRefused', retry: 'never' },
  CONFIG_INVALID: { reason: 'ConfigInvalid', retry: 'never' },
  FILE_FAILED: { reason: 'FileFailed', retry: 'backoff' },
  COMMAND_FAILED: { reason: 'CommandFailed', retry: 'backoff' },
} as const satisfies Record<string, CodeSpec>;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCodes, text);
}

/** The condition reason that an object shows for this code, CamelCase. */
export function reasonOf(code: ErrorCode): string {
  return errorCodes[code].reason;
}

export class CredfleetError extends Error {
  readonly code: ErrorCode;

  /**
   * @param message names the object, the cause and, where there is one, the next command. Never a value.
   */
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CredfleetError';
    this.code = code;
  }

  /** When to try again; see {@link Retry}. */
  get retry(): Retry {
    return errorCodes[this.code].retry;
  }

  /** Keeps a CredfleetError as it is; wraps anything else under `code`, saying what was being done. */
  static from(reason: unknown, code: ErrorCode, doing: string): CredfleetError {
    if (reason instanceof CredfleetError) return reason;
    const detail = reason instanceof Error ? reason.message : String(reason);
    return new CredfleetError(code, `${doing}: ${detail}`, { cause: reason });
  }
}
