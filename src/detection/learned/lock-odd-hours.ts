import { lastTold } from '@/core/activity';
import type { Device } from '@/core/device';
import type { LockState } from '@/core/state';
import { spokenPlace, startSentence } from '@/core/spoken-name';

import { isSame } from '../is-same';
import { happenedAtOf, type Step } from '../rule';
import { isSeldom, learn, oddHour, openDayHabit } from './day-habit';
import { openHappening, type HabitContext, type HabitRule } from './habit-rule';
import { clockWords, type LocalTime } from './local-time';
import { isRipe } from './ripe';
import { teachHours } from './teach-hours';

const unlocked: readonly (LockState | undefined)[] = ['unlocked', 'open'];
/** from here it was not opened: whoever is told while its bolt goes out that it is still in has opened nothing */
const notLocked: readonly (LockState | undefined)[] = [...unlocked, 'locking'];
/** on its way there: its end is what counts */
const between: readonly (LockState | undefined)[] = ['unlocking', 'opening', 'locking'];

/** somebody who stirred so lately is at home, and opens from within */
const stirredMs = 30 * 60_000;
/** motion sensors that told so often would have told of somebody */
const enoughStirs = 100;
/** a second one so much later is another alert, where a person dealt with the first */
const restMs = 15 * 60_000;

/**
 * A lock, or a door, window or cover that tells no more than that it is open: opened at an hour at which nobody of this home does, on such a day of the week. The household's own
 * comings and goings teach it; an hour at which nobody listened teaches nothing. When the house is empty, as its motion sensors tell, an hour is odd
 * sooner.
 */
export function lockOddHours(context: HabitContext): HabitRule {
  const odd = openHappening(context, 'lock_odd_hours', { restMs });
  const { memory } = context;
  let stirredAt = Number.NEGATIVE_INFINITY;

  function stir({ before, after, at }: Step, now: LocalTime): void {
    const { motion } = after.state;
    if (motion?.value !== true || before?.state.motion?.value === true) return;
    // what moves outside is no sign that somebody is at home
    if (after.kind === 'camera' || after.kind === 'doorbell') return;
    stirredAt = at;
    learn((memory.stirs ??= openDayHabit()), now);
  }

  function isStill(at: number, now: LocalTime): boolean {
    const { stirs, coverage } = memory;
    if (stirs === undefined || stirs.total < enoughStirs || at - stirredAt < stirredMs) return false;
    return isSeldom(stirs, coverage, now);
  }

  return {
    hear(step, habits, heardAt) {
      const { before, after } = step;
      stir(step, heardAt);
      const words = openedIn(before, after);
      if (words === null) return;
      const t = happenedAtOf(step);
      const now = context.localTime(t);
      const why = oddHour((habits.unlocks ??= openDayHabit()), memory.coverage, now, isStill(t, now));
      if (why === null || !isRipe(habits)) return;
      const text = `${words.act} at ${clockWords(now.minute)}; ${why}`;
      const title = `${startSentence(spokenPlace(after.name))} was ${words.act.toLowerCase()} at an unusual hour`;
      odd.seen(step, t, { title, text, confidence: words.confidence });
    },
    forget: odd.forget,
    teach(alert) {
      if (alert.class !== 'lock_odd_hours' || alert.device === null) return;
      odd.forget(alert.device);
      teachHours(memory.devices.get(alert.device)?.unlocks, alert, context.localTime);
    },
  };
}

type Opened = { readonly act: 'Unlocked' | 'Opened'; readonly confidence: number };

const wasUnlocked: Opened = { act: 'Unlocked', confidence: 0.8 };
/** of a window nobody needs a key */
const wasOpened: Opened = { act: 'Opened', confidence: 0.7 };

/** A door with a lock goes by its lock: who leaves it open for an hour has opened it once. */
function openedIn(before: Device | undefined, { state }: Device): Opened | null {
  if (before === undefined || isSame(before.state, state)) return null;
  // what does not know on its way, as locks do, has moved all the same
  if (state.lock !== undefined) return isUnlocked(lastTold(before, 'lock'), state.lock) ? wasUnlocked : null;
  const { contact, cover } = state;
  const was = { contact: lastTold(before, 'contact'), cover: lastTold(before, 'cover') };
  if (
    !isSame(contact, was.contact) &&
    contact?.value === 'open' &&
    !contact.retained &&
    was.contact?.value === 'closed'
  )
    return wasOpened;
  const isMoved = !isSame(cover, was.cover) && cover !== undefined && !cover.retained && was.cover?.value === 'closed';
  return isMoved && (cover.value === 'open' || cover.value === 'opening') ? wasOpened : null;
}

type Lock = Device['state']['lock'];

function isUnlocked(was: Lock, told: Lock): boolean {
  if (told === undefined || told === was || was === undefined || told.retained) return false;
  if (!unlocked.includes(told.value) || notLocked.includes(was.value)) return false;
  return !(between.includes(was.value) && was.retained);
}
