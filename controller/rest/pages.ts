/**
 * Pages of an answer: one of them, or all that there are, one after the other.
 * @module
 */
import type { Page } from '#src/wire/history-messages.ts';
import type { Asked } from './parameters.ts';

export type Paged<Row> = {
  readonly ask: (page: Page) => Iterable<Row> | AsyncIterable<Row>;
  /** What comes after a row. */
  readonly tokenOf: (row: Row) => number;
};

const PAGE_ROWS = 1_000;

/** `continue`: there may be more after it. */
export async function onePage<Row>({ ask, tokenOf }: Paged<Row>, asked: Asked) {
  const { continue: after = 0, limit = PAGE_ROWS } = asked;
  const rows: Row[] = [];
  for await (const row of ask({ after, limit })) rows.push(row);
  const last = rows.at(-1);
  const isFull = last !== undefined && rows.length >= limit;
  return { rows, continue: isFull ? tokenOf(last) : undefined };
}

/** As many as were asked for; without a limit all. */
export async function* allRows<Row>(
  { ask, tokenOf }: Paged<Row>,
  { continue: first = 0, limit = Number.POSITIVE_INFINITY }: Asked,
): AsyncGenerator<Row> {
  let after = first;
  for (let left = limit; left > 0;) {
    const wanted = Math.min(PAGE_ROWS, left);
    let count = 0;
    for await (const row of ask({ after, limit: wanted })) {
      count += 1;
      after = tokenOf(row);
      yield row;
    }
    if (count < wanted) return;
    left -= count;
  }
}
