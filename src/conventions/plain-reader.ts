import { bridgeless } from './bridgeless';
import type { Reader } from './convention';

type OwnParts = Pick<Reader, 'convention' | 'read' | 'filters' | 'encode'> & Partial<Reader>;

/** A reader whose bridge cannot be asked whether it is well, and which misses nothing. */
export function openPlainReader(parts: OwnParts, revision: () => number): Reader {
  return {
    ...bridgeless,
    unheard: () => [],
    ...parts,
    get filtersRevision() {
      return revision();
    },
  };
}
