/**
 * Parameters of REST: what is read is what OpenAPI says may be given.
 * @module
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ParameterName, parameters, readParameters } from '#controller/rest/parameters.ts';

const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
const ajv = new Ajv2020({ strictTypes: false });
const names = Object.keys(parameters) as ParameterName[];
/** May have the form of a time and be none: 2026-99-99T00:00:00Z. */
const times: ReadonlySet<ParameterName> = new Set(['since', 'until', 'at']);

/** As a client would check it: a number in a URL is text. */
function isDescribed(name: ParameterName, text: string): boolean {
  const { schema } = parameters[name];
  const isNumber = schema['type'] === 'integer';
  if (isNumber && !/^(?:0|[1-9]\d*)$/u.test(text)) return false;
  return ajv.validate(schema, isNumber ? Number(text) : text);
}

/** Undefined when it is read. */
function refusalOf(name: ParameterName, text: string): unknown {
  try {
    const operation = { path: '/x', takes: [name] };
    readParameters(new URLSearchParams([[name, text]]), operation, NOW_MS);
    return undefined;
  } catch (error) {
    return error;
  }
}

const texts = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.nat().map(String),
  fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
  fc.array(fc.nat(), { maxLength: 4 }).map((list) => list.join(',')),
  fc.tuple(fc.string({ maxLength: 3 }), fc.string({ maxLength: 3 })).map((two) => two.join('/')),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('true', 'false', '7d', '90s', '12h', '', '0', '007', '1e3', '-1', 'a/b/c'),
);

describe.for(names)('%s', (name) => {
  test('what is read is what is described', () => {
    const isAgreed = (text: string): boolean => {
      const isRead = refusalOf(name, text) === undefined;
      return isRead === isDescribed(name, text) || (!isRead && times.has(name));
    };
    expect(() => fc.assert(fc.property(texts, isAgreed), { numRuns: 300 })).not.toThrow();
  });

  test('what is not is refused as a fault of this field', () => {
    const refusal = { code: 'USAGE', cause: { field: name } };
    expect(refusalOf(name, '')).toMatchObject(refusal);
    expect(refusalOf(name, `/${'x'.repeat(300)}`)).toMatchObject(refusal);
  });
});

test.for([
  ['version', '7'],
  ['since', '7d'],
  ['until', '2026-11-01T00:00:00Z'],
  ['at', '2026-11-01T00:00:00.5+01:00'],
  ['seq', '1,20,3'],
  ['watch', 'true'],
  ['credential', 'pay/db'],
  ['continue', '0'],
] as const)('%s=%s is read', ([name, text]) => {
  expect(refusalOf(name, text)).toBeUndefined();
  expect(isDescribed(name, text)).toBe(true);
});
