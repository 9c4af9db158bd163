/**
 * The CustomResourceDefinitions of all our kinds: what the chart installs, what the embedded API serves,
 * and where every default and limit of a manifest is decided.
 * @module
 */
import { type KindName, kinds } from './core.ts';
import { CHANGE_FREEZE_SPEC } from './crds/change-freeze.ts';
import { CREDENTIAL_ROLLOUT_SPEC, CREDENTIAL_ROLLOUT_STATUS } from './crds/credential-rollout.ts';
import { CREDENTIAL_VERSION_SPEC, CREDENTIAL_VERSION_STATUS } from './crds/credential-version.ts';
import {
  HOST_ACCESS_POLICY_SPEC,
  HOST_ENROLLMENT_SPEC,
  HOST_ENROLLMENT_STATUS,
  HOST_SPEC,
  HOST_STATUS,
} from './crds/host.ts';
import { HOST_CREDENTIAL_SPEC, HOST_CREDENTIAL_STATUS } from './crds/host-credential.ts';
import { PCR_SIGNATURE_SPEC, PCR_SIGNATURE_STATUS } from './crds/pcr-signature.ts';
import { rolloutPolicySpec } from './crds/rollout-policy.ts';
import { object, type Schema } from './crds/schema.ts';
import { API_GROUP } from './meta.ts';

export type PrinterColumn = {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date' | 'boolean' | 'number';
  readonly jsonPath: string;
  /** 1 = shown with -o wide only. */
  readonly priority?: number;
  readonly description?: string;
};

export type CustomResourceDefinition = {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly scope: 'Namespaced' | 'Cluster';
    readonly names: {
      readonly kind: string;
      readonly listKind: string;
      readonly plural: string;
      readonly singular: string;
      readonly shortNames: readonly string[];
      readonly categories: readonly string[];
    };
    readonly versions: readonly [
      {
        readonly name: string;
        readonly served: true;
        readonly storage: true;
        readonly subresources: { readonly status?: Readonly<Record<string, never>> };
        readonly additionalPrinterColumns: readonly PrinterColumn[];
        readonly schema: { readonly openAPIV3Schema: Schema };
      },
    ];
  };
};

type Definition = {
  readonly kind: KindName;
  readonly description: string;
  readonly spec: Schema;
  readonly status?: Schema;
  readonly columns: readonly PrinterColumn[];
};

type ColumnOptions = Partial<Pick<PrinterColumn, 'type' | 'priority'>>;

function column(name: string, jsonPath: string, options: ColumnOptions = {}): PrinterColumn {
  return { name, type: 'string', jsonPath, ...options };
}

function condition(name: string, type: string, part: string): PrinterColumn {
  return column(name, `.status.conditions[?(@.type=="${type}")].${part}`);
}

const INTEGER = { type: 'integer' } as const;
const WIDE = { priority: 1 } as const;
const AGE = column('Age', '.metadata.creationTimestamp', { type: 'date' });

const definitions: readonly Definition[] = [
  {
    kind: 'HostCredential',
    description: 'A credential for services on many hosts: content, targets, sealing, rollout.',
    spec: HOST_CREDENTIAL_SPEC,
    status: HOST_CREDENTIAL_STATUS,
    columns: [
      column('Version', '.status.stableVersion'),
      column('Target', '.status.targetVersion'),
      column('Hosts', '.status.hosts.matched', INTEGER),
      column('Updated', '.status.hosts.updated', INTEGER),
      column('Failed', '.status.hosts.failed', INTEGER),
      condition('Ready', 'Ready', 'status'),
      condition('Reason', 'Ready', 'reason'),
      column('Rollout', '.status.activeRolloutName', WIDE),
      column('Unreachable', '.status.hosts.unreachable', { ...INTEGER, ...WIDE }),
      { ...condition('Message', 'Ready', 'message'), ...WIDE },
      AGE,
    ],
  },
  {
    kind: 'CredentialVersion',
    description:
      'One immutable content of a HostCredential, without the bytes. Made by the controller.',
    spec: CREDENTIAL_VERSION_SPEC,
    status: CREDENTIAL_VERSION_STATUS,
    columns: [
      column('Credential', '.spec.hostCredentialName'),
      column('Number', '.spec.number', INTEGER),
      column('State', '.status.state'),
      column('Reason', '.status.reason', WIDE),
      AGE,
    ],
  },
  {
    kind: 'CredentialRollout',
    description: 'One attempt to bring one version to the hosts. Operators act on it.',
    spec: CREDENTIAL_ROLLOUT_SPEC,
    status: CREDENTIAL_ROLLOUT_STATUS,
    columns: [
      column('Credential', '.spec.hostCredentialName'),
      column('Version', '.spec.versionName'),
      column('State', '.status.state'),
      column('Step', '.status.stepDisplay'),
      column('Updated', '.status.updatedDisplay'),
      column('Failed', '.status.hosts.failed', INTEGER),
      column('Waiting-For', '.status.waitingFor'),
      AGE,
    ],
  },
  {
    kind: 'RolloutPolicy',
    description: 'Steps, budgets and windows that rollouts follow.',
    spec: rolloutPolicySpec(),
    columns: [
      column('MaxUnavailable', '.spec.maxUnavailable'),
      column('OnFailure', '.spec.onFailure'),
      AGE,
    ],
  },
  {
    kind: 'ChangeFreeze',
    description: 'A dated stop: nothing is sent to hosts, except what is exempt.',
    spec: CHANGE_FREEZE_SPEC,
    columns: [
      column('Start', '.spec.startTime', { type: 'date' }),
      column('End', '.spec.endTime'),
      column('Reason', '.spec.reason'),
      AGE,
    ],
  },
  {
    kind: 'Host',
    description: 'One machine of the fleet: identity, approval, connectivity, what it holds.',
    spec: HOST_SPEC,
    status: HOST_STATUS,
    columns: [
      condition('Connected', 'Connected', 'status'),
      condition('InSync', 'CredentialsInSync', 'status'),
      column('Zone', '.metadata.labels.topology\\.credfleet\\.dev/zone'),
      column('Systemd', '.status.systemdVersion', INTEGER),
      column('TPM', '.status.tpm.present'),
      column('Last-Seen', '.status.lastSeenTime', { type: 'date' }),
      column('Approval', '.spec.approval', WIDE),
      AGE,
    ],
  },
  {
    kind: 'HostEnrollment',
    description: 'A request to join the fleet and the decision on it.',
    spec: HOST_ENROLLMENT_SPEC,
    status: HOST_ENROLLMENT_STATUS,
    columns: [
      column('Host', '.spec.hostName'),
      column('Assurance', '.spec.assurance'),
      column('State', '.status.state'),
      column('Address', '.spec.sourceAddress', WIDE),
      AGE,
    ],
  },
  {
    kind: 'HostAccessPolicy',
    description:
      'Which namespaces may target which hosts, units and credential names. Default deny.',
    spec: HOST_ACCESS_POLICY_SPEC,
    columns: [
      column('Namespaces', '.spec.namespaces'),
      column('Minimum-Sealing', '.spec.minimumSealing'),
      column('Assurance', '.spec.assurance'),
      AGE,
    ],
  },
  {
    kind: 'PCRSignature',
    description:
      'A PCR state that was signed: what is sealed to the key opens in it. Made by credfleet pcr sign.',
    spec: PCR_SIGNATURE_SPEC,
    status: PCR_SIGNATURE_STATUS,
    columns: [
      column('PCRs', '.spec.pcrs'),
      column('Hosts', '.status.hosts.matched', INTEGER),
      column('Installed', '.status.hosts.installed', INTEGER),
      condition('Valid', 'Valid', 'status'),
      column('Comment', '.spec.comment'),
      column('Policy', '.spec.policyDigest', WIDE),
      AGE,
    ],
  },
];

function crdOf(definition: Definition): CustomResourceDefinition {
  const { kind, plural, singular, shortNames, version, namespaced } = kinds[definition.kind];
  const schema = object(
    {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec: definition.spec,
      ...(definition.status === undefined ? {} : { status: definition.status }),
    },
    { description: definition.description, required: ['spec'] },
  );
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${API_GROUP}` },
    spec: {
      group: API_GROUP,
      scope: namespaced ? 'Namespaced' : 'Cluster',
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular,
        shortNames,
        categories: ['credfleet'],
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: definition.status === undefined ? {} : { status: {} },
          additionalPrinterColumns: definition.columns,
          schema: { openAPIV3Schema: schema },
        },
      ],
    },
  };
}

export const crds: readonly CustomResourceDefinition[] = definitions.map(crdOf);
