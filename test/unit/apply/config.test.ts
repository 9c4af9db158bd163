/**
 * Flags and environment of the agent.
 * @module
 */
import { expect, test } from 'vitest';
import { readConfig } from '#agent/config.ts';

const PIN = `sha256:${'a'.repeat(64)}`;
const needed = [
  '--controller-enroll=10.0.0.1:7443',
  '--controller-session=controller.example:7444',
  '--host-name=web-1',
  `--ca-pin=${PIN}`,
];

test('what must be given is enough; the rest has defaults', () => {
  expect(readConfig(needed, {})).toMatchObject({
    controllerEnroll: ['10.0.0.1:7443'],
    caPins: [PIN],
    stateDir: '/var/lib/credfleet',
    identity: 'TPM',
    tcti: 'device:/dev/tpmrm0',
    kxMaxAgeMs: 30 * 86_400_000,
    execEnv: {},
    metricsDir: undefined,
    metricsIntervalMs: 15_000,
    failpoint: undefined,
  });
});

test("the TPM's address goes to systemd-creds, and to nothing else", () => {
  const env = { SYSTEMD_TPM2_DEVICE: 'mssim:path=/x', HOME: '/root', TOKEN: 'x' };
  const config = readConfig(needed, env);
  expect(config.execEnv).toEqual({ SYSTEMD_TPM2_DEVICE: 'mssim:path=/x' });
  expect(config.tcti).toBe('mssim:path=/x');
});

test('a TPM that is named is the one for systemd-creds too', () => {
  const config = readConfig([...needed, '--tpm', '/dev/tpmrm1'], { SYSTEMD_TPM2_DEVICE: 'x' });
  expect(config).toMatchObject({
    tcti: '/dev/tpmrm1',
    execEnv: { SYSTEMD_TPM2_DEVICE: '/dev/tpmrm1' },
  });
});

test.for([
  { given: 'no pin', argv: needed.slice(0, 3) },
  { given: 'a pin that is none', argv: [...needed, '--ca-pin', 'sha256:abc'] },
  { given: 'an identity that does not exist', argv: [...needed, '--identity', 'auto'] },
  { given: 'a TPM that is none', argv: [...needed, '--tpm', 'tabrmd:'] },
  { given: 'a key for envelopes that never ages', argv: [...needed, '--kx-max-age-days', '0'] },
  { given: 'an address without port', argv: [...needed, '--controller-session', 'x'] },
  { given: 'an unknown flag', argv: [...needed, '--insecure'] },
  {
    given: 'a folder for metrics that depends on where it is started',
    argv: [...needed, '--metrics-dir=m'],
  },
  ...['0', '301', '1.5', '-1'].map((seconds) => ({
    given: `metrics every ${seconds} s`,
    argv: [...needed, `--metrics-interval-seconds=${seconds}`],
  })),
  { given: 'a negative wait', argv: [...needed, '--backoff-base-ms=-1'] },
])('$given is refused', ({ argv }) => {
  expect(() => readConfig(argv, {})).toThrow(expect.objectContaining({ code: 'USAGE' }));
});
