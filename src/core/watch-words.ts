import { hasLearned, learningWords, type LearningProgress } from './learning-progress';
import { listed } from './list-words';
import type { TellingWay, Watch, Watcher } from './watcher';

/** Whether a home is watched when nobody looks: a badge, and what it means. */
export type WatchWords = { readonly badge: string; readonly isWatched: boolean; readonly sentence: string };

/** null: nobody knows yet, so nothing is said. `isConnected`: a page that hears nothing watches nothing, however long it is open. */
export function watchWords(watch: Watch, isConnected: boolean): WatchWords | null {
  if (!isConnected && watch.status !== 'unknown') return deafWords(watch);
  switch (watch.status) {
    case 'unknown':
      return null;
    case 'none':
      return {
        badge: 'Watched while this page is open',
        isWatched: false,
        sentence: 'Nothing watches your home while Gatehouse is closed: a closed page is silent.',
      };
    case 'gone':
      return {
        badge: 'Watched while this page is open',
        isWatched: false,
        sentence:
          'The watcher of your home has stopped. Until it runs again nothing watches while Gatehouse is closed: a closed page is silent.',
      };
    case 'silent':
      return { badge: 'The watcher is silent', isWatched: false, sentence: silentWords(watch.watcher, watch.minutes) };
    case 'unheard':
      return {
        badge: 'The watcher is not heard yet',
        isWatched: false,
        sentence: `The watcher of your home last said that it is there ${lasting(watch.minutes)} ago, and this page has not heard it yet. If it runs, that is seen within two minutes; until then count on nothing while Gatehouse is closed: a closed page is silent.`,
      };
    case 'there':
      return { badge: 'Watched day and night', isWatched: true, sentence: thereWords(watch.watcher) };
  }
}

function deafWords(watch: Watch): WatchWords {
  const others =
    'watcher' in watch
      ? 'Whether the watcher of your home still hears it is known when this page is connected again.'
      : 'Until it is connected again nothing is known to watch it.';
  return {
    badge: 'Not watched from here now',
    isWatched: false,
    sentence: `This page does not hear your home. ${others}`,
  };
}

function thereWords({ ways, learned, beside }: Watcher): string {
  const listens =
    ways.length === 0
      ? 'A watcher listens to your home also while Gatehouse is closed. It writes down what happens, but tells nobody.'
      : `A watcher listens to your home also while Gatehouse is closed, and tells you ${listed(ways.map((way) => wayWords[way]))}.`;
  const twice = beside
    ? ' Another watcher tells you by the same way, so everything is told twice: end one of them.'
    : '';
  const learns = isLearning(learned) ? ` It still learns what is usual, ${daysWords(learned)}.` : '';
  return `${listens}${twice}${learns}`;
}

function isLearning(learned: LearningProgress | undefined): learned is LearningProgress {
  return learned !== undefined && !hasLearned(learned);
}

function daysWords({ days, of }: LearningProgress): string {
  return `${days} of ${of} days so far`;
}

/** How far a watcher is in learning what is usual, and who says until then what is not; null: it is an older one, which does not tell. */
export function watcherLearningWords({ learned, publishes }: Watcher): string | null {
  if (learned === undefined) return null;
  if (!isLearning(learned) || !publishes) return learningWords(learned);
  return `${learningWords(learned)}. Until then a page that has learned it says what is unusual, while it is open`;
}

/** What is said of the watcher beside what this browser has learned itself; '': nothing, for it has learned, or is none to wait for. */
export function watcherLearnsWords(watch: Watch): string {
  if (watch.status !== 'there' || !watch.watcher.publishes || !isLearning(watch.watcher.learned)) return '';
  return `The watcher still learns it, ${daysWords(watch.watcher.learned)}: until then a page that has learned it says what is unusual, while it is open.`;
}

function silentWords({ saidAt }: Watcher, minutes: number): string {
  const heard = `The watcher of your home has not been heard for ${lasting(minutes)}`;
  if (saidAt === undefined)
    return `${heard}. It is of an older Gatehouse, which says only once that it is there, so nobody knows whether it still runs: start it anew with this one.`;
  return `${heard} and may be gone: look after it. Until it is heard again, count on nothing while Gatehouse is closed: a closed page is silent.`;
}

/** "4 minutes", "3 hours": 119 minutes are still minutes. */
function lasting(minutes: number): string {
  return minutes < 120 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} hours`;
}

export const wayWords: Readonly<Record<TellingWay, string>> = {
  topic: 'by a message on the broker',
  siren: 'by the siren when it is critical',
  command: 'by a command of its computer',
  ntfy: 'by ntfy',
  gotify: 'by Gotify',
};
