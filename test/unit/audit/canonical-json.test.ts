/**
 * RFC 8785.
 * @module
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type JsonValue } from '#src/audit/canonical-json.ts';
import { encodeEvent } from '#src/audit/encode-event.ts';

test('the example of RFC 8785 section 3.2.3: keys by UTF-16 code units', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  };
  const order = [...canonicalJson(value).matchAll(/:"([A-Z]\w+)/gu)].map((match) => match[1]);
  expect(order).toEqual(['Carriage', 'One', 'Control', 'Latin', 'Euro', 'Emoji', 'Hebrew']);
});

test('numbers and literals of RFC 8785 section 3.2.2', () => {
  const value = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27],
    literals: [null, true, false],
  };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
  );
});

test('what JSON cannot say is refused', () => {
  expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
  expect(() => canonicalJson([Number.POSITIVE_INFINITY])).toThrow(TypeError);
  expect(() => canonicalJson('\ud800')).toThrow(TypeError);
});

test('the order in which members were added does not show, and it parses to the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text) as JsonValue)).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('an event has one spelling, with its time in RFC 3339', () => {
  const event = encodeEvent({
    seq: 7,
    timeMs: 1_700_000_000_123,
    type: 'version.created',
    outcome: 'success',
    actor: { kind: 'controller', id: 'controller' },
    subject: { version: 3, namespace: 'payments' },
    detail: {},
  });
  expect(event).toBe(
    '{"actor":{"id":"controller","kind":"controller"},"detail":{},"outcome":"success","seq":7,' +
      '"subject":{"namespace":"payments","version":3},"time":"2023-11-14T22:13:20.123Z","type":"version.created"}',
  );
});
