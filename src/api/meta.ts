/**
 * The parts that every API object has: Kubernetes' ObjectMeta, conditions and list metadata.
 * @module
 */
export const API_GROUP = 'credfleet.dev';
export const API_VERSION = 'credfleet.dev/v1alpha1';
/** Where the controller keeps what belongs to no team: join tokens, keys, its lease. */
export const SYSTEM_NAMESPACE = 'credfleet-system';
/** The Secret there with the certificate that people ask the controller with, in a cluster. */
export const OPERATOR_SECRET = 'credfleet-operator';
/** The one for those who may rotate keys. */
export const SECURITY_SECRET = 'credfleet-security';
/** The one for those who may ask about the past, and nothing else. */
export const AUDITOR_SECRET = 'credfleet-auditor';
/** Name of the person who changed an object last. Written by the API server or its admission, never by clients. */
export const CHANGED_BY_ANNOTATION = 'credfleet.dev/changed-by';

export type ObjectMeta = {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  /** RFC 3339. */
  readonly creationTimestamp?: string;
  /** RFC 3339. */
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly OwnerReference[];
};

export type OwnerReference = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
};

export type ConditionStatus = 'True' | 'False' | 'Unknown';

export type Condition = {
  readonly type: string;
  readonly status: ConditionStatus;
  /** CamelCase, never empty. */
  readonly reason: string;
  readonly message: string;
  /** RFC 3339; moves only when `status` changes. */
  readonly lastTransitionTime: string;
  readonly observedGeneration?: number;
};

/** Any object of the API; the concrete kinds narrow `spec` and `status`. */
export type ApiObject<Spec = unknown, Status = unknown> = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec?: Spec;
  readonly status?: Status;
};

/** Metadata as the server returned it: what a stored object always has. */
export type Stored<T extends { readonly metadata: ObjectMeta }> = T & {
  readonly metadata: ObjectMeta & {
    readonly uid: string;
    readonly resourceVersion: string;
    readonly creationTimestamp: string;
  };
};

export type LabelSelector = {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
};

export type LabelSelectorRequirement = {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
};

/** "50%" or a count. */
export type IntOrPercent = number | string;
