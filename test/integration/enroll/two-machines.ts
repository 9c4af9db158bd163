/**
 * What the tests of bad input share: two machines with TPMs, an honest conversation of each to take fields from, and
 * the question whether a conversation was refused without a trace.
 * @module
 */
import { deepStrictEqual } from 'node:assert/strict';
import { REFUSAL_TEXT } from '#controller/enroll/refused-enrolment.ts';
import type { EnrollProof, EnrollStart } from '#src/wire/enrollment-messages.ts';
import type { Applicant } from '#test/fakes/applicant.ts';
import { EnrollWorld, type Twist } from '#test/fakes/enroll-world.ts';
import { TpmApplicant, type WithTpm } from '#test/fakes/tpm-applicant.ts';
import { SwtpmProcess } from '../tpm/swtpm.ts';
import { withTpm } from '../tpm/with-tpm.ts';

export type Spoken = { readonly start: EnrollStart; readonly proof: EnrollProof };

export const NONE = new Uint8Array();
/** Longer than any field. */
export const HUGE = new Uint8Array(10_000);

/** @param at from the end when negative. */
export function flipped(bytes: Uint8Array, at = -1): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
}

export function twice(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, bytes]);
}

export class TwoMachines {
  /** Enrols as db-1; the other is a host as well, db-2. */
  readonly mine: TpmApplicant;
  readonly other: TpmApplicant;
  readonly spoken: Spoken;
  readonly others: Spoken;
  /** Cannot ask its TPM about what is not its own: says what it said the last time. */
  readonly replaying: Applicant;
  readonly #swtpms: readonly SwtpmProcess[];

  static async start(): Promise<TwoMachines> {
    const swtpms = await Promise.all([SwtpmProcess.start(), SwtpmProcess.start()]);
    const [mine, other] = [await installed(swtpms[0]), await installed(swtpms[1])];
    const spoken = { mine: await record(mine, 'db-1'), other: await record(other, 'db-2') };
    return new TwoMachines({ mine, other }, spoken, swtpms);
  }

  private constructor(
    machines: { readonly mine: TpmApplicant; readonly other: TpmApplicant },
    spoken: { readonly mine: Spoken; readonly other: Spoken },
    swtpms: readonly SwtpmProcess[],
  ) {
    this.mine = machines.mine;
    this.other = machines.other;
    this.spoken = spoken.mine;
    this.others = spoken.other;
    this.replaying = {
      start: (change) => machines.mine.start(change),
      prove: async () => spoken.mine.proof,
    };
    this.#swtpms = swtpms;
  }

  /** The true cause; both hosts were made beforehand, and nothing but a Conflict may have changed. */
  async refusalOf(twist: Twist, machine: Applicant = this.mine): Promise<unknown> {
    using world = await EnrollWorld.start();
    await world.createHost('db-1', { ekHash: this.mine.ekHash });
    await world.createHost('db-2', { ekHash: this.other.ekHash });
    await world.token('db-1');
    const before = withoutConflict(await world.everything());
    const answer = await world.enroll(machine, twist);
    const after = withoutConflict(await world.everything());
    const [cause, ...more] = world.refusals();
    deepStrictEqual(answer, { kind: 'denied', message: REFUSAL_TEXT });
    deepStrictEqual(after, before);
    deepStrictEqual(more, []);
    return cause;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#swtpms.map(async (swtpm) => swtpm.stop()));
  }
}

async function installed(swtpm: SwtpmProcess): Promise<TpmApplicant> {
  const open: WithTpm = async (work) => withTpm(swtpm.tcti, async ({ tpm }) => work(tpm));
  return TpmApplicant.install(open);
}

async function record(machine: TpmApplicant, hostName: string): Promise<Spoken> {
  using world = await EnrollWorld.start();
  await world.createHost(hostName, { ekHash: machine.ekHash });
  let start: EnrollStart | undefined;
  let proof: EnrollProof | undefined;
  await world.enroll(machine, {
    start: (asked) => (start = { ...asked, hostName }),
    proof: (given) => (proof = given),
  });
  if (start === undefined || proof === undefined) throw new Error('nothing was said');
  return { start, proof };
}

function withoutConflict({ hosts, ...rest }: Awaited<ReturnType<EnrollWorld['everything']>>) {
  const others = hosts.map(({ metadata, spec, status = {} }) => {
    const { resourceVersion: _version, ...named } = metadata;
    const conditions = (status.conditions ?? []).filter(({ type }) => type !== 'Conflict');
    return { metadata: named, spec, status: { ...status, conditions } };
  });
  return { ...rest, hosts: others };
}
