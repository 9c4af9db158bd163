/**
 * The status of a PCRSignature: whether it is one, and on which of its hosts systemd finds it. Pure.
 * @module
 */
import { no, sayConditions, yes, type Said } from '#controller/status/condition-text.ts';
import type { Host } from '#src/api/host.ts';
import type { Stored } from '#src/api/meta.ts';
import { type PCRSignature, type PCRSignatureStatus, signatureOf } from '#src/api/pcr-signature.ts';
import { pcrSignatureId, problemOfPcrSignature } from '#src/systemd/pcr-signature.ts';
import type { PcrSignatureState } from '#src/wire/messages.ts';
import { isForHost } from './signatures-for.ts';

const HOSTS_SHOWN = 3;

export type SignatureStatusInput = {
  readonly signature: Stored<PCRSignature>;
  readonly hosts: readonly Stored<Host>[];
  /** What the host said in its present session; undefined: nothing. */
  readonly stateOf: (hostUid: string) => PcrSignatureState | undefined;
  readonly nowMs: number;
};

export function signatureStatus(input: SignatureStatusInput): PCRSignatureStatus {
  const { signature, nowMs } = input;
  const { metadata, status } = signature;
  const { generation = 1, name } = metadata;
  const problem = problemOfPcrSignature(signatureOf(signature));
  const matched = input.hosts.filter((host) => isForHost(signature, host));
  const id = pcrSignatureId(signatureOf(signature));
  const missing = matched.filter((host) => !hasIt(input, host, { id, name }));
  const installed = matched.length - missing.length;
  const valid =
    problem === undefined ? yes('Valid', 'Verified') : no('Valid', 'SignatureInvalid', problem);
  return {
    observedGeneration: generation,
    hosts: { matched: matched.length, installed },
    conditions: sayConditions(
      status?.conditions,
      [valid, installedCondition(input, matched, missing)],
      { generation, nowMs },
    ),
  };
}

/** A host that is away still has what it said it had. */
function hasIt(
  { stateOf }: SignatureStatusInput,
  { metadata, status }: Stored<Host>,
  { id, name }: { readonly id: string; readonly name: string },
): boolean {
  const state = stateOf(metadata.uid);
  if (state !== undefined) return state.installed.includes(id);
  return status?.pcrSignatures?.includes(name) === true;
}

function installedCondition(
  { stateOf }: SignatureStatusInput,
  matched: readonly Stored<Host>[],
  missing: readonly Stored<Host>[],
): Said {
  const type = 'Installed';
  if (matched.length === 0) return no(type, 'NoHostsMatched', 'no host is selected');
  const [first] = missing;
  if (first === undefined) return yes(type, 'AllHosts');
  const names = missing.slice(0, HOSTS_SHOWN).map(({ metadata }) => metadata.name);
  const text = `${missing.length} of ${matched.length} hosts do not have it (${names.join(', ')})`;
  const refused = missing.find(({ metadata }) => stateOf(metadata.uid)?.refusal !== undefined);
  const why = refused === undefined ? undefined : stateOf(refused.metadata.uid)?.refusal;
  if (refused === undefined || why === undefined) return no(type, 'HostsPending', text);
  return no(type, 'HostsRefused', `${text}; ${refused.metadata.name}: ${why.message}`);
}
