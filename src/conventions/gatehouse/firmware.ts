import { limits } from '@/core/limits';
import { maskText } from '@/core/mask';
import type { Fact } from '@/core/observation';

import { isObject, numberIn, textIn, type JsonObject } from '../json';

/** `firmware/state`: what runs, what there is, how far an update is, and how the last one ended. */
export function readFirmwareState(value: JsonObject): readonly Fact[] {
  const { updating, outcome, updateAvailable } = value;
  const facts: Fact[] = [
    {
      type: 'firmware',
      installed: short(value['installed']),
      latest: short(value['latest']),
      updateAvailable: typeof updateAvailable === 'boolean' ? updateAvailable : null,
      updating: isObject(updating)
        ? { percent: percentIn(updating['percent']), remainingSeconds: secondsIn(updating['remainingSeconds']) }
        : null,
      releaseNotes: short(value['releaseNotes']),
    },
  ];
  if (outcome === 'succeeded' || outcome === 'failed')
    facts.push({
      type: 'update-outcome',
      outcome,
      reason: short(value['reason']),
      percent: percentIn(value['percent']),
    });
  return facts;
}

function short(value: unknown): string | null {
  const text = textIn(value);
  return text === null ? null : maskText(text).slice(0, limits.textLength);
}

function percentIn(value: unknown): number | null {
  const percent = numberIn(value);
  return percent !== null && percent >= 0 && percent <= 100 ? percent : null;
}

function secondsIn(value: unknown): number | null {
  const seconds = numberIn(value);
  return seconds !== null && seconds >= 0 ? seconds : null;
}
