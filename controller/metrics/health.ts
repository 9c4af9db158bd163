/**
 * Whether this controller is ready to serve hosts: named checks, one line each, as kubectl shows them.
 * @module
 */
export type Check = { readonly name: string; readonly problem: () => string | undefined };
export type Health = { readonly isWell: boolean; readonly text: string };

export function judgeHealth(checks: readonly Check[]): Health {
  const judged = checks.map(({ name, problem }) => ({ name, problem: problemOf(problem) }));
  const isWell = judged.every(({ problem }) => problem === undefined);
  const lines = judged.map(({ name, problem }) =>
    problem === undefined ? `[+]${name} ok` : `[-]${name} ${problem}`,
  );
  return { isWell, text: `${lines.join('\n')}\n${isWell ? 'ok' : 'not ready'}\n` };
}

/** A check that cannot be made has failed; why is in the log, not for whoever asks. */
function problemOf(problem: Check['problem']): string | undefined {
  try {
    return problem();
  } catch {
    return 'failed';
  }
}
