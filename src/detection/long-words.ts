/** "90 minutes", "5 hours". */
export function longWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes === 1) return 'a minute';
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

/** How long it took, in ms, as it stands in a title: `within 5 minutes`. */
export function withinWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes <= 1) return 'within a minute';
  return minutes < 120 ? `within ${minutes} minutes` : `within ${Math.ceil(minutes / 60)} hours`;
}
