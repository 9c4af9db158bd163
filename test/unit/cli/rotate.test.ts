/**
 * `credfleet rotate`: a new value goes into the right key of the right Secret, and nowhere else.
 * @module
 */
import { beforeEach, expect, test } from 'vitest';
import { FakeCli } from '#test/fakes/fake-cli.ts';

const CREDENTIAL = '/apis/credfleet.dev/v1alpha1/namespaces/shop/hostcredentials/db';
const SECRET = '/api/v1/namespaces/shop/secrets/db-source';
const VALUE = 'canary-93d1\n';

const plain = (name: string, key: string) => {
  return { name, source: { secretKeyRef: { name: 'db-source', key } } };
};
const template = {
  name: 'url',
  source: {
    template: { text: '', inputs: [{ alias: 'a', secretKeyRef: { name: 'in', key: 'k' } }] },
  },
};

let cli: FakeCli;

function withItems(...items: readonly object[]): void {
  cli.api.on(`GET ${CREDENTIAL}`, { spec: { items } });
}

beforeEach(() => {
  cli = new FakeCli();
  cli.files.set('-', VALUE);
  cli.api.on(`PATCH ${SECRET}`, {});
});

test('the value of standard input is written as it is, and never shown', async () => {
  withItems(plain('db', 'password'));
  const { exitCode, out, err } = await cli.run('rotate', 'shop/db');
  expect(cli.api.writes).toMatchObject([
    {
      path: SECRET,
      contentType: 'application/merge-patch+json',
      body: { data: { password: Buffer.from(VALUE).toString('base64') } },
    },
  ]);
  expect({ exitCode, out }).toEqual({ exitCode: 0, out: 'secret/db-source key password written' });
  expect(`${out}${err}`).not.toContain('canary');
});

test('of several items the named one', async () => {
  withItems(plain('user', 'u'), plain('db', 'p'));
  await cli.run('rotate', 'shop/db', '--item', 'db');
  expect(cli.api.writes).toMatchObject([{ body: { data: { p: expect.any(String) } } }]);
});

test.for([
  {
    given: 'several items and none named',
    items: [plain('a', 'x'), plain('b', 'y')],
    args: [],
    said: 'say which --item: a, b',
  },
  {
    given: 'an item that is not there',
    items: [plain('a', 'x')],
    args: ['--item', 'z'],
    said: "no item 'z'; there are a",
  },
  {
    given: 'an item from a template',
    items: [template],
    args: [],
    said: 'change its Secrets (in/k) with kubectl',
  },
])('$given: nothing is written', async ({ items, args, said }) => {
  withItems(...items);
  const { exitCode, err } = await cli.run('rotate', 'shop/db', ...args);
  expect(exitCode).toBe(2);
  expect(err).toContain(said);
  expect(cli.api.writes).toEqual([]);
});

test('an empty value is a mistake', async () => {
  cli.files.set('-', '');
  withItems(plain('db', 'password'));
  expect((await cli.run('rotate', 'shop/db')).exitCode).toBe(2);
  expect(cli.api.writes).toEqual([]);
});
