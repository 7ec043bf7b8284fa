import { bridgeless } from '../bridgeless';
import type { Convention, Reader } from '../convention';
import { openWanted } from '../wanted';
import { openGen1 } from './gen1/gen1';
import { openGen2 } from './gen2/gen2';
import { shellySign } from './sign';
import { speechOfGen2, waysIntoGen2 } from './ways-in';

/** Shelly of every generation (shelly-api-docs.shelly.cloud), with free ids and prefixes. */
export const shelly: Convention = { name: shellySign.name, open: openReader };

function openReader(): Reader {
  const wanted = openWanted(shellySign.filters);
  const gen1 = openGen1(wanted);
  const gen2 = openGen2(wanted);
  return {
    ...bridgeless,
    convention: 'shelly',
    read: (message) => gen1.read(message) ?? gen2.read(message),
    filters: wanted.list,
    filtersSince: wanted.since,
    get filtersRevision() {
      return wanted.revision;
    },
    introductions: () => [...gen1.introductions(), ...gen2.introductions()],
    encode: (voice, command) => gen1.encode(voice, command) ?? gen2.encode(voice, command),
    changeLogin: gen2.changeLogin,
    askLogin: gen2.askLogin,
    waysIn(voice) {
      const prefix = gen2.prefixOf(voice);
      return prefix === null ? [] : waysIntoGen2(prefix);
    },
    speech(voice) {
      const prefix = gen2.prefixOf(voice);
      return prefix === null ? null : speechOfGen2(prefix);
    },
    unheard: () => [],
  };
}
