/**
 * When the alerts about hosts, HostCredentials and rollouts fire.
 * @module
 */
import { type AlertCases, DAY, DB, events, grows, holds, OF_DB, ofEvent } from './situations.ts';

const revoke = `rollout_info{namespace="payments",name="db",rollout="r",type="Revoke",state="Progressing"}`;
const stalled = (reason: string) =>
  `rollout_info{namespace="payments",name="db",rollout="r",type="Update",state="Paused",reason="${reason}"}`;

export const fleetAlerts: Readonly<Record<string, AlertCases>> = {
  CredfleetControllerDown: {
    fires: [{ series: { 'build_info{version="1"}': '1x5 stale _x60' }, at: '20m' }],
    quiet: [
      { series: { 'build_info{version="1"}': '1x60' }, at: '30m' },
      { series: { 'build_info{version="1"}': '1x5 stale _x5 1x60' }, at: '20m' },
    ],
  },
  CredfleetRolloutPaused: holds('rollouts{state="Paused"}', {
    bad: '1x60',
    good: '0x60',
    at: '11m',
    early: '9m',
  }),
  CredfleetRolloutStalled: {
    fires: [{ series: { [stalled('ProgressDeadlineExceeded')]: '1x10' }, at: '2m' }],
    quiet: [{ series: { [stalled('ByUser')]: '1x10' }, at: '5m' }],
  },
  CredfleetRevocationIncomplete: holds(revoke, {
    bad: '1x90',
    good: '1x10 stale',
    at: '61m',
    early: '59m',
    labels: DB,
  }),
  CredfleetFreezeForgotten: {
    fires: [{ series: { change_freeze_start_timestamp_seconds: `-${8 * DAY}x5` }, at: '1m' }],
    quiet: [{ series: { change_freeze_start_timestamp_seconds: `-${6 * DAY}x5` }, at: '1m' }],
  },
  CredfleetPausedWithExpiringCredential: {
    fires: [
      {
        series: {
          'rollouts{state="Paused"}': '1x60',
          [`credential_not_after_timestamp_seconds${OF_DB}`]: `${2 * DAY}x60`,
        },
        at: '11m',
      },
    ],
    quiet: [
      {
        series: {
          'rollouts{state="Paused"}': '1x60',
          [`credential_not_after_timestamp_seconds${OF_DB}`]: `${4 * DAY}x60`,
        },
        at: '11m',
      },
      {
        series: {
          'rollouts{state="Paused"}': '0x60',
          [`credential_not_after_timestamp_seconds${OF_DB}`]: `${2 * DAY}x60`,
        },
        at: '11m',
      },
    ],
  },
  CredfleetCredentialExpiring: holds(`credential_not_after_timestamp_seconds${OF_DB}`, {
    bad: `${6 * DAY}x90`,
    good: `${8 * DAY}x90`,
    at: '61m',
    early: '59m',
    labels: DB,
  }),
  CredfleetSealExpiring: holds(`credential_seal_not_after_timestamp_seconds${OF_DB}`, {
    bad: '3000x20',
    good: '9000x20',
    at: '6m',
    early: '4m',
    labels: DB,
  }),
  CredfleetCredentialNotReady: holds(`credential_ready${OF_DB}`, {
    bad: '0x60',
    good: '1x60',
    at: '31m',
    early: '29m',
    labels: DB,
  }),
  CredfleetNotConverged: holds(`credential_converged${OF_DB}`, {
    bad: '0x400',
    good: '1x400',
    at: '361m',
    early: '359m',
    labels: DB,
  }),
  CredfleetSourceUnresolved: holds('sources_unresolved', {
    bad: '2x60',
    good: '0x60',
    at: '16m',
    early: '14m',
  }),
  CredfleetHostsAway: {
    fires: [
      { series: { 'hosts{state="away"}': '2x60', 'hosts{state="connected"}': '8x60' }, at: '16m' },
      { series: { 'hosts{state="away"}': '9x60' }, at: '16m' },
    ],
    quiet: [
      { series: { 'hosts{state="away"}': '1x60', 'hosts{state="connected"}': '9x60' }, at: '16m' },
      {
        series: { 'hosts{state="connected"}': '9x60', 'hosts{state="revoked"}': '9x60' },
        at: '16m',
      },
    ],
  },
  CredfleetHostHeld: holds('host_blocks{kind="Clone"}', {
    bad: '1x20',
    good: '0x20',
    at: '6m',
    early: '4m',
  }),
  CredfleetHostTpmLockedOut: holds('host_tpms{state="locked_out"}', {
    bad: '1x20',
    good: '0x20',
    at: '6m',
    early: '4m',
  }),
  CredfleetHostAlarm: grows(events('host.alarm'), ofEvent('host.alarm')),
  CredfleetApplyFailures: grows('host_apply_total{result="rolled_back"}', {
    result: 'rolled_back',
  }),
  CredfleetSealLost: grows(events('host.version.sealLost'), ofEvent('host.version.sealLost')),
  CredfleetDriftDetected: grows(
    events('host.version.driftDetected'),
    ofEvent('host.version.driftDetected'),
  ),
  CredfleetEnrolmentsRefused: {
    fires: [
      {
        series: { 'enrolments_total{result="refused"}': '0x30 20x30' },
        at: '35m',
        labels: { result: 'refused' },
      },
    ],
    quiet: [
      { series: { 'enrolments_total{result="refused"}': '0x30 5x30' }, at: '35m' },
      { series: { 'enrolments_total{result="enrolled"}': '0x30 99x30' }, at: '35m' },
    ],
  },
  CredfleetHostCertificatesExpired: holds('host_certificates{state="expired"}', {
    bad: '1x1500',
    good: '0x1500',
    at: '1441m',
    early: '1439m',
    labels: { state: 'expired' },
  }),
  CredfleetCaExpiring: {
    fires: [{ series: { ca_not_after_timestamp_seconds: `${364 * DAY}x5` }, at: '1m' }],
    quiet: [{ series: { ca_not_after_timestamp_seconds: `${366 * DAY}x5` }, at: '1m' }],
  },
};
