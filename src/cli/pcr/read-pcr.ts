/**
 * PCRs and their values as they are given on a command line.
 * @module
 */
import { CredfleetError } from '#src/errors/credfleet-error.ts';
import type { PcrValues } from '../hosts/forecast.ts';

const VALUE = /^(?<index>[0-9]{1,2})=(?<value>[0-9a-fA-F]{64})$/u;
const PCR_MAX = 23;

/** "7=HEX", added to those before. @throws {CredfleetError} USAGE */
export function readPcrValue(text: string, before: PcrValues | undefined): PcrValues {
  const { index, value } = VALUE.exec(text)?.groups ?? {};
  if (index === undefined || value === undefined || Number(index) > PCR_MAX) {
    throw new CredfleetError('USAGE', `'${text}' is not N=HEX: a PCR and its 64 hex digits`);
  }
  return new Map(before).set(Number(index), value.toLowerCase());
}

/** "7,11". @throws {CredfleetError} USAGE */
export function readPcrList(text: string): readonly number[] {
  const pcrs = text.split(',').map(Number);
  const isGood = pcrs.every((pcr) => Number.isInteger(pcr) && pcr >= 0 && pcr <= PCR_MAX);
  if (isGood && /^[0-9,]+$/u.test(text)) return [...new Set(pcrs)].toSorted((a, b) => a - b);
  throw new CredfleetError('USAGE', `'${text}' is not a list of PCRs such as 7,11`);
}
