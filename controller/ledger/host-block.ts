/**
 * What keeps a host from being served until a person decides otherwise. A block outlives the Host object and
 * this process; it is lifted by its id, never by forgetting it.
 * @module
 */

export type BlockKind =
  /** A person took it out: no session, no enrolment, no renewal, whatever it proves. */
  | 'Revoked'
  /** Two live agents had one certificate: that certificate serves no more, and nothing is pushed. */
  | 'ClonedDisk'
  /** This controller is older than the host (restored from a backup): nothing is pushed. */
  | 'ControllerOlderThanHost';

export type HostBlock = {
  /** Random, so that a ledger that was restored never gives one out again. */
  readonly id: string;
  readonly kind: BlockKind;
  /** '' when the machine never enrolled. */
  readonly hostUid: string;
  readonly hostName: string;
  /** ekHash or identityKeyHash, hex. */
  readonly identityHash: string;
  /** This certificate and older ones of the host serve no more, also when the block is lifted; '' for none. */
  readonly deniedSerial: string;
  readonly message: string;
  /** Who decided, or 'controller'. */
  readonly actor: string;
  readonly sinceMs: number;
  /** What the host said it has: the highest push, and the epoch of its trust bundle. */
  readonly hostSeq: number;
  readonly trustEpoch: number;
  readonly lifted?: { readonly atMs: number; readonly by: string };
};

export type BlockFilter = {
  readonly hostUid?: string;
  readonly identityHash?: string;
  /** Default: the lifted ones too. */
  readonly isOpen?: boolean;
};
