/**
 * Whether a sealed file would open on this host now, from its header alone: no key is used and nothing is decrypted.
 * What it cannot see is what is encrypted: the embedded name, and when it is out of date. Pure.
 * @module
 */
import { parsePcrKey, pcrKeyFingerprint } from '#src/systemd/pcr-key.ts';
import { findSignature, type SignatureFile } from '#src/systemd/pcr-signature-file.ts';
import { pcrPolicyDigest } from '#src/systemd/pcr-policy.ts';
import { pcrsOfMask, type SealedHeader } from '#src/systemd/sealed-header.ts';
import type { Outcome } from '#src/doctor/finding.ts';

export type HostNow = {
  /** Undefined: the host key is there and this machine's. */
  readonly hostKeyProblem: string | undefined;
  /** Values of the SHA-256 bank, hex; undefined: the TPM did not answer. */
  readonly pcrs: ReadonlyMap<number, string> | undefined;
  /** Where systemd finds which PCR states were signed; undefined: nowhere. */
  readonly signatures: SignatureFile | undefined;
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
  return header.publicKey ? signedProblem(header, now, now.pcrs) : pcrProblem(header, now.pcrs);
}

/** What it is bound to literally beside that cannot be told from its policy. */
function signedProblem(
  { signedPcrs }: SealedHeader,
  { signatures }: HostNow,
  pcrs: ReadonlyMap<number, string>,
): string | undefined {
  const key = parsePcrKey(signedPcrs?.publicKeyPem ?? '');
  // systemd may take keys that we do not.
  if (!key.ok || signedPcrs === undefined) return undefined;
  const bound = pcrsOfMask(signedPcrs.pcrMask);
  const policyDigest = pcrPolicyDigest(new Map(bound.map((pcr) => [pcr, pcrs.get(pcr) ?? ''])));
  const asked = { fingerprint: pcrKeyFingerprint(key.value), pcrs: bound, policyDigest };
  if (findSignature(signatures ?? new Map(), asked) !== undefined) return undefined;
  return `PCR ${bound.join(', ')}: in a state that nobody signed`;
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
