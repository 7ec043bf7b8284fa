import type { Activity } from './activity';
import { readingLabel, sayReading, type Phrase } from './reading-words';
import type { Reachability } from './observation';

const reachability: Readonly<Record<Reachability, Phrase>> = {
  online: { words: 'Came back online', mood: 'calm' },
  offline: { words: 'Went offline', mood: 'notice' },
  asleep: { words: 'Fell asleep until its next report', mood: 'calm' },
  unknown: { words: 'Whether it is there became unknown', mood: 'unknown' },
};

/** One happening in words: "Unlocked", "Case: tampered with", "Went offline". */
export function activityWords(activity: Activity): Phrase {
  switch (activity.type) {
    case 'event':
      return { words: activity.text, mood: 'plain' };
    case 'reachability':
      return reachability[activity.reachability];
    case 'state': {
      const { words, mood } = sayReading(activity.key, activity.value as never); // the value is of its key
      return { mood, words: activity.key === 'switch' ? `${readingLabel('switch')} ${words.toLowerCase()}` : words };
    }
  }
}
