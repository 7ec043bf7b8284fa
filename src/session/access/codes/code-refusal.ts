import type { Device } from '@/core/device';

/** What locks say when they take no code, and what it means; `refused` says it in its own words. */
const refusals: ReadonlyMap<string, string> = new Map([
  ['new_user_code_not_added_due_to_duplicate_code', 'Somebody has that code already'],
]);

/** The lock's own no, heard live since then, in words; null: none. */
export function refusalOf(device: Device | undefined, since: number): string | null {
  const event = device?.lastEvent ?? null;
  if (event === null || event.retained || event.at < since) return null;
  if (event.value.event === 'refused') return event.value.text;
  return refusals.get(event.value.event) ?? null;
}
