import { isHead } from '../head';

/** Where a device speaks and listens, each without its last level: `tele/lamp`. null: not known. */
export type Topics = {
  readonly tele: string;
  readonly stat: string | null;
  readonly cmnd: string | null;
};

export type Prefixes = { readonly cmnd: string; readonly stat: string; readonly tele: string };
export const defaultPrefixes: Prefixes = { cmnd: 'cmnd', stat: 'stat', tele: 'tele' };

/** What Tasmota may put into a FullTopic (tasmota.github.io/docs/MQTT, "FullTopic"). */
type Tokens = { readonly topic: string; readonly hostname: string; readonly id: string };

/**
 * The topics that follow from a FullTopic such as `%prefix%/%topic%/`, by the rules of Tasmota's own `GetTopic`: without
 * `%prefix%` states have none and commands get it at the end, `#` and doubled slashes are dropped. null: no topic at all.
 */
export function topicsOf(fullTopic: string, prefixes: Prefixes, tokens: Tokens): Topics | null {
  const build = (pattern: string, prefix: string): string | null => {
    const text = pattern
      .replaceAll('%prefix%', () => prefix)
      .replaceAll('%topic%', () => tokens.topic)
      .replaceAll('%hostname%', () => tokens.hostname)
      .replaceAll('%id%', () => tokens.id)
      .replaceAll('#', '')
      .replaceAll(/\/{2,}/g, '/')
      .replace(/\/$/, '');
    return isHead(text) ? text : null;
  };
  const tele = build(fullTopic, prefixes.tele);
  if (tele === null) return null;
  const forCommands = fullTopic.includes('%prefix%') ? fullTopic : `${fullTopic}/%prefix%`;
  return { tele, stat: build(fullTopic, prefixes.stat), cmnd: build(forCommands, prefixes.cmnd) };
}

/** The default prefixes, wherever they stand in the topic of a device that did not announce itself. */
export function guessTopics(head: string): { readonly topics: Topics; readonly name: string } | null {
  const levels = head.split('/');
  const at = levels.findIndex((level) => level === 'tele' || level === 'stat');
  if (at < 0 || levels.length < 2 || levels.length > 5 || !isHead(head)) return null;
  const prefixed = (prefix: string) => levels.with(at, prefix).join('/');
  return {
    topics: { tele: prefixed('tele'), stat: prefixed('stat'), cmnd: prefixed('cmnd') },
    name: levels.toSpliced(at, 1).join('/'),
  };
}

/** Messages of which Gatehouse reads something, below `tele` and below `stat`. */
const teleMessages = ['LWT', 'STATE', 'SENSOR', 'INFO1', 'ZbReceived'] as const;
const statMessages = [
  'RESULT',
  'POWER',
  'POWER1',
  'STATUS',
  'STATUS1',
  'STATUS2',
  'STATUS5',
  'STATUS6',
  'STATUS8',
  'STATUS10',
  'STATUS11',
  'UPGRADE',
  'DEEPSLEEP',
] as const;

/** Each by its own name: with every retain option on, a wildcard a device would match too much (DESIGN.md, "The wire"). */
export function filtersOf({ tele, stat }: Topics): readonly string[] {
  const below = (head: string | null, messages: readonly string[]) =>
    head === null ? [] : messages.map((message) => `${head}/${message}`);
  return [...new Set([...below(tele, teleMessages), ...below(stat, statMessages)])];
}

/** With `SetOption89 1` each device that a Zigbee radio hears has a topic of its own, `tele/radio/5ADF/SENSOR`; nobody retains those. */
export function belowRadio({ tele }: Topics): readonly string[] {
  return [`${tele}/+/SENSOR`];
}
