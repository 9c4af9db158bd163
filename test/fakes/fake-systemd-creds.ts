/**
 * A systemd-creds without keys: seals as asked, opens under the right name only.
 * @module
 */
import type { RefuseLockedOut } from '#agent/tpm/tpm-watch.ts';
import { sealedTester, type TestSealed } from '#agent/seal/test-sealed.ts';
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { Exec, ExecRequest } from '#src/exec/exec.ts';
import { maskOfPcrs } from '#src/systemd/sealed-header.ts';
import { openSealedText, sealedText, type SealedParts } from '#test/gen/sealed-text.ts';
import type { FakeAnswer } from './fake-exec.ts';
import { HastyClock } from './hasty-clock.ts';

/** As the real one: no two seals of one content are the same. */
export function sealingAnew(): (request: ExecRequest) => FakeAnswer {
  let seals = 0;
  return (request) => {
    if (request.args[0] !== 'encrypt') return answerSystemdCreds(request);
    seals += 1;
    return answerSystemdCreds(request, seals);
  };
}

export function answerSystemdCreds(request: ExecRequest, tag = 0): FakeAnswer {
  const flag = (name: string): string =>
    request.args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
  const stdin = request.stdin ?? new Uint8Array();
  if (request.args[0] === 'encrypt') {
    const pcrs = flag('tpm2-pcrs')
      .split('+')
      .filter((pcr) => pcr !== '');
    const keyType = flag('with-key') as SealedParts['keyType'];
    const pcrMask = maskOfPcrs(pcrs.map(Number));
    const isScoped = flag('uid') !== '';
    const parts = { keyType, isScoped, pcrMask, name: flag('name'), content: stdin, tag };
    return { stdout: sealedText(parts) };
  }
  const { name, content } = openSealedText(stdin);
  if (name === flag('name')) return { stdout: content };
  const stderr = `Embedded credential name '${name}' does not match filename '${flag('name')}', refusing.\n`;
  return { exitCode: 1, stderr };
}

/** A host where the agent itself can open nothing. */
export function testBySystemdCreds(
  exec: Exec,
  refuseLockedOut: RefuseLockedOut = async () => undefined,
): TestSealed {
  const missing = new CredfleetError('HOST_KEY_MISSING', 'this fake host has no keys');
  return sealedTester({
    exec,
    opening: {
      useTpm: async () => Promise.reject(missing),
      readHostKey: async () => Promise.reject(missing),
      readSignatures: () => undefined,
      clock: new HastyClock(),
    },
    refuseLockedOut,
    onUndecided: () => undefined,
  });
}
