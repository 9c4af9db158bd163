/**
 * Whether a sealed file would open on this host now, from its header alone: no key is used and nothing is decrypted.
 * What it cannot see is what is encrypted: the embedded name, and when it is out of date. Pure.
 * @module
 */
import { pcrPolicyDigest } from '#src/systemd/pcr-policy.ts';
import { pcrsOfMask, type SealedHeader } from '#src/systemd/sealed-header.ts';
import type { Outcome } from '#src/doctor/finding.ts';

export type HostNow = {
  /** Undefined: the host key is there and this machine's. */
  readonly hostKeyProblem: string | undefined;
  /** Values of the SHA-256 bank, hex; undefined: the TPM did not answer. */
  readonly pcrs: ReadonlyMap<number, string> | undefined;
};

export type ReadFile = { readonly path: string; readonly header: SealedHeader };

/** Undefined: nothing is known that keeps it from opening. */
export function problemOfSealed(header: SealedHeader, now: HostNow): string | undefined {
  const { keyType, tpm } = header;
  if (keyType === 'null') return 'is sealed with no key: anybody could have made it';
  if (keyType.includes('host') && now.hostKeyProblem !== undefined) return now.hostKeyProblem;
  if (tpm === undefined) return undefined;
  if (now.pcrs === undefined) return 'needs the TPM, which does not answer';
  if (tpm.bank === 'none') {
    return 'was sealed with no PCRs by a systemd before 255, which cannot open that';
  }
  return header.publicKey ? undefined : pcrProblem(header, now.pcrs);
}

function pcrProblem(
  { pcrMask, tpm }: SealedHeader,
  now: ReadonlyMap<number, string>,
): string | undefined {
  if (pcrMask === 0 || tpm?.bank !== 'sha256') return undefined;
  const bound = pcrsOfMask(pcrMask);
  const values = new Map(bound.map((pcr) => [pcr, now.get(pcr) ?? '']));
  if (pcrPolicyDigest(values) === tpm.policyDigestHex) return undefined;
  return `PCR ${bound.join(', ')}: not as when it was sealed`;
}

export function judgeSealed(files: readonly ReadFile[], now: HostNow): Outcome {
  const problems = files.flatMap(({ path, header }) => {
    const problem = problemOfSealed(header, now);
    return problem === undefined ? [] : [`${path}: ${problem}`];
  });
  if (problems.length === 0) {
    return { level: 'OK', text: `${files.length} there; by their headers all open` };
  }
  const next = 'the running agent asks for its own again: journalctl -u credfleet-agent';
  return { level: 'FAIL', text: problems.join('; '), next };
}
