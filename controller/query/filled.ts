/**
 * What was asked → what filters: empty texts and zeros do not.
 * @module
 */
export function filled<Names extends string>(
  texts: Readonly<Record<Names, string>>,
): { readonly [Name in Names]?: string } {
  return given(texts, (text) => text !== '');
}

export function aboveZero<Names extends string>(
  values: Readonly<Record<Names, number>>,
): { readonly [Name in Names]?: number } {
  return given(values, (value) => value > 0);
}

function given<Names extends string, Value>(
  values: Readonly<Record<Names, Value>>,
  isGiven: (value: Value) => boolean,
): { readonly [Name in Names]?: Value } {
  const entries = Object.entries<Value>(values).filter(([, value]) => isGiven(value));
  return Object.fromEntries(entries) as { [Name in Names]?: Value };
}
