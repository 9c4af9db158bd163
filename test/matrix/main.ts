/**
 * `npm run matrix -- [--write] [--sid]`: what each way of delivery and sealing does on each systemd, from real hosts.
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { documentOf } from './document.ts';
import { runMatrix } from './run-matrix.ts';

const DOCUMENT = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'docs/hosts.md');

const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    sid: { type: 'boolean', default: false },
  },
});
const before = readFileSync(DOCUMENT, 'utf8');
const text = documentOf(await runMatrix({ sid: values.sid }), before);
console.log(text);
if (values.write) writeFileSync(DOCUMENT, text);
else if (text !== before) {
  console.error('docs/hosts.md says something else: npm run matrix -- --write');
  process.exitCode = 1;
}
