/**
 * What alarmed teaches nothing: whoever comes back each fortnight must not become a habit of the house. What comes on so many
 * days of one week is one, for a family that changes its ways does so from day to day. Rarer ones a person vouches for.
 */
const habit = { days: 3, withinDays: 7 } as const;
const mostKept = 16;

/** Notes that something odd happened on this day. true: it came so often of late that it is a habit now. */
export function hasReturned(odd: number[], day: number): boolean {
  const days = new Set(odd.filter((one) => one < day && one >= day - habit.withinDays));
  if (odd.at(-1) !== day) odd.push(day);
  if (odd.length > mostKept) odd.shift();
  return days.size >= habit.days;
}
