import * as v from 'valibot';

/** A moment as somebody tells it, on a topic of Gatehouse's own or in a note of an account; ms since the epoch. */
export const time = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15));

/** How many of something, as far as anybody can count. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e6));
