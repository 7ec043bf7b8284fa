import type { Hold } from '@/core/firmware/firmware-task';

const words: Readonly<Record<Hold, string>> = {
  network: 'another one is at work on its network',
  sleeper: 'another one on its network gets its update when it wakes up, or gives way where that takes too long',
  lock: 'another lock is being updated',
  'room-cameras': 'another camera of its room is being updated',
  battery: 'its battery is too low',
  armed: 'the alarm is armed',
  hours: 'it is outside the hours for updates',
  rest: 'it failed a while ago and is tried again later',
  source: 'it is asked where it fetches its firmware from',
  image: 'the file that was compared is not the one that the index names',
  right: 'the watcher’s log-in may not start this one, so a page of somebody who may has to be open',
  offline: 'it is offline',
  'bridge-offline': 'its bridge is offline',
};

/** What an update waits for, to continue a sentence. */
export function holdWords(hold: Hold): string {
  return words[hold];
}
