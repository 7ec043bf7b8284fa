/** A moment as a household reads it from the clock on the wall. */
export type LocalTime = {
  /** counts days; the same number is the same day */
  readonly day: number;
  /** 0 is Sunday */
  readonly weekday: number;
  /** since midnight */
  readonly minute: number;
};

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
/** no clock on a wall is set forward or back within one */
const quarterMs = 15 * minuteMs;

/** Habits follow the wall, also through daylight saving. `offsetMinutes`: how far ahead of UTC the wall is. */
export function openLocalTime(offsetMinutes: (at: number) => number = wallOf): (at: number) => LocalTime {
  let quarter = Number.NaN;
  let offset = 0;
  /** of the minute that was asked for last: messages come many a minute */
  let lastMinute = Number.NaN;
  let last: LocalTime = { day: 0, weekday: 0, minute: 0 };
  return (at) => {
    const thisMinute = Math.floor(at / minuteMs);
    if (thisMinute === lastMinute) return last;
    lastMinute = thisMinute;
    const here = Math.floor(at / quarterMs);
    if (here !== quarter) {
      quarter = here;
      offset = offsetMinutes(at);
    }
    const minutes = thisMinute + offset;
    const day = Math.floor(minutes / dayMinutes);
    last = { day, weekday: weekdayOfDay(day), minute: minutes - day * dayMinutes };
    return last;
  };
}

/** The wall of whoever looks: a home and its page stand in one time zone. */
function wallOf(at: number): number {
  return -new Date(at).getTimezoneOffset();
}

/** `timeZone` is an IANA name; absent: the zone of this machine. */
export function localTimeIn(timeZone?: string): (at: number) => LocalTime {
  return openLocalTime(timeZone === undefined ? wallOf : wallIn(timeZone));
}

/** How many minutes the walls of an IANA `timeZone` are ahead of UTC. A zone that nobody knows throws a RangeError. */
function wallIn(timeZone: string): (at: number) => number {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-US', { ...numeric, timeZone, hourCycle: 'h23' });
  return (at) => {
    const parts = format.formatToParts(at);
    const [year = 0, month = 0, day, hour, minute] = (['year', 'month', 'day', 'hour', 'minute'] as const).map((type) =>
      Number(parts.find((part) => part.type === type)?.value),
    );
    const minutes = Date.UTC(year, month - 1, day, hour, minute) / minuteMs - Math.floor(at / minuteMs);
    // the last day that a Date knows has no wall
    return Number.isFinite(minutes) ? minutes : 0;
  };
}

/** The first of January 1970 was a Thursday. */
export function weekdayOfDay(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** `hour` is counted through the days. */
export function weekdayOfHour(hour: number): number {
  return weekdayOfDay(Math.floor(hour / 24));
}

/** Hours counted through the days. */
export function hourThrough(now: LocalTime): number {
  return now.day * 24 + hourOf(now);
}

export function hourOf({ minute }: LocalTime): number {
  return Math.floor(minute / 60);
}

/** By the clock on the wall, whatever the day. */
export function minutesApart(one: LocalTime, other: LocalTime): number {
  const apart = Math.abs(one.minute - other.minute);
  return Math.min(apart, dayMinutes - apart);
}

/** The same for the same hour of each day. */
export function hourWords(now: LocalTime): string {
  return clockWords(hourOf(now) * 60);
}

/** As it is read from the wall: 03:12. */
export function clockWords(minute: number): string {
  const inDay = ((Math.round(minute) % dayMinutes) + dayMinutes) % dayMinutes;
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`;
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

export function weekdayWords(weekday: number): string {
  return weekdays[weekday] ?? 'day';
}

export function isWeekend(weekday: number): boolean {
  return weekday === 0 || weekday === 6;
}
