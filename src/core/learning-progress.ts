/** How much is known of what is usual: on so many days it was heard, of those that it takes. */
export type LearningProgress = { readonly days: number; readonly of: number };

/** "learning, 5 of 14 days"; what is only being learned cannot be unusual yet. */
export function learningWords({ days, of }: LearningProgress): string {
  if (days > of) return `Learned over ${days} days`;
  return `Learning, ${days} of ${of} days`;
}
