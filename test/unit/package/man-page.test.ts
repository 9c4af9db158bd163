/**
 * The manual page is the usage text: nothing is lost on the way to roff.
 * @module
 */
import { expect, test } from 'vitest';
import { AGENT_USAGE } from '#agent/config.ts';
import { manPage } from '#scripts/package/man-page.ts';

const page = manPage({ usage: AGENT_USAGE, version: '1.2.3', date: '2026-01-02' });

test('names version and date', () => {
  expect(page.split('\n')[0]).toBe('.TH CREDFLEET-AGENT 8 "2026-01-02" "credfleet 1.2.3"');
});

test('has every option of the usage text, with what it says', () => {
  const flags = [...AGENT_USAGE.matchAll(/^ {2}(--[a-z-]+)/gmu)].map(([, flag]) => flag ?? '');
  expect(flags.length).toBeGreaterThan(10);
  for (const flag of flags) expect(page).toContain(`.B ${flag.replaceAll('-', '\\-')} `);
});

test('has the lines that go on from the one before', () => {
  expect(page).toContain('repeat for the next CA');
});

test('no line of text is taken for a request', () => {
  const tricky = manPage({
    usage: 'usage: x\n  --a  .dotted\n  --b  back\\slash',
    version: '1',
    date: '2026-01-02',
  });
  expect(tricky).toContain('\n\\&.dotted\n');
  expect(tricky).toContain('\nback\\eslash\n');
});
