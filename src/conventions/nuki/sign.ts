import type { Sign } from '../convention';

/** Each lock keeps one such topic, its last will. */
const filter = '+/+/connected';
const announcement = /^([^/]+\/([0-9A-F]{4,8}))\/connected$/i;

export const nukiSign: Sign = { name: 'nuki', filters: [filter], isIn: ({ topic }) => lockAnnouncedBy(topic) !== null };

/** null: the topic is no lock's. */
export function lockAnnouncedBy(topic: string): { readonly topic: string; readonly number: string } | null {
  if (!topic.endsWith('/connected')) return null;
  const [, below, number] = announcement.exec(topic) ?? [];
  return below === undefined || number === undefined ? null : { topic: below, number };
}
