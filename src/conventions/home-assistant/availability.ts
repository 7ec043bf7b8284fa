import { isObject, textIn } from '../json';
import { templateIn, topicIn, type Workbench } from './ear';
import { expandOptions } from './options';
import type { Rendered, Template } from './template/template';
import { anyWordIn, configuredWord } from './words';

/** One topic that says whether an entity can be reached. */
export type Source = {
  readonly topic: string;
  /** two may hear one topic, each with a template of its own; the same when its config comes again */
  readonly key: string;
  readonly template: Template | null;
  /** null: the word is neither of the two, which changes nothing */
  read(value: Rendered): boolean | null;
};

/** How Home Assistant knows whether an entity is available (home-assistant.io/integrations/mqtt, "Availability"). */
export type Availability = {
  readonly mode: 'all' | 'any' | 'latest';
  readonly sources: readonly Source[];
};

const mostSources = 16;

export function readAvailability(bench: Workbench): Availability {
  const { options } = bench.entity;
  const listed = options['availability'];
  const single = {
    topic: options['availability_topic'],
    value_template: options['availability_template'],
    payload_available: options['payload_available'],
    payload_not_available: options['payload_not_available'],
  };
  const list = options['availability_topic'] === undefined ? (Array.isArray(listed) ? listed : [listed]) : [single];
  const mode = options['availability_mode'];
  return {
    mode: mode === 'all' || mode === 'any' ? mode : 'latest',
    sources: list.slice(0, mostSources).flatMap((source: unknown) => readSource(bench, source)),
  };
}

function readSource({ entity, problem }: Workbench, value: unknown): readonly Source[] {
  if (!isObject(value)) return [];
  const source = expandOptions(value);
  const topic = topicIn(source['topic'], problem);
  const template = templateIn(source['value_template'], entity.component, problem);
  if (topic === null || template === undefined) return [];
  const available = configuredWord(source['payload_available'], 'online');
  const notAvailable = configuredWord(source['payload_not_available'], 'offline');
  return [
    {
      topic,
      key: `${topic}\n${textIn(source['value_template']) ?? ''}`,
      template,
      read(rendered) {
        const word = anyWordIn(rendered);
        return word === available ? true : word === notAvailable ? false : null;
      },
    },
  ];
}

/**
 * What the sources together say; null: not told. In mode `all` one that is down is enough, and one that was not heard yet
 * leaves it open; Home Assistant takes the unheard for down, but an unknown is no "offline".
 */
export function combine(
  mode: Availability['mode'],
  heard: readonly (boolean | null)[],
  latest: boolean | null,
): boolean | null {
  if (mode === 'latest') return latest;
  const decisive = mode === 'any';
  if (heard.includes(decisive)) return decisive;
  return heard.includes(null) || heard.length === 0 ? null : !decisive;
}
