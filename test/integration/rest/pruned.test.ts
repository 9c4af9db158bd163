/**
 * The auditors' questions by REST about what was pruned: refused with the field and the segment, or answered with what
 * the answer leaves out.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewAuditEvent } from '#src/audit/event.ts';
import { segmentName } from '#src/audit/export/segment-name.ts';
import { NAMESPACE } from '#test/gen/objects.ts';
import { RestWorld } from './rest-world.ts';

const DB = `${NAMESPACE}/db`;
const SEGMENT = segmentName({ firstSeq: 1, lastSeq: 512 });
let world: RestWorld;
let then: string;

beforeAll(async () => {
  world = await RestWorld.start();
  const { ledger } = world.fleet;
  const timeMs = Date.now();
  then = new Date(timeMs).toISOString();
  // Of version 1, too: it is known that there was one.
  const subject = { namespace: NAMESPACE, hostCredential: 'db', version: 1, host: 'alpha' };
  const event: NewAuditEvent = {
    timeMs,
    type: 'intent.changed',
    outcome: 'success',
    actor: { kind: 'user', id: 'ada' },
    subject,
    detail: {},
  };
  ledger.write({ events: Array.from({ length: 600 }, () => event) });
  // As retention writes it; the hosts of this fleet sign nothing that an archive would take.
  ledger.write({ pruned: [{ firstSeq: 1, lastSeq: 512, untilMs: timeMs, segment: SEGMENT }] });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

test.for([
  ['events?until=THEN', 'until'],
  ['intervals?until=THEN', 'until'],
  ['intervals?at=THEN', 'at'],
  [`history?credential=${DB}&until=THEN`, 'until'],
  [`holders?credential=${DB}&at=THEN`, 'at'],
  [`gone?credential=${DB}&version=1`, 'version'],
  ['proof/inclusion?seq=1', 'seq'],
  ['proof/inclusion?seq=200&size=300', 'size'],
  ['proof/consistency?from=300', 'from'],
  ['proof/consistency?from=256&to=300', 'to'],
] as const)('%s is refused about %s, with the segment', async ([question, field]) => {
  const answer = await world.get(`/audit/v1/${question.replace('THEN', then)}`);
  const { reason, details } = JSON.parse(answer.body) as {
    readonly reason: string;
    readonly details: { readonly causes: readonly object[] };
  };
  expect([answer.code, reason]).toEqual([410, 'Gone']);
  const message = expect.stringContaining(SEGMENT) as string;
  expect(details.causes).toMatchObject([{ reason: 'AUDIT_PRUNED', field, message }]);
});

test.for(['events', 'intervals', `history?credential=${DB}`, 'exposure?host=alpha'])(
  '%s is answered with a note, as lines with it in a header',
  async (question) => {
    const { note } = await world.json(`/audit/v1/${question}`);
    expect(note).toMatch(/events 1 to 512\) was pruned.*not part of this answer/u);
    const { headers } = await world.get(`/audit/v1/${question}`, { accept: 'application/jsonl' });
    expect(headers['credfleet-note']).toBe(note);
  },
);

test('what leaves nothing out has neither', async () => {
  const { seq } = world.fleet.ledger.events({ limit: 1 })[0]!;
  const question = `/audit/v1/events?continue=${seq - 3}`;
  expect(await world.json(question)).toMatchObject({ note: null });
  const { headers, body } = await world.get(question, { accept: 'application/jsonl' });
  expect(body.split('\n')).toHaveLength(4);
  expect(headers['credfleet-note']).toBeUndefined();
});
