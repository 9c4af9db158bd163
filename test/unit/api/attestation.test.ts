/**
 * What a HostAccessPolicy may demand of a host's TPM.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { applyDefaults } from '#controller/apiserver/schema/defaults.ts';
import { createRules } from '#controller/apiserver/schema/rules.ts';
import { validate } from '#controller/apiserver/schema/validate.ts';
import { HOST_ACCESS_POLICY_SPEC } from '#src/api/crds/host.ts';
import type { JsonValue } from '#src/api/json.ts';

const value = 'a'.repeat(64);
const pcrs = [{ index: 7, sha256: [value] }];
const check = createRules();

function problemsOf(attestation: JsonValue, assurance: string = 'TPM'): readonly string[] {
  const given = { namespaces: ['payments'], assurance, attestation };
  const spec = applyDefaults(HOST_ACCESS_POLICY_SPEC, given);
  const wrong = validate(HOST_ACCESS_POLICY_SPEC, spec, 'spec');
  if (wrong.length > 0) return wrong.map(({ field }) => field);
  const broken = check(HOST_ACCESS_POLICY_SPEC, spec, undefined);
  return broken.map(({ message }) => message);
}

test('a list of values is enough; five minutes are the default', () => {
  expect(problemsOf({ pcrs })).toEqual([]);
  const spec = applyDefaults(HOST_ACCESS_POLICY_SPEC, { attestation: { pcrs } });
  expect(spec).toMatchObject({ assurance: 'TPM', attestation: { maxAgeSeconds: 300 } });
});

describe('refused is', () => {
  test.for<readonly [string, JsonValue, string]>([
    ['no PCR at all', { pcrs: [] }, 'spec.attestation.pcrs'],
    ['a PCR that no PC has', { pcrs: [{ index: 24, sha256: [value] }] }, 'pcrs[0].index'],
    ['a negative PCR', { pcrs: [{ index: -1, sha256: [value] }] }, 'pcrs[0].index'],
    ['a PCR twice', { pcrs: [...pcrs, ...pcrs] }, 'pcrs[1]'],
    ['a PCR without a value', { pcrs: [{ index: 7, sha256: [] }] }, 'pcrs[0].sha256'],
    ['a value in capitals', { pcrs: [{ index: 7, sha256: ['A'.repeat(64)] }] }, 'sha256[0]'],
    ['a value of SHA-1', { pcrs: [{ index: 7, sha256: ['a'.repeat(40)] }] }, 'sha256[0]'],
    ['a value twice', { pcrs: [{ index: 7, sha256: [value, value] }] }, 'sha256[1]'],
    ['an age below a minute', { pcrs, maxAgeSeconds: 59 }, 'maxAgeSeconds'],
    ['an age of more than a day', { pcrs, maxAgeSeconds: 86_401 }, 'maxAgeSeconds'],
  ])('%s', ([, attestation, field]) => {
    expect(problemsOf(attestation).join()).toContain(field);
  });

  test('a demand of hosts that need no TPM', () => {
    expect(problemsOf({ pcrs }, 'Any')).toEqual([
      'Invalid value: attestation is a proof by a TPM: assurance must be TPM',
    ]);
  });
});
