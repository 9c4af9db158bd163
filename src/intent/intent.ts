/**
 * What one host shall hold of one HostCredential: the unit that the controller wraps and the agent
 * applies. Everything here is authenticated; only the item contents are secret.
 * @module
 */
import type { SealingKey, UnitActionName } from '#src/api/credential.ts';
import type { Secret } from '#src/secret/secret.ts';

/** The name of one machine, minted at enrolment (a UUID). Not a host name. */
export type HostUid = string & { readonly __brand: 'HostUid' };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

export function isHostUid(text: string): text is HostUid {
  return UUID.test(text);
}

export type IntentOperation = 'put' | 'delete';

export type IntentProbe =
  | { readonly kind: 'tcp'; readonly port: number }
  | { readonly kind: 'http'; readonly url: string; readonly expectStatus: number }
  | { readonly kind: 'unit'; readonly name: string };

/** Which images of the boot loader's partition are handed it: all, or one unified kernel image by its file name. */
export type BootLocation =
  | { readonly location: 'ESPGlobal' }
  | { readonly location: 'UKIExtra'; readonly image: string };

export type IntentUnit = { readonly name: string; readonly action: UnitActionName };

export type Intent = {
  /** UID of the HostCredential. */
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  /** CredentialVersion.spec.number; for `delete` one more than any version before. */
  readonly version: number;
  readonly operation: IntentOperation;
  readonly rolloutUid: string;
  readonly attempt: number;
  readonly items: readonly { readonly name: string; readonly digest: string }[];
  readonly delivery: {
    /** Socket: units fetch it from the agent when they start. Machine: a container gets it when it boots.
     *  Boot: the boot loader hands it to the next boot of the host. User: units of that user load it. */
    readonly type: 'Service' | 'Socket' | 'Machine' | 'Boot' | 'User';
    /** UnitFile: in a drop-in of each unit. Provider, Machine, Boot, User: with Socket, Machine, Boot and User, and only
     *  with them. */
    readonly store:
      | 'Persistent'
      | 'Volatile'
      | 'UnitFile'
      | 'Provider'
      | 'Machine'
      | 'Boot'
      | 'User';
    /** Of systemd-nspawn@NAME.service; with Machine, and only with it. */
    readonly machine?: string;
    /** With Boot, and only with it. */
    readonly boot?: BootLocation;
    /** Name of the user; with User, and only with it. */
    readonly user?: string;
    readonly dropIn: 'Managed' | 'None';
    /** What somebody changed on the host is only reported; absent: it is put back. */
    readonly drift?: 'Report';
  };
  readonly sealing: {
    readonly key: SealingKey;
    readonly tpm2Pcrs: readonly number[];
    readonly ttlSeconds?: number;
    /** It opens in the states of these PCRs that this key (PEM) signed. */
    readonly signed?: { readonly publicKeyPem: string; readonly pcrs: readonly number[] };
  };
  readonly activation: {
    readonly units: readonly IntentUnit[];
    readonly autoDetect: boolean;
    readonly coalesceMs: number;
  };
  readonly health: {
    readonly minHealthyMs: number;
    readonly deadlineMs: number;
    readonly maxRestarts: number;
    readonly verifyLoaded: 'Required' | 'BestEffort' | 'Skip';
    readonly probes: readonly IntentProbe[];
  };
  /** Put the previous version back without asking when health fails. */
  readonly rollbackOnFailure: boolean;
  /** Versions of this HostCredential that the host must not keep or go back to; absent: none. */
  readonly revoked?: readonly number[];
  /** What is held is sealed anew unless it was for this request or a later one; absent: any seal will do. */
  readonly sealRequest?: number;
};

/** One opened item. `digestKey` is the HostCredential's HMAC key: 32 bytes, secret like the content. */
export type OpenedItem = { readonly name: string; readonly content: Secret };
export type OpenedIntent = {
  readonly intent: Intent;
  readonly digestKey: Secret;
  readonly items: readonly OpenedItem[];
};
