/**
 * Who changed it, on the embedded API: people are named, the controller never, and nobody names himself.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credential, GROUP, host, secret } from './manifests.ts';
import { type Json, RawApi } from './raw-api.ts';
import { type EmbeddedTarget, readConfig, startEmbedded } from './targets.ts';

const ANNOTATION = 'credfleet.dev/changed-by';
const CREDENTIALS = `${GROUP}/namespaces/default/hostcredentials`;
const MERGE = { contentType: 'application/merge-patch+json' };

let target: EmbeddedTarget;
let ann: RawApi;
let controller: RawApi;

beforeAll(async () => {
  target = await startEmbedded();
  ann = as('ann', 'credfleet:authors');
  controller = as('credfleet-controller', 'system:credfleet:controller');
});
afterAll(async () => {
  for (const api of [ann, controller]) api.close();
  await target.close();
});

const as = (user: string, group: string): RawApi =>
  new RawApi(readConfig(target.kubeconfigOf(user, [group])));
const changedBy = ({ metadata }: Json): unknown =>
  (metadata['annotations'] as Record<string, string> | undefined)?.[ANNOTATION];

test('a change of labels keeps the name, one of the spec changes it, a deletion too', async () => {
  const { api } = target;
  const held = credential('db', {}, { finalizers: ['credfleet.dev/removal'] });
  const path = `${CREDENTIALS}/db`;
  const answers = [
    await api.call('POST', CREDENTIALS, { body: held }),
    await ann.call('PATCH', path, { ...MERGE, body: { metadata: { labels: { a: 'b' } } } }),
    await ann.call('PATCH', path, { ...MERGE, body: { spec: { revisionHistoryLimit: 4 } } }),
    await api.call('PATCH', path, {
      ...MERGE,
      body: { metadata: { annotations: { [ANNOTATION]: 'mallory' } } },
    }),
    await api.call('PATCH', path, {
      ...MERGE,
      body: { metadata: { annotations: { [ANNOTATION]: null } } },
    }),
    await api.call('DELETE', path),
    await controller.call('PATCH', path, { ...MERGE, body: { metadata: { labels: { a: 'c' } } } }),
  ];
  const names = answers.map((answer) => changedBy(answer.json()));
  expect(names).toEqual(['admin', 'admin', 'ann', 'ann', 'ann', 'admin', 'admin']);
});

test('a Host that the controller makes is nobody’s until a person approves it', async () => {
  const made = await controller.call('POST', `${GROUP}/hosts`, { body: host('metal-07') });
  expect(changedBy(made.json())).toBeUndefined();
  const body = { spec: { approval: 'Approved' } };
  const approved = await target.api.call('PATCH', `${GROUP}/hosts/metal-07`, { ...MERGE, body });
  expect(changedBy(approved.json())).toBe('admin');
});

test('a Secret has no such annotation: its change is seen as a change of what it feeds', async () => {
  const path = '/api/v1/namespaces/default/secrets';
  const made = await ann.call('POST', path, { body: secret('s') });
  expect(made.code).toBe(201);
  expect(changedBy(made.json())).toBeUndefined();
});
