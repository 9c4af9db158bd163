/**
 * Which forms of SYSTEMD_TPM2_DEVICE are understood.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { DEFAULT_TCTI, parseTcti } from '#agent/tpm/tcti.ts';

describe('a TPM is found by', () => {
  test.for([
    [DEFAULT_TCTI, { kind: 'device', path: '/dev/tpmrm0' }],
    ['/dev/tpmrm1', { kind: 'device', path: '/dev/tpmrm1' }],
    ['mssim:path=/run/tpm', { kind: 'mssim', address: { path: '/run/tpm' } }],
    ['swtpm:path=/run/tpm', { kind: 'swtpm', address: { path: '/run/tpm' } }],
    ['swtpm:host=::1,port=2321', { kind: 'swtpm', address: { host: '::1', port: 2321 } }],
    ['mssim:port=1,host=tpm', { kind: 'mssim', address: { host: 'tpm', port: 1 } }],
  ] as const)('%s', ([text, value]) => {
    expect(parseTcti(text)).toEqual({ ok: true, value });
  });
});

describe('a TPM is not found by', () => {
  test.for([
    '',
    'auto',
    'device:',
    'device:dev/tpm0',
    'tabrmd:bus_type=system',
    'swtpm:',
    'swtpm:path=',
    'swtpm:path=relative',
    'swtpm:path=/a,path=/b',
    'swtpm:path=/a,host=b,port=1',
    'swtpm:host=a',
    'swtpm:host=a,port=0',
    'swtpm:host=a,port=65536',
    'swtpm:host=a,port=1.5',
    'swtpm:host=,port=1',
  ])("'%s', and it is told which forms there are", (text) => {
    expect(parseTcti(text)).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('device:/dev/tpmrm0')],
    });
  });
});
