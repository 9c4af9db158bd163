/**
 * What is handed out by an agent that has just started: what its journal says, and from then on what it says itself.
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CredentialRecord } from '#agent/apply/journal-records.ts';
import { EMPTY_STATE } from '#agent/apply/journal-state.ts';
import { openJournal } from '#agent/apply/journal.node.ts';
import { statePaths } from '#agent/config.ts';
import { openProviding } from '#agent/provider/open-provider.node.ts';
import { FakeLog } from '#test/fakes/fake-log.ts';
import { call } from './caller.ts';

const SEALED = 'c2VhbGVk';
const FROM = 'a1b2/unit/db.service/token';
const credential: CredentialRecord = {
  uid: 'u',
  namespace: 'shop',
  name: 'token',
  version: 1,
  digest: 'd',
  phase: 'Healthy',
  units: [],
  brokenUnits: [],
  held: {
    version: 1,
    digest: 'd',
    spec: 's',
    store: 'Provider',
    servedTo: ['db.service'],
    dropIns: [],
    items: [
      {
        name: 'token',
        digest: 'd',
        sealedDigest: createHash('sha256').update(SEALED).digest('hex'),
        keyType: 'host',
        pcrMask: 0,
      },
    ],
  },
};

let stateDir: string;

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'providing-'));
  const { journal: path, provided } = statePaths(stateDir);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await mkdir(provided);
  await writeFile(join(provided, 'token'), SEALED);
  await using journal = await openJournal(path, 'host-1');
  await journal.append({ kind: 'credential', credential });
});

afterEach(async () => {
  await rm(stateDir, { recursive: true });
});

const config = (path: string) => ({
  stateDir,
  credstores: { Persistent: join(stateDir, 'etc'), Volatile: join(stateDir, 'run') },
  provider: { path },
});

test.skipIf(process.getuid?.() !== 0)(
  'what the journal says is handed out at once, until the agent says something else',
  async () => {
    const path = join(stateDir, 'credentials.sock');
    const log = new FakeLog().logger;
    await using providing = await openProviding({ config: config(path), log });
    expect(providing.isOpen).toBe(true);
    expect((await call(path, FROM)).toString()).toBe(SEALED);
    providing.follow(() => EMPTY_STATE);
    expect(await call(path, FROM)).toHaveLength(1_048_577);
  },
);

test('where there can be no socket the agent goes on without', async () => {
  const log = new FakeLog().logger;
  const path = join(stateDir, 'provided', 'token', 'credentials.sock');
  await using providing = await openProviding({ config: config(path), log });
  expect(providing.isOpen).toBe(false);
});
