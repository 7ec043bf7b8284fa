import type { Trial } from '@/scenarios/suite/trial-home';
import type { TrialMessage } from '@/scenarios/suite/trial-message';

/** also whether somebody moves: motion is everywhere, all day */
const numbers = /-?\d+(?:\.\d+)?|"occupancy":(?:true|false)/g;

/**
 * A home that says less: of what is told on a topic again and again, with nothing but its numbers changed, one message in `everyMs`.
 * What happens is all told, and what is said of whom it happens to. For tests, in which weeks must pass in seconds.
 */
export function openThinning(everyMs: number): (said: TrialMessage, trials: readonly Trial[]) => boolean {
  const last = new Map<string, { readonly at: number; readonly words: string }>();
  return ({ topic, payload, at }, trials) => {
    const words = payload.replace(numbers, '');
    const before = last.get(topic);
    if (before?.words === words && Math.abs(at - before.at) < everyMs && !isAbout(topic, at, trials.at(-1)))
      return false;
    last.set(topic, { at, words });
    return true;
  };
}

function isAbout(topic: string, at: number, trial: Trial | undefined): boolean {
  if (trial === undefined || at > trial.until || trial.devices === null) return false;
  // a camera's topic has its name with hyphens
  const words = topic.toLowerCase().replaceAll('-', ' ');
  for (const name of trial.devices) if (words.includes(`/${name.toLowerCase()}`)) return true;
  return false;
}
