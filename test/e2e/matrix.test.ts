/**
 * The table of docs/hosts.md is what real hosts do.
 * @module
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { documentOf } from '#test/matrix/document.ts';
import { runMatrix } from '#test/matrix/run-matrix.ts';

const DOCUMENT = new URL('../../docs/hosts.md', import.meta.url);
/** sid changes every day, so it is tested on request only. */
const WITH_SID = process.env['CREDFLEET_TEST_SID'] === '1';

test('each delivery with each sealing profile does what docs/hosts.md says', async () => {
  const document = readFileSync(DOCUMENT, 'utf8');
  const shown = documentOf(await runMatrix({ sid: WITH_SID }), document);
  expect(document, 'npm run matrix -- --write').toBe(shown);
});
