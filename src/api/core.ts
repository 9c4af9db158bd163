/**
 * The few core Kubernetes kinds that credfleet reads and writes.
 * @module
 */
import type { ApiObject } from './meta.ts';
import type { CredentialVersion, HostCredential, RolloutPolicy } from './credential.ts';
import type { ChangeFreeze } from './freeze.ts';
import type { Host, HostAccessPolicy, HostEnrollment } from './host.ts';
import type { PCRSignature } from './pcr-signature.ts';
import type { CredentialRollout } from './rollout.ts';

export type KubeSecret = ApiObject & {
  readonly kind: 'Secret';
  readonly type?: string;
  /** Base64 values. */
  readonly data?: Readonly<Record<string, string>>;
  readonly immutable?: boolean;
};

export type Namespace = ApiObject & { readonly kind: 'Namespace' };

export type CoreEvent = ApiObject & {
  readonly kind: 'Event';
  readonly involvedObject: {
    readonly apiVersion?: string;
    readonly kind: string;
    readonly namespace?: string;
    readonly name: string;
    readonly uid?: string;
  };
  readonly reason: string;
  readonly message: string;
  readonly type: 'Normal' | 'Warning';
  readonly count?: number;
  readonly firstTimestamp?: string;
  readonly lastTimestamp?: string;
  readonly source?: { readonly component: string };
};

/** Every kind that the controller reads or writes, by name. */
export type Kinds = {
  readonly HostCredential: HostCredential;
  readonly CredentialVersion: CredentialVersion;
  readonly CredentialRollout: CredentialRollout;
  readonly RolloutPolicy: RolloutPolicy;
  readonly ChangeFreeze: ChangeFreeze;
  readonly Host: Host;
  readonly HostEnrollment: HostEnrollment;
  readonly HostAccessPolicy: HostAccessPolicy;
  readonly PCRSignature: PCRSignature;
  readonly Secret: KubeSecret;
  readonly Namespace: Namespace;
  readonly Event: CoreEvent;
};

export type KindName = keyof Kinds;

export type KindInfo = {
  readonly kind: KindName;
  /** '' for core. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
};

const own = { group: 'credfleet.dev', version: 'v1alpha1' } as const;
const core = { group: '', version: 'v1' } as const;

export const kinds: { readonly [K in KindName]: KindInfo & { readonly kind: K } } = {
  HostCredential: {
    ...own,
    kind: 'HostCredential',
    plural: 'hostcredentials',
    singular: 'hostcredential',
    shortNames: ['hcred'],
    namespaced: true,
  },
  CredentialVersion: {
    ...own,
    kind: 'CredentialVersion',
    plural: 'credentialversions',
    singular: 'credentialversion',
    shortNames: ['hcver'],
    namespaced: true,
  },
  CredentialRollout: {
    ...own,
    kind: 'CredentialRollout',
    plural: 'credentialrollouts',
    singular: 'credentialrollout',
    shortNames: ['hcroll'],
    namespaced: true,
  },
  RolloutPolicy: {
    ...own,
    kind: 'RolloutPolicy',
    plural: 'rolloutpolicies',
    singular: 'rolloutpolicy',
    shortNames: ['hcpol'],
    namespaced: false,
  },
  ChangeFreeze: {
    ...own,
    kind: 'ChangeFreeze',
    plural: 'changefreezes',
    singular: 'changefreeze',
    shortNames: ['hcfz'],
    namespaced: false,
  },
  Host: {
    ...own,
    kind: 'Host',
    plural: 'hosts',
    singular: 'host',
    shortNames: ['host'],
    namespaced: false,
  },
  HostEnrollment: {
    ...own,
    kind: 'HostEnrollment',
    plural: 'hostenrollments',
    singular: 'hostenrollment',
    shortNames: ['henr'],
    namespaced: false,
  },
  HostAccessPolicy: {
    ...own,
    kind: 'HostAccessPolicy',
    plural: 'hostaccesspolicies',
    singular: 'hostaccesspolicy',
    shortNames: ['hcap'],
    namespaced: false,
  },
  PCRSignature: {
    ...own,
    kind: 'PCRSignature',
    plural: 'pcrsignatures',
    singular: 'pcrsignature',
    shortNames: ['pcrsig'],
    namespaced: false,
  },
  Secret: {
    ...core,
    kind: 'Secret',
    plural: 'secrets',
    singular: 'secret',
    shortNames: [],
    namespaced: true,
  },
  Namespace: {
    ...core,
    kind: 'Namespace',
    plural: 'namespaces',
    singular: 'namespace',
    shortNames: ['ns'],
    namespaced: false,
  },
  Event: {
    ...core,
    kind: 'Event',
    plural: 'events',
    singular: 'event',
    shortNames: ['ev'],
    namespaced: true,
  },
};
