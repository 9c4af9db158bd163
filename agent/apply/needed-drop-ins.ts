/**
 * Which drop-ins of ours the units of an intent need, or have: those without which a unit would not load it.
 * @module
 */
import { dropInKey, type DropIn } from '#agent/install/drop-ins.ts';
import { type InstalledItem, loadsSealed } from '#agent/units/credential-units.ts';
import { containerDropIns } from './container.ts';
import type { ApplyContext, Assignment } from './context.ts';
import type { SurveyedUnit } from './survey.ts';

export async function neededDropIns(
  ctx: ApplyContext,
  { intent }: Assignment,
  seen: { readonly units: readonly SurveyedUnit[]; readonly items: readonly InstalledItem[] },
): Promise<readonly DropIn[]> {
  // A drop-in would be for every user who has such a unit.
  if (intent.delivery.dropIn === 'None' || intent.delivery.type === 'User') return [];
  // They have the sealed files in them, which are not there yet.
  if (intent.delivery.store === 'UnitFile') return [];
  if (intent.delivery.type === 'Machine') {
    const needed = seen.units.map(({ name }) => containerDropIns(ctx, name, seen.items));
    return (await Promise.all(needed)).flat();
  }
  const listed = new Set(intent.activation.units.map(({ name }) => name));
  const candidates = seen.units
    .filter(({ name }) => listed.has(name) && !name.endsWith('.target'))
    .flatMap(({ name, use }) =>
      seen.items.map((item) => ({
        dropIn: dropInFor(name, item),
        has: loadsSealed(use, item),
      })),
    );
  const possible = candidates.map(({ dropIn }) => dropIn);
  const there = new Set((await ctx.dropIns.present(possible)).map(dropInKey));
  return candidates
    .filter(({ dropIn, has }) => there.has(dropInKey(dropIn)) || !has)
    .map(({ dropIn }) => dropIn);
}

function dropInFor(unit: string, { name: credential, where }: InstalledItem): DropIn {
  return where === 'Provider' ? { unit, credential, from: 'Socket' } : { unit, credential };
}
