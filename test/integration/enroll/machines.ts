/**
 * The two TPMs of a test file, and what its conversations end with.
 * @module
 */
import { afterAll, beforeAll } from 'vitest';
import { REFUSAL_TEXT } from '#controller/enroll/refused-enrolment.ts';
import type { EnrollIssued, EnrollResponse } from '#src/wire/enrollment-messages.ts';
import type { EnrollWorld } from '#test/fakes/enroll-world.ts';
import type { TpmApplicant, WithTpm } from '#test/fakes/tpm-applicant.ts';
import { SwtpmProcess } from '../tpm/swtpm.ts';
import { withTpm } from '../tpm/with-tpm.ts';

/** A software TPM for the tests of this file. */
export function useTpm(): WithTpm {
  let swtpm: SwtpmProcess;
  beforeAll(async () => {
    swtpm = await SwtpmProcess.start();
  });
  afterAll(async () => swtpm.stop());
  return async (work) => withTpm(swtpm.tcti, async ({ tpm }) => work(tpm));
}

export const denied = { kind: 'denied', message: REFUSAL_TEXT };

export function issued(answer: EnrollResponse): EnrollIssued {
  if (answer.kind !== 'issued') throw new Error(`answer: ${JSON.stringify(answer)}`);
  return answer.issued;
}

/** A machine that was made beforehand and has its identity. */
export async function enrolled(world: EnrollWorld, machine: TpmApplicant): Promise<EnrollIssued> {
  await world.createHost('db-1', { ekHash: machine.ekHash });
  return issued(await world.enroll(machine));
}
