/**
 * The host owner's last word.
 * @module
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allowListReader } from '#agent/allow/allow-list.node.ts';
import { ALLOW_ALL, parseAllowList, refusalOf } from '#agent/allow/allow-list.ts';

const asked = { units: ['shop-web.service'], credentials: ['shop-token'] };

test.for([
  { units: ['*'], credentials: ['*'], code: undefined },
  { units: ['shop-*.service'], credentials: ['shop-*'], code: undefined },
  { units: ['shop-*-x.service'], credentials: ['*'], code: 'UNIT_NOT_ALLOWED' },
  { units: ['shop-web'], credentials: ['*'], code: 'UNIT_NOT_ALLOWED' },
  { units: ['sh*web*ice'], credentials: ['*token'], code: undefined },
  { units: ['sh*webx*ice'], credentials: ['*'], code: 'UNIT_NOT_ALLOWED' },
  { units: ['shop.web?service', 'shop-web.servic.'], credentials: ['*'], code: 'UNIT_NOT_ALLOWED' },
  { units: ['shop-web.service*shop-web.service'], credentials: ['*'], code: 'UNIT_NOT_ALLOWED' },
  { units: ['*'], credentials: ['shop'], code: 'CREDENTIAL_NAME_NOT_ALLOWED' },
  { units: [], credentials: ['*'], code: 'UNIT_NOT_ALLOWED' },
])('units $units, credentials $credentials: $code', ({ units, credentials, code }) => {
  expect(refusalOf({ units, credentials }, asked)?.code).toBe(code);
});

test('a field that is missing allows nothing', () => {
  const list = parseAllowList('{"units": ["*"]}', 'allow.json');
  expect(refusalOf(list, asked)?.code).toBe('CREDENTIAL_NAME_NOT_ALLOWED');
});

test.for(['', '[]', 'null', '{', '{"units": "x"}', '{"units": [1]}', '{"unit": ["*"]}'])(
  'a file with %j refuses everything',
  (text) => {
    expect(() => parseAllowList(text, 'allow.json')).toThrow(/allow\.json is invalid/u);
  },
);

test('no file allows what the controller may; an edit counts from the next push on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'allow-'));
  const path = join(folder, 'allow.json');
  const read = allowListReader(path);
  expect(await read()).toEqual(ALLOW_ALL);
  await writeFile(path, '{"units": ["a"], "credentials": ["b"]}');
  expect(await read()).toEqual({ units: ['a'], credentials: ['b'] });
  await writeFile(path, 'nonsense');
  await expect(read()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  await rm(folder, { recursive: true });
});
