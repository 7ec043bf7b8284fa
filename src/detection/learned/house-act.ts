import { activityBetween, type Activity } from '@/core/activity';
import type { Device } from '@/core/device';
import { spokenName, spokenPlace } from '@/core/spoken-name';

import { isSame } from '../is-same';

/** What an act does to the safety of a house; the order is that of `SequenceContext.followed`. */
export const exposures = ['opened', 'unlocked', 'disarmed', 'blinded'] as const;
export type Exposure = (typeof exposures)[number];

/** Something the house did that others follow upon. Motion is none: it is everywhere. */
export type HouseAct = {
  readonly at: number;
  /** the same act has the same key, whoever's code it was */
  readonly key: string;
  /** it made the house safer: somebody leaves, or goes to bed */
  readonly isSecuring: boolean;
  readonly exposure: Exposure | null;
  /** as the beginning of a sentence would have it: "the front door was locked" */
  readonly text: string;
};

const mostKey = 64;

/** What a device did since `before`, by which a house can be known. */
export function houseActs(before: Device | undefined, after: Device): readonly HouseAct[] {
  if (before === undefined || !hasActed(before, after)) return none;
  const acts: HouseAct[] = [];
  for (const activity of activityBetween(before, after)) {
    const act = isStillOpen(before, activity) ? null : actOf(after, activity);
    if (act !== null) acts.push({ ...act, at: activity.at });
  }
  return acts;
}

const none: readonly HouseAct[] = [];

/** A bolt that is told to be in while it goes out: nobody opened anything. */
function isStillOpen({ state }: Device, activity: Activity): boolean {
  return (
    activity.type === 'state' &&
    activity.key === 'lock' &&
    activity.value === 'unlocked' &&
    state.lock?.value === 'locking'
  );
}

/** Most messages tell readings only: they are seen off with a few comparisons. */
function hasActed({ state: was, said, lastEvent }: Device, after: Device): boolean {
  const { state } = after;
  if (!isSame(said, after.said) || !isSame(lastEvent, after.lastEvent)) return true;
  if (isSame(was, state)) return false;
  return (
    !isSame(was.lock, state.lock) ||
    !isSame(was.contact, state.contact) ||
    !isSame(was.alarm, state.alarm) ||
    !isSame(was.cover, state.cover) ||
    !isSame(was.switch, state.switch)
  );
}

function actOf(device: Device, activity: Activity): Omit<HouseAct, 'at'> | null {
  const place = spokenPlace(device.name);
  const is = (what: string, text: string, isSecuring: boolean, exposure: Exposure | null) => ({
    key: `${device.id} ${what}`.slice(0, mostKey),
    text,
    isSecuring,
    exposure,
  });
  if (activity.type === 'event') {
    // "with the code of user 3" and "of user 4" are the same act
    return is(activity.text.replace(/\d+/g, '#'), `${spokenName(device.name)}: ${activity.text}`, false, null);
  }
  if (activity.type === 'reachability') {
    const isEye = device.kind === 'camera' || device.kind === 'doorbell';
    if (activity.reachability !== 'offline' || !isEye) return null;
    return is('offline', `${spokenName(device.name)} went off`, false, 'blinded');
  }
  switch (activity.key) {
    case 'lock':
      if (activity.value === 'locked') return is('locked', `${place} was locked`, true, null);
      if (activity.value !== 'unlocked' && activity.value !== 'open') return null;
      return is('unlocked', `${place} was unlocked`, false, 'unlocked');
    case 'contact':
      if (activity.value === 'closed') return is('closed', `${place} was closed`, false, null);
      return is('opened', `${place} was opened`, false, 'opened');
    case 'cover':
      return activity.value === 'open' ? is('opened', `${place} was opened`, false, 'opened') : null;
    case 'alarm':
      if (activity.value === 'disarmed') return is('disarmed', 'the alarm was disarmed', false, 'disarmed');
      return activity.value.startsWith('armed') ? is(activity.value, 'the alarm was set', true, null) : null;
    case 'switch':
      if (device.kind !== 'camera' || activity.value === 'on') return null;
      return is('off', `${spokenName(device.name)} was switched off`, false, 'blinded');
    default:
      return null;
  }
}
