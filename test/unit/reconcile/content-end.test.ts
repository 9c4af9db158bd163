/**
 * When content ends: certificates in it, annotations on its Secrets, and what is no certificate.
 * @module
 */
import { expect, test } from 'vitest';
import { contentEnd, NOT_AFTER_ANNOTATION } from '#controller/reconcile/content-end.ts';
import { formatTime } from '#src/api/time.ts';
import { Secret } from '#src/secret/secret.ts';
import { authority } from '#test/gen/ek-certificate.ts';
import { secretOf } from '#test/gen/objects.ts';
import { p256Key } from '#test/fakes/applicant.ts';

const pem = (notAfter: string, isCa = false): string => {
  const { der } = authority('web', undefined, { isCa, notAfterMs: Date.parse(notAfter) });
  const lines = Buffer.from(der).toString('base64').replaceAll(/.{64}/gu, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
};
const key = p256Key().export({ type: 'pkcs8', format: 'pem' });
const annotated = (notAfter: string) => {
  const secret = secretOf('tls', {});
  return { metadata: { ...secret.metadata, annotations: { [NOT_AFTER_ANNOTATION]: notAfter } } };
};

const [early, middle, late] = [
  '2030-01-01T00:00:00Z',
  '2031-01-01T00:00:00Z',
  '2032-01-01T00:00:00Z',
];

function endOf(
  contents: readonly string[],
  secrets: readonly { metadata: { name: string } }[] = [],
) {
  const items = contents.map((text, at) => ({
    name: `i${at}`,
    content: new Secret(new TextEncoder().encode(text)),
  }));
  const end = contentEnd(items, secrets);
  if (!end.ok) return end.problems.join('; ');
  return end.value === undefined ? undefined : `${formatTime(end.value.endMs)} ${end.value.source}`;
}

test.for([
  { given: 'a password', contents: ['hunter2'], end: undefined },
  { given: 'a key alone', contents: [key], end: undefined },
  { given: 'a certificate', contents: [pem(middle)], end: `${middle} certificate of item 'i0'` },
  {
    given: 'a key with its chain',
    contents: [`${key}${pem(middle)}${pem(early, true)}`],
    end: `${early} certificate of item 'i0'`,
  },
  {
    given: 'two items',
    contents: [pem(late), pem(early)],
    end: `${early} certificate of item 'i1'`,
  },
  {
    given: 'a trust bundle, of which one has ended long ago',
    contents: [`${pem('2020-06-01T00:00:00Z', true)}${pem(late, true)}`],
    end: `${late} certificate of item 'i0'`,
  },
  {
    given: 'marks with something else between them',
    contents: ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', pem(late)],
    end: `${late} certificate of item 'i1'`,
  },
  { given: 'a certificate that is cut off', contents: [pem(late).slice(0, 200)], end: undefined },
])('of $given: $end', ({ contents, end }) => {
  expect(endOf(contents)).toBe(end);
});

test('an annotation counts like a certificate: the earliest', () => {
  expect(endOf(['hunter2'], [annotated(middle)])).toBe(`${middle} annotation of Secret 'tls'`);
  expect(endOf([pem(late)], [annotated(middle)])).toContain(middle);
  expect(endOf([pem(early)], [annotated(middle)])).toContain(early);
});

test('an annotation that is no time is refused, not passed over', () => {
  expect(endOf(['hunter2'], [annotated('next year')])).toContain("Secret 'tls'");
});
