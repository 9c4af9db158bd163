/**
 * Ready or not, and why.
 * @module
 */
import { expect, test } from 'vitest';
import { judgeHealth } from '#controller/metrics/health.ts';

test('all checks passed is ready', () => {
  expect(judgeHealth([{ name: 'ledger', problem: () => undefined }])).toEqual({
    isWell: true,
    text: '[+]ledger ok\nok\n',
  });
});

test('one problem is not ready, and is named; a check that throws tells nothing of its insides', () => {
  const checks = [
    { name: 'ports', problem: () => 'are not open yet' },
    {
      name: 'ledger',
      problem: () => {
        throw new Error('/var/lib/credfleet/ledger.db: disk I/O error');
      },
    },
  ];
  expect(judgeHealth(checks)).toEqual({
    isWell: false,
    text: '[-]ports are not open yet\n[-]ledger failed\nnot ready\n',
  });
});
