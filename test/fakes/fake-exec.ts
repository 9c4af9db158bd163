/**
 * An Exec that answers from a function and remembers what it was asked.
 * @module
 */
import type { Exec, ExecRequest, ExecResult } from '#src/exec/exec.ts';

export type FakeAnswer = Partial<Omit<ExecResult, 'stdout'>> & {
  readonly stdout?: string | Uint8Array;
};

export class FakeExec {
  readonly requests: ExecRequest[] = [];
  readonly #answer: (request: ExecRequest) => FakeAnswer;

  constructor(answer: FakeAnswer | ((request: ExecRequest) => FakeAnswer)) {
    this.#answer = typeof answer === 'function' ? answer : () => answer;
  }

  readonly run: Exec = async (request) => {
    // A copy: the caller may wipe what it sent.
    const stdin = request.stdin === undefined ? {} : { stdin: request.stdin.slice() };
    this.requests.push({ ...request, ...stdin });
    const { stdout = '', exitCode = 0, stderr = '' } = this.#answer(request);
    const bytes = typeof stdout === 'string' ? Buffer.from(stdout) : stdout;
    return { exitCode, stderr, stdout: new Uint8Array(bytes) };
  };
}
