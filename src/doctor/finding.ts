/**
 * What `credfleet doctor` and `credfleet-agent doctor` say: one line per thing looked at, and what to do where it is not well.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';

export type Outcome = {
  readonly level: 'OK' | 'WARN' | 'FAIL';
  readonly text: string;
  /** A command, or what else a person does next. */
  readonly next?: string;
};

export type Finding = Outcome & { readonly check: string };

export type Check = {
  readonly check: string;
  /** When it throws, and the error does not say it. */
  readonly next: string;
  readonly look: () => Promise<Outcome>;
};

/** One after the other: several use the TPM. Never rejects: what cannot be looked at is a finding. */
export async function examine(checks: readonly Check[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { check, next, look } of checks) {
    const outcome = await look().catch((reason: unknown): Outcome => {
      const { code, message } = CredfleetError.from(reason, 'COMMAND_FAILED', 'looking');
      return { level: 'FAIL', text: `${message} [${code}]`, next };
    });
    findings.push({ check, ...outcome });
  }
  return findings;
}

export function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ level }) => level !== 'FAIL');
}

export function findingsText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  return findings
    .map(({ check, level, text, next }) => {
      const line = `${level.padEnd(4)}  ${check.padEnd(width)}  ${text}\n`;
      return next === undefined ? line : `${line}${' '.repeat(width + 8)}→ ${next}\n`;
    })
    .join('');
}
