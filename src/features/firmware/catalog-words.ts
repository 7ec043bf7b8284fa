import type { CatalogInUse } from '@/core/firmware/advisory';
import type { FirmwareQuestions } from '@/session/protocol';

/** What each catalogue is called on the page. */
export const catalogNames: Readonly<Record<CatalogInUse['kind'], string>> = {
  advisories: 'Attacked weaknesses of home devices',
  kev: 'CISA’s list of attacked weaknesses',
  vendors: 'Names of makers',
  'zigbee-ota': 'Zigbee OTA index',
};

type ImportAnswer = FirmwareQuestions['importCatalog']['answer'];

/** How an import went, in a sentence. */
export function importWords(answer: ImportAnswer): {
  readonly tone: 'ok' | 'info' | 'warning';
  readonly sentence: string;
} {
  if (answer.outcome === 'refused') return { tone: 'warning', sentence: answer.reason };
  const { kind, entries, skipped, used } = answer;
  const name = catalogNames[kind];
  if (!used) return { tone: 'info', sentence: `${name}: what is here already is newer, so it stays.` };
  const lost = skipped === 0 ? '' : ` ${skipped} could not be read.`;
  const kept = answer.outcome === 'kept' ? '' : ' This browser stores nothing, so it lasts till the page is closed.';
  return { tone: 'ok', sentence: `${name}: ${entries} entries that a home can use.${lost}${kept}` };
}
