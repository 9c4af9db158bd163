/**
 * What the documents say is so: every code is explained, every file named in the flow exists, every link
 * leads somewhere.
 * @module
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorCodes, type Retry } from '#src/errors/credfleet-error.ts';
import { allPaths, read, ROOT, sources } from './source-files.ts';

const documents = allPaths.filter((path) => path.endsWith('.md'));

describe('docs/errors.md', () => {
  const rows = read('docs/errors.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(2, -2)
        .split(/(?<!\\) \| /u)
        .map((cell) => cell.trim()),
    );
  const retryText = (retry: Retry): string =>
    typeof retry === 'number' ? `${retry / 1000} s` : retry;

  test('has exactly the codes of the table, in its order, with reason and retry', () => {
    const documented = rows.map(([code = '', reason, retry]) => [code.slice(1, -1), reason, retry]);
    const coded = Object.entries(errorCodes).map(([code, { reason, retry }]) => [
      code,
      reason,
      retryText(retry),
    ]);
    expect(documented).toEqual(coded);
  });

  test('says of each what happened and what to do', () => {
    for (const row of rows) {
      expect(row).toHaveLength(5);
      for (const cell of row) expect(cell).not.toBe('');
    }
  });

  test('says which codes nothing raises yet', () => {
    const text = sources
      .filter(({ path }) => !path.startsWith('test/') && !path.endsWith('credfleet-error.ts'))
      .map((source) => source.text)
      .join('\n');
    const unused = Object.keys(errorCodes).filter((code) => !text.includes(`'${code}'`));
    const announced = rows.filter(([, , , meaning]) => meaning?.startsWith('Not raised yet: '));
    expect(announced.map(([code = '']) => code.slice(1, -1))).toEqual(unused);
  });
});

describe('docs/flow.md', () => {
  const flow = read('docs/flow.md');
  const named = Array.from(flow.matchAll(/`([\w./-]+\.ts)`/gu), ([, path = '']) => path);
  const spine = Array.from(
    flow.matchAll(/`([\w./-]+\.ts)` \*\*([A-Za-z]+)\*\*/gu),
    ([, path = '', name = '']) => ({ path, name }),
  );

  test('names files that exist', () => {
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('names functions that these files export', () => {
    expect(spine.length).toBeGreaterThan(7);
    const missing = spine.filter(({ path, name }) => {
      const exported = new RegExp(
        `^export (?:async )?(?:function\\*?|const|class) ${name}\\b`,
        'mu',
      );
      return !exported.test(read(path));
    });
    expect(missing).toEqual([]);
  });
});

const evidence = [
  { document: 'docs/status.md', atLeast: 50 },
  { document: 'docs/threat-model.md', atLeast: 40 },
];
describe.for(evidence)('$document', ({ document, atLeast }) => {
  const text = read(document);
  const shown = Array.from(
    text.matchAll(/`(test\/[\w./-]+\.test\.ts)` "([^"]+)"/gu),
    ([, path = '', title = '']) => ({ path, title }),
  );

  test('names tests that exist', () => {
    expect(shown.length).toBeGreaterThan(atLeast);
    const missing = shown.filter(({ path, title }) => {
      return !existsSync(join(ROOT, path)) || !read(path).includes(title);
    });
    expect(missing).toEqual([]);
  });

  test('names files that exist', () => {
    const named = Array.from(text.matchAll(/`([\w.-]+\/[\w./-]*)`/gu), ([, path = '']) => path);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

test('links between documents lead to files that exist', () => {
  const broken = documents.flatMap((document) =>
    Array.from(read(document).matchAll(/\]\((?!https?:|mailto:|#)([^)#]+)/gu), ([, to = '']) => to)
      .filter((to) => !existsSync(join(ROOT, dirname(document), to)))
      .map((to) => `${document}: ${to}`),
  );
  expect(broken).toEqual([]);
});

test('decisions have numbers of their own and their four parts', () => {
  const decisions = documents.filter((path) => path.startsWith('docs/adr/'));
  expect(decisions.length).toBeGreaterThan(4);
  const numbers = decisions.map((path) => /^docs\/adr\/(\d{4})-[a-z0-9-]+\.md$/u.exec(path)?.[1]);
  expect(numbers).not.toContain(undefined);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const path of decisions) {
    const headings = Array.from(read(path).matchAll(/^## (.+)$/gmu), ([, heading]) => heading);
    expect(headings).toEqual(['Context', 'Decision', 'Consequences', 'Alternatives']);
  }
});

test('npm scripts and commands that the README names exist', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const known = new Set([...Object.keys(scripts), 'ci', 'test']);
  const texts = documents.map(read).join('\n');
  const called = Array.from(
    texts.matchAll(/\bnpm (?:run )?([a-z:]+)/gu),
    ([, name = '']) => name,
  ).filter((name) => name !== 'run' && name !== 'is' && name !== 'and');
  expect([...new Set(called)].filter((name) => !known.has(name))).toEqual([]);
});
