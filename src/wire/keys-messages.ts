/**
 * What the Keys service asks and answers, in our own words.
 * @module
 */
export type RotatedKey = 'intent' | 'ca';

export type RotateRequest = {
  readonly key: RotatedKey;
  /** Of a CA: also when hosts are not known to hold the present bundle. */
  readonly leaveBehind: boolean;
  /** Of a CA: client certificates of former ones are accepted no more. */
  readonly isStolen: boolean;
  /** Of the bundle that the person has seen. */
  readonly trustEpoch: number;
};

export type CaStatus = {
  readonly role: 'present' | 'next' | 'former';
  readonly pin: string;
  readonly notAfterMs: number;
};

export type KeysStatus = {
  readonly clusterUid: string;
  readonly trustEpoch: number;
  readonly cas: readonly CaStatus[];
  /** The present one and the next. */
  readonly intentKeyIds: readonly string[];
  readonly changes: readonly {
    readonly trustEpoch: number;
    readonly change: string;
    readonly atMs: number;
    readonly by: string;
  }[];
  /**
   * Approved hosts that are not known to hold the present bundle, some of them when there are many; epoch 0: not seen
   * since the controller started.
   */
  readonly behind: readonly { readonly host: string; readonly trustEpoch: number }[];
  /** How many are behind, and how many are approved. */
  readonly behindHosts: number;
  readonly hosts: number;
};
