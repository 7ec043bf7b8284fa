/** Whether what was read is what it should be. */
export type Check = (told: unknown) => boolean;

/** no name, address or topic that is kept is longer */
const mostLetters = 1_024;

export const isText: Check = (told) => typeof told === 'string' && told.length <= mostLetters;
/** cut so that it is kept */
export const keptText = (told: string) => told.slice(0, mostLetters);
export const isNumber = (told: unknown): told is number => Number.isFinite(told);
/** ms since the epoch */
export const isMoment = (told: unknown): told is number => isNumber(told);
export const isNull: Check = (told) => told === null;

export const isFlag: Check = (told) => typeof told === 'boolean';

export const orNull =
  (check: Check): Check =>
  (told) =>
    told === null || check(told);

export function isRecord(told: unknown): told is Readonly<Record<string, unknown>> {
  return typeof told === 'object' && told !== null && !Array.isArray(told);
}

export function listOf(check: Check, most: number): Check {
  return (told) => Array.isArray(told) && told.length <= most && told.every(check);
}

/** The same check for each of these names, as `record` takes it. */
export function fieldsOf(check: Check, ...names: readonly string[]): Readonly<Record<string, Check>> {
  return Object.fromEntries(names.map((name) => [name, check]));
}

export function record(fields: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check {
  const [needed, others] = [Object.entries(fields), Object.entries(optional)];
  return (told) =>
    isRecord(told) &&
    needed.every(([name, check]) => check(told[name])) &&
    others.every(([name, check]) => told[name] === undefined || check(told[name]));
}
