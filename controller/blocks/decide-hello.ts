/**
 * May this host be pushed to, after what its Hello says and what is on record? Pure.
 * @module
 */
import type { HostBlock } from '#controller/ledger/host-block.ts';
import type { HostIdentity } from '#controller/ledger/ledger.ts';

export type HelloInput = {
  readonly hello: { readonly hostSeq: number; readonly trustEpoch: number };
  readonly identity: HostIdentity;
  /** Of the newest trust bundle that this controller has. */
  readonly trustEpoch: number;
  /** Of this host, the lifted ones too. */
  readonly blocks: readonly HostBlock[];
  readonly nowMs: number;
};

export type HelloVerdict = {
  /** A clone alarm that ends because the TPM has spoken since. */
  readonly proven?: HostBlock;
  /** Why nothing is pushed. */
  readonly hold?:
    | { readonly kind: 'known'; readonly block: HostBlock }
    | { readonly kind: 'older'; readonly message: string };
};

/** Two clone alarms of one host within this time: the copy has a TPM as well, or the alarm is wrong. */
export const CLONE_AGAIN_MS = 7 * 86_400_000;
/** Who lifts a block when no person does. */
export const BY_TPM = 'controller: its TPM proved which machine it is';

export function decideHello(input: HelloInput): HelloVerdict {
  const open = input.blocks.filter(({ lifted }) => lifted === undefined);
  const cloned = open.find(({ kind }) => kind === 'ClonedDisk');
  if (cloned !== undefined && !isProven(input, cloned)) {
    return { hold: { kind: 'known', block: cloned } };
  }
  const proven = cloned === undefined ? {} : { proven: cloned };
  const older = open.find(({ kind }) => kind === 'ControllerOlderThanHost');
  if (older !== undefined) return { ...proven, hold: { kind: 'known', block: older } };
  const message = whyOlder(input);
  return message === undefined ? proven : { ...proven, hold: { kind: 'older', message } };
}

/** Only the machine with the TPM gets a certificate after the alarm; a copied software key gets one as well. */
function isProven({ identity, blocks, nowMs }: HelloInput, cloned: HostBlock): boolean {
  const wasProvenBefore = blocks.some(
    ({ kind, lifted }) =>
      kind === 'ClonedDisk' && lifted?.by === BY_TPM && nowMs - lifted.atMs < CLONE_AGAIN_MS,
  );
  const isNewer = identity.certificateSerial > cloned.deniedSerial;
  return identity.assurance === 'TPM' && isNewer && !wasProvenBefore;
}

function whyOlder({ hello, identity, trustEpoch, blocks }: HelloInput): string | undefined {
  const { hostName, lastPushSeq } = identity;
  if (hello.hostSeq > lastPushSeq) {
    return `host ${hostName} has accepted push ${hello.hostSeq}, this controller sent ${lastPushSeq}`;
  }
  const accepted = blocks
    .filter(({ kind }) => kind === 'ControllerOlderThanHost')
    .map((block) => block.trustEpoch);
  if (hello.trustEpoch <= Math.max(trustEpoch, ...accepted)) return undefined;
  return `host ${hostName} trusts bundle ${hello.trustEpoch}, this controller knows ${trustEpoch}`;
}
