import type { UpdateRules } from '@/core/firmware/firmware-task';

/** At night, when a plug that restarts bothers nobody; a third of a battery outlasts the transfer of any file. */
export const usualRules: UpdateRules = {
  hours: { from: 60, to: 300 },
  batteryFloorPercent: 30,
  atOnceElsewhere: 2,
  mostTries: 3,
};

/** Are these minutes since midnight within the hours? They may go over midnight. */
export function isWithin(hours: UpdateRules['hours'], minute: number): boolean {
  if (hours === null || hours.from === hours.to) return true;
  const { from, to } = hours;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}
