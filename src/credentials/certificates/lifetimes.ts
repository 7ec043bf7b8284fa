export const dayMs = 86_400_000;

/** A device without a clock of its own may be a day behind: what it is given is good since yesterday. */
export const clockToleranceMs = 24 * 3_600_000;

/** A year and a month: so that whoever renews once a year is never late. Also less than the 398 days that browsers allow. */
export const certificateMs = 396 * dayMs;

/** From then on it is time to renew. Long, because nothing renews a certificate while no page is open. */
export const renewBeforeMs = 60 * dayMs;

/** From then on it is urgent. */
export const urgentBeforeMs = 14 * dayMs;
