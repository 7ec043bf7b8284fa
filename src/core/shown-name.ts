import type { Device } from './device';

const visible = /[^\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

export function isVisible(name: string): boolean {
  return visible.test(name);
}

/** Its name; its id where there is nothing to see in that, or a list would have a row that nobody can tell, or press by its name. */
export function shownName({ name, id }: Pick<Device, 'name' | 'id'>): string {
  return isVisible(name) ? name : id;
}
