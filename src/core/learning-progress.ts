/** How much is known of what is usual: on so many days it was heard, of those that it takes. */
export type LearningProgress = { readonly days: number; readonly of: number };

/** Enough to say what is unusual: this day is not one of them yet. */
export function hasLearned(progress: LearningProgress | null): boolean {
  return progress !== null && progress.days > progress.of;
}

/** "Learning, 5 of 14 days"; what is only being learned cannot be unusual yet. What was learned was learned on the days before this one. */
export function learningWords(progress: LearningProgress): string {
  const { days, of } = progress;
  if (hasLearned(progress)) return `Learned over ${days - 1} days`;
  return `Learning, ${days} of ${of} days`;
}
