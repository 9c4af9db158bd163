/**
 * A machine that asks to be host NAME, with a join token or without.
 * @module
 */
import { withToken } from '#test/fakes/applicant.ts';
import type { Twist } from '#test/fakes/enroll-world.ts';

export function named(hostName: string, token?: string): Twist {
  return {
    start: (start) => {
      const asking = { ...start, hostName };
      return token === undefined ? asking : withToken(asking, token);
    },
  };
}
