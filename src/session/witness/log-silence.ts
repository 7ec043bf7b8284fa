import type { LogSpeech } from '@/core/log-speech';
import { isRecent } from '@/detection/recent';

/** how long a broker may take to tell what it has just done: far longer than any that was measured */
const patienceMs = 15_000;

/** Notices that a log which told of log-ins does so no more: somebody has set it otherwise, or taken the right to hear it. */
export type LogSilence = {
  /** it told that somebody, whoever, was let in */
  told(): void;
  /** We are about to log in ourselves. To be called when we are in: from then on the log owes us a line, if none came since. */
  expect(): (now: number) => void;
  /** `now`: ms since the epoch */
  speech(now: number): LogSpeech;
  forget(): void;
};

export function openLogSilence(): LogSilence {
  let lines = 0;
  /** since when a log-in of ours is not told; null: none is */
  let owedSince: number | null = null;
  return {
    told() {
      lines += 1;
      owedSince = null;
    },
    expect() {
      const before = lines;
      return (now) => {
        if (lines === before) owedSince ??= now;
      };
    },
    speech(now) {
      if (lines === 0) return 'never';
      return owedSince !== null && !isRecent(owedSince, now, patienceMs) ? 'silent' : 'tells';
    },
    forget() {
      lines = 0;
      owedSince = null;
    },
  };
}
