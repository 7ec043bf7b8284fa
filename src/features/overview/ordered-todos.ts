import type { Todo } from './todos';
import { worstFirst } from './worst-first';

/** All that is to be done as one list, of which a page shows the first few. */
export function orderedTodos(...parts: readonly (readonly Todo[])[]): readonly Todo[] {
  return worstFirst(parts.flat(), ({ isDanger, tone }) => ({ isDanger, isAlarm: tone === 'critical' }));
}
