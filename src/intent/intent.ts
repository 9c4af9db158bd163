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
    /** Socket: units fetch it from the agent when they start. Machine: a container gets it when it boots. */
    readonly type: 'Service' | 'Socket' | 'Machine';
    /** Provider and Machine: folders of the agent's own, with Socket and Machine, and only with them. */
    readonly store: 'Persistent' | 'Volatile' | 'Provider' | 'Machine';
    /** Of systemd-nspawn@NAME.service; with Machine, and only with it. */
    readonly machine?: string;
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
};

/** One opened item. `digestKey` is the HostCredential's HMAC key: 32 bytes, secret like the content. */
export type OpenedItem = { readonly name: string; readonly content: Secret };
export type OpenedIntent = {
  readonly intent: Intent;
  readonly digestKey: Secret;
  readonly items: readonly OpenedItem[];
};
