/**
 * What a home's history lies in: `log` what was just told, by time; `minutes` and `hours` a series a block; `events` and
 * `alerts` a block of time; `home` the home as it was last seen.
 */
export const drawers = ['log', 'minutes', 'hours', 'events', 'alerts', 'home'] as const;
export type Drawer = (typeof drawers)[number];
