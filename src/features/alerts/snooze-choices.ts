const hourMs = 3_600_000;
const morningHour = 7;
/** who snoozes at three at night means the morning that comes */
const nightEndsHour = 4;

export type SnoozeChoice = { readonly label: string; readonly until: number };

/** For how long an alert may be put off, by the clock of whoever asks. */
export function snoozeChoices(now: number): readonly SnoozeChoice[] {
  return [
    { label: 'For an hour', until: now + hourMs },
    { label: 'Until tomorrow morning', until: nextMorning(now) },
    { label: 'For a week', until: now + 7 * 24 * hourMs },
  ];
}

function nextMorning(now: number): number {
  const morning = new Date(now);
  if (morning.getHours() >= nightEndsHour) morning.setDate(morning.getDate() + 1);
  return morning.setHours(morningHour, 0, 0, 0);
}
