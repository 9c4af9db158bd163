/**
 * Writes to an object store until it is killed; says each revision once it is durable.
 * @module
 */
import { openSqliteObjects } from '#controller/objects/sqlite-objects.node.ts';
import { systemRandom } from '#src/random/random.node.ts';
import { apiDocument } from '#test/gen/api-document.ts';

const [database = ''] = process.argv.slice(2);
const storageKey = new Uint8Array(32).fill(7);
const store = openSqliteObjects({ database, storageKey, random: systemRandom });
for (let index = 0; ; index += 1) {
  const name = `secret-${index % 7}`;
  const key = { resource: 'secrets', namespace: 'payments', name };
  const pair = { resource: 'hosts', namespace: '', name };
  const document = apiDocument({ name, labels: { index: String(index) } });
  // Two objects in one transaction: after a crash there are both or neither.
  if (index % 2 === 0) {
    store.change((write) => {
      write.put(key, document, { sealed: true });
      write.put(pair, document, { sealed: false });
    });
  } else {
    store.together(() => {
      store.change((write) => write.put(key, document, { sealed: true }));
      store.change((write) => write.put(pair, document, { sealed: false }));
    });
  }
  process.stdout.write(`${store.revision()}\n`);
}
