/**
 * A refusal with its true cause, which is for the audit log; the host is told one text for all of them.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Conflict } from './applicant.ts';
import type { Claim } from './claim.ts';

export const REFUSAL_TEXT = "refused; the controller's audit log says why: credfleet audit";

export type RefusalAbout = {
  /** Undefined when M1 could not be read. */
  readonly hostName?: string;
  /** Undefined when it claims nothing whole. */
  readonly claim?: Claim;
  /** A Host that a person has to look at: another machine asks for its name, or its machine for another name. */
  readonly conflict?: Conflict;
  /** Too many of them: no audit event, which would fill the log. */
  readonly isFlood?: boolean;
};

export class RefusedEnrolment extends CredfleetError {
  readonly about: RefusalAbout;

  constructor(cause: string, about: RefusalAbout = {}) {
    super('ENROLMENT_REFUSED', cause);
    this.about = about;
  }
}
