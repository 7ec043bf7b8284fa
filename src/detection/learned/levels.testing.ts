import { part } from '../timeline.testing';
import { chanceOf, day, hour, minute, monday, openLivedHome, type LivedHome } from './habits.testing';
import { openHomeMemory, savedIn, saveHomeMemory } from './memory';
import type { HomeMemory } from './home-memory';

/** Of whom the homes of these tests are made. */
const devices = {
  attic: part('sensor', ['temperature'], { name: 'Attic sensor' }),
  cellar: part('sensor', ['temperature'], { name: 'Cellar sensor' }),
  study: part('sensor', ['temperature'], { name: 'Study sensor' }),
  porch: part('camera', ['camera'], { name: 'Porch camera' }),
  key: part('lock', ['lock', 'battery'], { name: 'Front door' }),
};

/** What one of them does otherwise, at a time; a percentage that is lost, kbit/s that are added. */
export type Odds = {
  readonly attic?: (
    at: number,
  ) => Partial<{ temperatureC: number; warmer: number; bytes: number; lqi: number; isSilent: boolean }>;
  readonly kbps?: (at: number) => number;
  readonly percent?: (at: number) => number;
  readonly more?: (home: LivedHome, at: number) => void;
};

/** Every twenty minutes each room tells how it is, the camera its stream, and each hour the lock its battery; in the evening somebody watches. */
export function live(home: LivedHome, from: number, until: number, odds: Odds = {}): void {
  const chance = chanceOf(from / hour);
  for (let at = from; at < until; at += 20 * minute) {
    for (const room of ['attic', 'cellar', 'study'] as const) {
      const usual = Math.round(10 * (20 + 1.8 * Math.sin((at / day) * 2 * Math.PI) + chance())) / 10;
      const odd = room === 'attic' ? (odds.attic?.(at) ?? {}) : {};
      const {
        warmer = 0,
        temperatureC = usual + warmer,
        bytes = Math.round(160 + 20 * chance()),
        lqi = 150,
        isSilent = false,
      } = odd;
      const state = { type: 'state', state: { temperatureC } } as const;
      if (!isSilent) home.say(at, room, [state, { type: 'signal', lqi }], { bytes });
    }
    home.state(at + 1, 'porch', { bitrateKbps: 1_800 + Math.round(100 * chance()) + (odds.kbps?.(at) ?? 0) });
    if (at % hour === 0) home.say(at + 2, 'key', [{ type: 'battery', percent: 90 - (odds.percent?.(at) ?? 0) }]);
    if (at % day === 19 * hour || at % day === 20 * hour) watch(home, at + minute, 1);
    odds.more?.(home, at);
    home.say(at + 10 * minute, 'porch', []);
  }
}

function watch(home: LivedHome, at: number, viewers: number): void {
  home.state(at, 'porch', { viewers });
  home.state(at + 30_000, 'porch', { viewers: 0 });
}

/** From that hour on for so long. */
const during = (from: number, ms: number) => (at: number) => at >= from && at < from + ms;
/** It begins at that time. `isMore`: more of the same. */
export type Act = (at: number, isMore: boolean) => Odds;
const atOnce =
  (act: (home: LivedHome, at: number, isMore: boolean) => void): Act =>
  (from, isMore) => ({ more: (home, at) => at === from && act(home, at, isMore) });
const ofAttic =
  (hours: number, told: (isMore: boolean) => ReturnType<NonNullable<Odds['attic']>>): Act =>
  (from, isMore) => ({ attic: (at) => (during(from, hours * hour)(at) ? told(isMore) : {}) });

/** What happens to it, and what would be more of the same. */
export const acts: readonly (readonly [name: string, kind: string, act: Act])[] = [
  [
    'a flood of messages',
    'message_flood',
    atOnce((home, at, isMore) => {
      for (let n = 0; n < (isMore ? 400 : 200); n++)
        home.state(at + minute + n * 1_000, 'attic', { temperatureC: 20 + (n % 3) / 10 });
    }),
  ],
  [
    'a larger stream',
    'camera_bitrate',
    (from, isMore) => ({ kbps: (at) => (during(from, 3 * hour)(at) ? (isMore ? 9_000 : 5_000) : 0) }),
  ],
  [
    'a smaller stream',
    'camera_bitrate',
    (from, isMore) => ({ kbps: (at) => (during(from, 3 * hour)(at) ? (isMore ? -1_750 : -1_000) : 0) }),
  ],
  ['more viewers', 'camera_viewer', atOnce((home, at, isMore) => watch(home, at + 9 * hour, isMore ? 4 : 3))],
  [
    'a huge message',
    'payload_bloat',
    atOnce((home, at, isMore) => home.say(at + 5, 'attic', [], { bytes: isMore ? 40_000 : 20_000 })),
  ],
  ['larger messages', 'payload_bloat', ofAttic(24, (isMore) => ({ bytes: isMore ? 1_200 : 600 }))],
  [
    'a leap',
    'value_jump',
    atOnce((home, at, isMore) => home.state(at + 5, 'attic', { temperatureC: isMore ? 60 : 45 })),
  ],
  [
    'a leap downwards',
    'value_jump',
    atOnce((home, at, isMore) => home.state(at + 5, 'attic', { temperatureC: isMore ? -20 : 0 })),
  ],
  [
    'a climb in some steps',
    'value_jump',
    atOnce((home, at, isMore) => {
      for (let n = 0; n <= (isMore ? 6 : 4); n++)
        home.state(at + 5 + n * 3 * minute, 'attic', { temperatureC: 20 + 5 * n });
    }),
  ],
  [
    'a number that stands still',
    'value_stuck',
    (from, isMore) => ({ attic: (at) => (during(from, (isMore ? 40 : 20) * hour)(at) ? { temperatureC: 20.4 } : {}) }),
  ],
  [
    'a number that is one of the same two',
    'value_stuck',
    (from, isMore) => ({
      attic: (at) =>
        during(from, (isMore ? 40 : 20) * hour)(at) ? { temperatureC: at % (40 * minute) === 0 ? 20.4 : 20.5 } : {},
    }),
  ],
  [
    'a drift',
    'value_drift',
    (from, isMore) => ({
      attic: (at) => (during(from, 36 * hour)(at) ? { warmer: Math.min(isMore ? 12 : 6, (at - from) / hour) } : {}),
    }),
  ],
  ['a weak signal', 'value_drift', ofAttic(12, (isMore) => ({ lqi: isMore ? 10 : 50 }))],
  [
    'a battery that empties',
    'battery_drain',
    (from, isMore) => ({
      percent: (at) => (during(from, 24 * hour)(at) ? Math.round(((isMore ? 40 : 14) * (at - from)) / day) : 0),
    }),
  ],
  [
    'a silence',
    'silent_device',
    (from, isMore) => ({ attic: (at) => (during(from, (isMore ? 20 : 6) * hour)(at) ? { isSilent: true } : {}) }),
  ],
];

export const dayAt = (number: number) => monday + number * day;

/** What is kept of such a home after three weeks in which nothing was unusual. */
export function threeWeeks(odds: Odds = {}): string {
  const home = openLivedHome({ devices });
  home.state(monday, 'porch', { viewers: 0 });
  live(home, monday, dayAt(21), odds);
  return keptOf(home);
}

export function keptOf({ memory }: LivedHome): string {
  return JSON.stringify(saveHomeMemory(memory));
}

/** As it is at the next visit, which begins on that day. */
export function visit(
  kept: string,
  from: number,
  before: Parameters<typeof openLivedHome>[0]['before'] = {},
): LivedHome {
  const memory: HomeMemory = openHomeMemory(savedIn(JSON.parse(kept)));
  const home = openLivedHome({ devices, memory, before });
  home.state(from, 'porch', { viewers: 0 });
  return home;
}
