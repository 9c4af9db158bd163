/**
 * Caches with our own writes on top.
 * @module
 */
import { expect, test } from 'vitest';
import { ObjectView } from '#controller/reconcile/object-view.ts';
import { FakeObjects } from '#test/fakes/fake-objects.ts';
import { hostOf } from '#test/gen/objects.ts';

test('what we wrote is seen at once, before the watch shows it', async () => {
  const objects = new FakeObjects();
  const view = new ObjectView(objects);
  view.all('Host');
  const creating = objects.create('Host', hostOf('alpha'));
  const created = await creating;
  view.remember('Host', created);
  expect(view.get('Host', { name: 'alpha' })?.metadata.uid).toBe(created.metadata.uid);
  expect(view.all('Host')).toHaveLength(1);
});

test('a newer change from the watch replaces what we wrote; an older one does not', async () => {
  const objects = new FakeObjects();
  const view = new ObjectView(objects);
  const first = await objects.create('Host', hostOf('alpha'));
  const mine = {
    ...first,
    metadata: { ...first.metadata, resourceVersion: '50', labels: { own: 'yes' } },
  };
  view.remember('Host', mine);
  expect(view.get('Host', { name: 'alpha' })?.metadata.labels).toEqual({ own: 'yes' });
  await objects.replace('Host', first);
  await Promise.resolve();
  expect(view.get('Host', { name: 'alpha' })?.metadata.labels).toEqual({ own: 'yes' });
});

test('an answer that comes after its own watch event changes nothing', async () => {
  const objects = new FakeObjects();
  const view = new ObjectView(objects);
  const first = await objects.create('Host', hostOf('alpha'));
  const second = await objects.replace('Host', { ...first, spec: { approval: 'Denied' } });
  await Promise.resolve();
  view.remember('Host', first);
  expect(view.get('Host', { name: 'alpha' })?.metadata.resourceVersion).toBe(
    second.metadata.resourceVersion,
  );
});

test('what is deleted is gone, although we wrote it', async () => {
  const objects = new FakeObjects();
  const view = new ObjectView(objects);
  view.all('Host');
  view.remember('Host', await objects.create('Host', hostOf('alpha')));
  await objects.delete('Host', { name: 'alpha' });
  await Promise.resolve();
  expect(view.get('Host', { name: 'alpha' })).toBeUndefined();
});
