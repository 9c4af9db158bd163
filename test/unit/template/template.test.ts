/**
 * Templates: syntax, filters, and that they work on bytes.
 * @module
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTemplate, renderTemplate } from '#src/template/template.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** The rendered text, or what is wrong. */
function render(text: string, inputs: Readonly<Record<string, string | Uint8Array>>): string {
  const values = new Map(
    Object.entries(inputs).map(([alias, value]) => [
      alias,
      typeof value === 'string' ? bytes(value) : value,
    ]),
  );
  const parts = parseTemplate(text, [...values.keys()]);
  if (!parts.ok) return `refused: ${parts.problems.join('; ')}`;
  const rendered = renderTemplate(parts.value, values);
  if (!rendered.ok) return `refused: ${rendered.problems.join('; ')}`;
  using secret = rendered.value;
  return Buffer.from(secret.reveal()).toString();
}

test.for([
  ['no placeholder', 'plain $text {}', {}, 'plain $text {}'],
  ['an alias', 'a=${a};', { a: 'x' }, 'a=x;'],
  ['an alias twice, beside another', '${a}${b}${a}', { a: '1', b: '2' }, '121'],
  ['spaces inside', '${ a | base64 }', { a: 'x' }, 'eA=='],
  ['an escaped placeholder', '$${a} ${a}', { a: 'x' }, '${a} x'],
  ['a value that looks like a placeholder', '${a}', { a: '${b}' }, '${b}'],
  ['urlquery', '${a|urlquery}', { a: 'p@ss/w ö&=' }, 'p%40ss%2Fw%20%C3%B6%26%3D'],
  ['dotenv', 'A=${a|dotenv}', { a: 'a"b\\c$d`e\nf' }, 'A="a\\"b\\\\c\\$d\\`e\nf"'],
  ['json', '{"a":${a|json}}', { a: 'q"\\\n\u0001ü' }, '{"a":"q\\"\\\\\\u000A\\u0001ü"}'],
  [
    'base64 of one, two, three bytes',
    '${a|base64} ${b|base64} ${c|base64}',
    { a: 'f', b: 'fo', c: 'foo' },
    'Zg== Zm8= Zm9v',
  ],
  ['base64 of nothing', '<${a|base64}>', { a: '' }, '<>'],
] as const)('%s is rendered', ([, text, inputs, rendered]) => {
  expect(render(text, inputs)).toBe(rendered);
});

test.for([
  ['an unknown alias', '${b}', 'alias'],
  ['an unknown filter', '${a|rot13}', 'rot13'],
  ['two filters', '${a|json|base64}', 'not ${alias}'],
  ['an empty placeholder', '${}', 'not ${alias}'],
  ['an open placeholder', 'x ${a', 'not closed'],
] as const)('%s is refused', ([, text, problem]) => {
  expect(render(text, { a: 'x' })).toMatch(/^refused: /u);
  expect(render(text, { a: 'x' })).toContain(problem);
});

test('every problem is told at once', () => {
  expect(render('${b} ${a|nope}', { a: 'x' })).toBe(
    "refused: alias 'b' is not among the inputs; filter 'nope' of 'a' is unknown; there are urlquery, dotenv, json, base64",
  );
});

test('what a format cannot say is refused, and the value is not told', () => {
  const notText = new Uint8Array([0x66, 0xff]);
  expect(render('${a|json}', { a: notText })).toBe(
    "refused: filter 'json' cannot represent the value of 'a'",
  );
  expect(render('${a|dotenv}', { a: 'x\0y' })).toMatch(/^refused: /u);
});

test('bytes that are no text pass through unchanged', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (value) => {
      const parts = parseTemplate('<${a}>', ['a']);
      const rendered = parts.ok ? renderTemplate(parts.value, new Map([['a', value]])) : parts;
      expect(rendered.ok && [...rendered.value.reveal()]).toEqual([60, ...value, 62]);
    }),
  );
});

test('filters agree with what other programs decode', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      expect(decodeURIComponent(render('${a|urlquery}', { a: value }))).toBe(value);
      expect(JSON.parse(render('${a|json}', { a: value }))).toBe(value);
      expect(Buffer.from(render('${a|base64}', { a: value }), 'base64').toString()).toBe(value);
    }),
  );
});

test('the inputs are not changed by rendering', () => {
  const value = bytes('keep');
  const parts = parseTemplate('${a} ${a|dotenv} ${a|base64}', ['a']);
  if (parts.ok) renderTemplate(parts.value, new Map([['a', value]]));
  expect(value).toEqual(bytes('keep'));
});
