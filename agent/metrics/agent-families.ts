/**
 * What this host's agent says of itself, as metrics. Pure. Numbers only: no name of a host, a credential or a unit.
 * @module
 */
import { type Family, gauge } from '#src/metrics/families.ts';
import type { TpmSeen } from '#src/intent/report.ts';

export type AgentNow = {
  readonly version: string;
  readonly isConnected: boolean;
  /** When a session was last up; 0: never since the host booted. */
  readonly lastContactMs: number;
  /** At the last look; undefined: there is none, or nobody has looked yet. */
  readonly tpm: TpmSeen | undefined;
  /** Absent until the agent knows. */
  readonly sealed?: number;
  /** Absent until the host is enrolled. */
  readonly certificateNotAfterMs?: number;
};

export function agentFamilies(now: AgentNow): readonly Family[] {
  return [
    gauge('agent_build_info', 'The release that runs', [
      { labels: { version: now.version }, value: 1 },
    ]),
    one('session_connected', 'The controller has welcomed this host', now.isConnected),
    one(
      'last_contact_timestamp_seconds',
      'When a session with the controller was last up; 0 is never since the host booted',
      now.lastContactMs / 1000,
    ),
    one('sealed_credentials', 'Sealed files that the agent keeps', now.sealed),
    one(
      'certificate_not_after_timestamp_seconds',
      "When this host's certificate ends",
      now.certificateNotAfterMs === undefined ? undefined : now.certificateNotAfterMs / 1000,
    ),
    ...tpmFamilies(now.tpm),
  ];
}

function tpmFamilies(tpm: AgentNow['tpm']): readonly Family[] {
  const lockout = tpm?.kind === 'answers' ? tpm.lockout : undefined;
  return [
    one('tpm_up', 'The TPM answers', tpm && tpm.kind === 'answers'),
    one('tpm_locked_out', 'Nothing that is sealed to the TPM opens', lockout?.isLockedOut),
    one('tpm_lockout_counter', 'Failed authorisations that the TPM counts', lockout?.counter),
    one('tpm_lockout_max', 'Failed authorisations that lock the TPM', lockout?.max),
  ];
}

/** Without a sample when nothing is known. */
function one(name: string, help: string, value: number | boolean | undefined): Family {
  const samples = value === undefined ? [] : [{ labels: {}, value: Number(value) }];
  return gauge(`agent_${name}`, help, samples);
}
