import type { Identifier } from '@/core/observation';

/** An identifier of Home Assistant's device registry, as discovery gives it; its reader names devices by the same. */
export function discoveryIdentifier(id: string): Identifier {
  return `ha:${id.trim().toLowerCase()}`;
}
