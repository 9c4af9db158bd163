/**
 * Label and field selectors in the forms that kubectl and clients send.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { parseFieldSelector, parseLabelSelector } from '#controller/apiserver/selector.ts';
import { apiDocument } from '#test/gen/api-document.ts';

const labels = { role: 'db', zone: 'eu-1', weight: '7' };
const document = apiDocument({ labels, name: 'one', namespace: 'payments' });

describe('label selector', () => {
  test.for<[string, boolean]>([
    ['', true],
    ['role=db', true],
    ['role==db', true],
    ['role = db', true],
    ['role!=db', false],
    ['other!=x', true],
    ['role', true],
    ['!role', false],
    ['!other', true],
    ['role in (db,web)', true],
    ['role in (web)', false],
    ['role notin (web)', true],
    ['other notin (web)', true],
    ['other in (web)', false],
    ['role in (db,web),zone=eu-1', true],
    ['role in (db,web),zone=us', false],
    ['weight>5', true],
    ['weight<5', false],
    ['constructor', false],
    ['role=', false],
  ])("'%s': %s", ([text, matches]) => {
    const parsed = parseLabelSelector(text);
    expect(parsed.ok && parsed.value(document)).toBe(matches);
  });

  test.for(['role in (', 'a b', '=x', 'role in db', 'weight>x'])("'%s' is refused", (text) => {
    expect(parseLabelSelector(text).ok).toBe(false);
  });
});

describe('field selector', () => {
  const fields = ['metadata.name', 'metadata.namespace', 'type'];

  test.for<[string, boolean]>([
    ['metadata.name=one', true],
    ['metadata.name!=one', false],
    ['metadata.name=one,metadata.namespace=payments', true],
    ['metadata.namespace==other', false],
    ['type=', true],
  ])("'%s': %s", ([text, matches]) => {
    const parsed = parseFieldSelector(text, fields);
    expect(parsed.ok && parsed.value(document)).toBe(matches);
  });

  test.for(['spec.x=1', 'abc'])("'%s' is refused", (text) => {
    expect(parseFieldSelector(text, fields).ok).toBe(false);
  });
});
