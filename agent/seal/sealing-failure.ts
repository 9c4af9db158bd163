/**
 * What systemd-creds meant: its exit code is always 1, so the text on standard error decides the
 * code. Texts of systemd 252 to 262.
 * @module
 */
import { CredfleetError, type ErrorCode } from '#src/errors/credfleet-error.ts';

type Meaning = { readonly text: RegExp; readonly code: ErrorCode; readonly advice: string };

/** In this order: the first that matches counts. */
const MEANINGS: readonly Meaning[] = [
  {
    text: /dictionary attack lockout|No locks available|TPMInDictionaryLockout|tpm:warn\(2\.0\): authorizations .* lockout/iu,
    code: 'TPM_LOCKED_OUT',
    advice:
      'the TPM is in dictionary-attack lockout; wait for it to recover or clear it with the lockout password',
  },
  {
    text: /Failed to open specified TCTI device file .*No such file|TPM2 support is not installed|No TPM2 device|TPM2 not supported|not compiled with TPM2/iu,
    code: 'TPM_MISSING',
    advice:
      'this host has no TPM device or no TPM libraries (tpm2-tss); enable the TPM or choose another sealing key',
  },
  {
    text: /Failed to initialize TCTI context|Failed to connect|tcti:IO failure|Device or resource busy|TCTI/iu,
    code: 'TPM_UNAVAILABLE',
    advice: 'the TPM does not answer',
  },
  {
    text: /load pcr signature|PCR signature file|signature for this PCR bank|Device not a stream/iu,
    code: 'PCR_NOT_SIGNED',
    advice: 'nobody signed the PCR state that this host is in: credfleet pcr sign',
  },
  {
    text: /Failed to determine local credential key|credential\.secret/iu,
    code: 'HOST_KEY_MISSING',
    advice:
      'the host key /var/lib/systemd/credential.secret is missing, has a wrong mode or belongs to another machine ID',
  },
];

/** An informational line that 252 and 257 print on success and failure alike. */
const NOISE = /is not located on encrypted media/u;
const SHOWN_CHARS = 400;

/** `doing` names the credential; `stderr` never holds content, systemd-creds prints none. */
export function sealingFailure(
  doing: string,
  stderr: string,
  otherwise: ErrorCode,
): CredfleetError {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !NOISE.test(line));
  const text = lines.join('; ');
  const meaning = MEANINGS.find((candidate) => candidate.text.test(text));
  const shown = lines.at(-1)?.slice(0, SHOWN_CHARS) ?? 'it said nothing';
  if (meaning === undefined) {
    return new CredfleetError(otherwise, `${doing}: systemd-creds failed: ${shown}`);
  }
  return new CredfleetError(meaning.code, `${doing}: ${meaning.advice} (${shown})`);
}
