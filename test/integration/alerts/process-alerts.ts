/**
 * When the alerts about the controller itself, its audit log, and agents fire.
 * @module
 */
import { type AlertCases, events, grows, holds, HOST, OF_HOST, ofEvent } from './situations.ts';

const queued = (le: string) =>
  `workqueue_queue_duration_seconds_bucket{name="reconcile",le="${le}"}`;
const asked = (le: string) =>
  `apiserver_request_duration_seconds_bucket{verb="LIST",resource="hosts",le="${le}"}`;

export const processAlerts: Readonly<Record<string, AlertCases>> = {
  CredfleetReconcileFailing: {
    fires: [
      {
        series: { 'reconcile_total{controller="rollouts",result="error"}': '0+1x60' },
        at: '45m',
        labels: { controller: 'rollouts' },
      },
    ],
    quiet: [
      {
        series: { 'reconcile_total{controller="rollouts",result="error"}': '0x5 3x60' },
        at: '45m',
      },
      {
        series: { 'reconcile_total{controller="rollouts",result="success"}': '0+9x60' },
        at: '45m',
      },
    ],
  },
  CredfleetQueueBehind: {
    fires: [
      {
        series: { [queued('5')]: '0+1x60', [queued('10')]: '0+9x60', [queued('+Inf')]: '0+9x60' },
        at: '30m',
        labels: { name: 'reconcile' },
      },
    ],
    quiet: [
      {
        series: { [queued('5')]: '0+9x60', [queued('10')]: '0+9x60', [queued('+Inf')]: '0+9x60' },
        at: '30m',
      },
    ],
  },
  CredfleetApiSlow: {
    fires: [
      {
        series: { [asked('1')]: '0+5x60', [asked('2.5')]: '0+9x60', [asked('+Inf')]: '0+9x60' },
        at: '30m',
      },
    ],
    quiet: [
      {
        series: {
          [asked('1')]: '0+999x60',
          [asked('2.5')]: '0+1000x60',
          [asked('+Inf')]: '0+1000x60',
        },
        at: '30m',
      },
    ],
  },
  CredfleetAgentStale: {
    fires: [
      // A host that stopped telling, and one that never reached its controller.
      {
        series: { [`agent_last_contact_timestamp_seconds${OF_HOST}`]: '0+60x30 1800x60' },
        at: '80m',
        labels: HOST,
      },
      {
        series: { [`agent_last_contact_timestamp_seconds${OF_HOST}`]: '0x90' },
        at: '46m',
        labels: HOST,
      },
    ],
    quiet: [
      { series: { [`agent_last_contact_timestamp_seconds${OF_HOST}`]: '0+60x120' }, at: '110m' },
      {
        series: { [`agent_last_contact_timestamp_seconds${OF_HOST}`]: '0+60x30 1800x60' },
        at: '70m',
      },
    ],
  },
  CredfleetAgentTpmAway: holds(`agent_tpm_up${OF_HOST}`, {
    bad: '0x30',
    good: '1x30',
    at: '16m',
    early: '14m',
    labels: HOST,
  }),
  CredfleetAgentTpmLockout: {
    fires: [
      { series: { [`agent_tpm_locked_out${OF_HOST}`]: '1x30' }, at: '6m', labels: HOST },
      {
        series: {
          [`agent_tpm_locked_out${OF_HOST}`]: '0x30',
          [`agent_tpm_lockout_counter${OF_HOST}`]: '16x30',
          [`agent_tpm_lockout_max${OF_HOST}`]: '32x30',
        },
        at: '6m',
        labels: HOST,
      },
    ],
    quiet: [
      {
        series: {
          [`agent_tpm_locked_out${OF_HOST}`]: '0x30',
          [`agent_tpm_lockout_counter${OF_HOST}`]: '15x30',
          [`agent_tpm_lockout_max${OF_HOST}`]: '32x30',
        },
        at: '20m',
      },
      {
        series: {
          [`agent_tpm_locked_out${OF_HOST}`]: '0x30',
          [`agent_tpm_lockout_counter${OF_HOST}`]: '0x30',
          [`agent_tpm_lockout_max${OF_HOST}`]: '0x30',
        },
        at: '20m',
      },
    ],
  },
  CredfleetAgentSealUnreadable: grows(
    'agent_seal_tests_total{result="unreadable",instance="web-1:9100"}',
    { result: 'unreadable', ...HOST },
  ),
  CredfleetLedgerRefusesWrites: {
    fires: [{ series: { ledger_commit_failures_total: '0x10 1x30' }, at: '12m' }],
    quiet: [{ series: { ledger_commit_failures_total: '4x40' }, at: '30m' }],
  },
  CredfleetAuditCheckpointStale: {
    fires: [
      { series: { audit_checkpoint_lag_events: '2001x30' }, at: '6m' },
      {
        series: {
          audit_checkpoint_lag_events: '2x40',
          audit_checkpoint_timestamp_seconds: '0x40',
        },
        at: '25m',
      },
    ],
    quiet: [
      // The checkpoint itself is an event that none covers.
      {
        series: {
          audit_checkpoint_lag_events: '1x40',
          audit_checkpoint_timestamp_seconds: '0x40',
        },
        at: '30m',
      },
      {
        series: {
          audit_checkpoint_lag_events: '9x40',
          audit_checkpoint_timestamp_seconds: '0+60x40',
        },
        at: '30m',
      },
    ],
  },
  CredfleetAuditSinkLag: holds('audit_sink_behind{sink="siem"}', {
    bad: '1x20',
    good: '0x20',
    at: '6m',
    early: '4m',
    labels: { sink: 'siem' },
  }),
  CredfleetAuditSinkSkipped: grows(events('audit.sinkSkipped'), ofEvent('audit.sinkSkipped')),
  CredfleetAuditRetentionFailing: holds('audit_retention_failing', {
    bad: '1x150',
    good: '0x150',
    at: '121m',
    early: '119m',
  }),
};
