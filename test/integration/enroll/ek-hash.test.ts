/**
 * What people get out of a machine with tpm2-tools is what it enrols with.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ekHashOf } from '#src/identity/ek-hash.ts';
import { TpmApplicant } from '#test/fakes/tpm-applicant.ts';
import { SwtpmProcess } from '../tpm/swtpm.ts';
import { Tpm2Tools } from '../tpm/tpm2-tools.ts';
import { withTpm } from '../tpm/with-tpm.ts';

let swtpm: SwtpmProcess;
beforeAll(async () => {
  swtpm = await SwtpmProcess.start();
});
afterAll(async () => swtpm.stop());

test.for(['ecc', 'rsa'] as const)(
  'tpm2_createek -u gives the ekHash of an %s EK, in each format',
  async (kind) => {
    const machine = await TpmApplicant.install(
      async (work) => withTpm(swtpm.tcti, async ({ tpm }) => work(tpm)),
      kind,
    );
    using tools = new Tpm2Tools(swtpm.tcti);
    for (const format of ['tpmt', 'tss', 'pem', 'der']) {
      tools.run('createek', '-c', 'ek.ctx', '-G', kind, '-u', 'ek.pub', '-f', format);
      const bytes = tools.read('ek.pub');
      const text = bytes.toString(format === 'pem' ? 'utf8' : 'base64');
      expect([format, ekHashOf(text)]).toEqual([format, machine.ekHash]);
    }
  },
);
