import { catalogLimits, type CatalogRead } from './catalog';
import { readKev } from './read-kev';
import { readOtaIndex } from './read-ota-index';
import { readOwn } from './read-own';

const refused = (reason: string): CatalogRead => ({ outcome: 'refused', reason });

/**
 * Reads a catalogue in one of its official formats or in Gatehouse's own, whichever it is. Whatever the file holds, the
 * answer is a catalogue or a sentence that says what is wrong.
 */
export function readCatalog(file: string): CatalogRead {
  if (file.length > catalogLimits.characters) return refused('The file is larger than any catalogue is.');
  if (file.trim() === '') return refused('The file is empty.');
  let value: unknown;
  try {
    value = JSON.parse(file);
  } catch {
    return refused('The file is no JSON. It may be cut, or a web page that was saved instead.');
  }
  const catalog = readOwn(value) ?? readKev(value) ?? readOtaIndex(value);
  return catalog === null
    ? refused('It is neither CISA’s list of attacked weaknesses nor the Zigbee OTA index, or it holds nothing.')
    : { outcome: 'read', catalog };
}
