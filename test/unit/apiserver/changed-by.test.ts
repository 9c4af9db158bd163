/**
 * Who changed an object: only the server says so, and only of people's changes.
 * @module
 */
import { describe, expect, test } from 'vitest';
import { CONTROLLER_GROUP } from '#controller/apiserver/authorize.ts';
import { withChangedBy } from '#controller/apiserver/changed-by.ts';
import { apiDocument } from '#test/gen/api-document.ts';

const ANNOTATION = 'credfleet.dev/changed-by';
const ann = { name: 'ann', groups: ['credfleet:authors'] };
const bob = { name: 'bob', groups: ['system:masters'] };
const controller = { name: 'credfleet-controller', groups: [CONTROLLER_GROUP] };
const forged = { [ANNOTATION]: 'mallory', note: 'kept' };

const changedBy = (input: Parameters<typeof withChangedBy>[0]): string | undefined =>
  withChangedBy(input).metadata.annotations?.[ANNOTATION];

describe('at create', () => {
  test('a person is named, whatever the client wrote', () => {
    const document = apiDocument({ generation: 1, annotations: forged });
    const stored = withChangedBy({ document, old: undefined, user: ann });
    expect(stored.metadata.annotations).toEqual({ [ANNOTATION]: 'ann', note: 'kept' });
  });

  test('the controller is nobody, and leaves no empty map', () => {
    const document = apiDocument({ generation: 1, annotations: { [ANNOTATION]: 'mallory' } });
    const stored = withChangedBy({ document, old: undefined, user: controller });
    expect(stored.metadata).not.toHaveProperty('annotations');
  });

  test('a core object, which has no generation, is left alone', () => {
    const document = apiDocument({ annotations: forged });
    expect(withChangedBy({ document, old: undefined, user: ann })).toBe(document);
  });
});

describe('at a change', () => {
  const old = apiDocument({ generation: 1, annotations: { [ANNOTATION]: 'ann' } });
  test.for([
    ['of the spec by a person names this person', 2, bob, 'bob'],
    ['of the spec by the controller keeps the name', 2, controller, 'ann'],
    ['of metadata or status only keeps the name', 1, bob, 'ann'],
  ] as const)('%s', ([, generation, user, expected]) => {
    for (const annotations of [forged, {}]) {
      const document = apiDocument({ generation, annotations });
      expect(changedBy({ document, old, user })).toBe(expected);
    }
  });

  test('of what nobody made: a client cannot claim it', () => {
    const document = apiDocument({ generation: 1, annotations: forged });
    const made = apiDocument({ generation: 1 });
    expect(changedBy({ document, old: made, user: bob })).toBeUndefined();
  });
});
