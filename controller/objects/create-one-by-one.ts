/**
 * Objects in order where no transaction can hold them: each is made when the one before it is.
 * @module
 */
import type { MadeObject, NewObject, Objects } from './objects.ts';

export async function createOneByOne(
  objects: Pick<Objects, 'create'>,
  wanted: readonly NewObject[],
): Promise<readonly MadeObject[]> {
  const made: MadeObject[] = [];
  for (const { kind, object } of wanted) {
    made.push({ kind, object: await objects.create(kind, object) } as MadeObject);
  }
  return made;
}
