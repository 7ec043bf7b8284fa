/** Days that must have been heard before anything is unusual. */
export const learningDays = 14;

/** A habit is something of some weeks. */
export function isRipe({ days }: { readonly days: number }): boolean {
  return days > learningDays;
}

/** The days before this one: what is usual was learned on them. */
export function daysBefore({ days }: { readonly days: number }): number {
  return Math.max(0, days - 1);
}
