/**
 * Content from Secrets: all items or none.
 * @module
 */
import { expect, test } from 'vitest';
import { resolveItems, secretNames } from '#controller/reconcile/resolve-items.ts';
import type { CredentialItem } from '#src/api/credential.ts';
import type { KubeSecret } from '#src/api/core.ts';
import { hostCredentialOf, secretOf, storedOf } from '#test/gen/objects.ts';
import { NOW_MS } from '#test/gen/rollout.ts';

const fromKey = (name: string, secret: string, key: string): CredentialItem => ({
  name,
  source: { secretKeyRef: { name: secret, key } },
});
const fromTemplate = (name: string, text: string): CredentialItem => ({
  name,
  source: {
    template: {
      text,
      inputs: [
        { alias: 'pw', secretKeyRef: { name: 'db', key: 'password' } },
        { alias: 'user', secretKeyRef: { name: 'login', key: 'user' } },
      ],
    },
  },
});

function resolve(
  items: readonly CredentialItem[],
  secrets: readonly KubeSecret[] = [
    secretOf('db', { password: 'p w' }),
    secretOf('login', { user: 'ada' }),
  ],
) {
  const byName = new Map(secrets.map((secret) => [secret.metadata.name, storedOf(secret)]));
  const resolved = resolveItems(hostCredentialOf({ items }).spec, byName, NOW_MS);
  if (resolved.kind === 'unresolved') return `${resolved.reason}: ${resolved.message}`;
  return resolved.items.map(
    ({ name, content }) => `${name}=${Buffer.from(content.reveal()).toString()}`,
  );
}

test('keys and templates become items; each Secret is read once', () => {
  const items = [fromKey('a', 'db', 'password'), fromTemplate('b', '${user}:${pw|urlquery}')];
  expect(resolve(items)).toEqual(['a=p w', 'b=ada:p%20w']);
  expect(secretNames(hostCredentialOf({ items }).spec)).toEqual(['db', 'login']);
});

test.for([
  {
    given: 'a missing Secret',
    items: [fromKey('a', 'gone', 'x')],
    says: "SecretNotFound: Secret 'gone' does not exist",
  },
  {
    given: 'a missing key',
    items: [fromKey('a', 'db', 'x')],
    says: "KeyNotFound: Secret 'db' has no key 'x'",
  },
  {
    given: 'a template with an unknown alias',
    items: [fromTemplate('b', '${x}')],
    says: 'TemplateError: template of item b: alias',
  },
  {
    given: 'one good item and one that is not',
    items: [fromKey('a', 'db', 'password'), fromKey('b', 'db', 'x')],
    says: 'KeyNotFound',
  },
])('$given: $says', ({ items, says }) => {
  expect(resolve(items)).toContain(says);
});

test("content beyond systemd's limit is refused", () => {
  const big = secretOf('db', { password: 'x'.repeat(600_000) });
  const items = [fromKey('a', 'db', 'password'), fromKey('b', 'db', 'password')];
  expect(resolve(items, [big])).toBe(
    'TooLarge: all items have 1200000 bytes, at most 1048496 may be',
  );
});

test("the controller's own Secrets are nobody's source", () => {
  const own = { ...secretOf('db', { password: 'key' }), type: 'credfleet.dev/keys' };
  expect(resolve([fromKey('a', 'db', 'password')], [own])).toContain('SecretNotFound');
});

test('the versions of the Secrets that were read are told', () => {
  const byName = new Map([
    ['db', storedOf(secretOf('db', { password: 'x' }), { resourceVersion: '77' })],
  ]);
  const resolved = resolveItems(hostCredentialOf().spec, byName, NOW_MS);
  expect(resolved).toMatchObject({ sources: [{ secretName: 'db', resourceVersion: '77' }] });
});
