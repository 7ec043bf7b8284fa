import type { Fact } from '@/core/observation';

import { textIn } from '../json';
import type { EntityConfig } from './config';
import { compileTemplate, unreadable, type Rendered, type Template } from './template/template';

/** What a value told: a fact, nothing, or something that makes no sense (`reason` is a sentence without the value). */
export type Told = Fact | { readonly type: 'unclear'; readonly reason: string } | null;

/** One thing that an entity tells on one topic. */
export type Ear = {
  /** may hold `+` for whole levels */
  readonly topic: string;
  /** null: the payload is the value */
  readonly template: Template | null;
  /** what it tells: ears of one device with the same slot would overwrite each other */
  readonly slot: string;
  read(value: Rendered): Told;
};

/** The picture that an entity publishes. */
export type Lens = { readonly topic: string; readonly isBase64: boolean };

/** Where an entity's options are turned into ears: what is not understood is said here. */
export type Workbench = { readonly entity: EntityConfig; readonly problem: (reason: string) => void };

/** The ear for the topic and template of these options; none where the entity has no such topic, or cannot be heard. */
export function openEar(
  { entity, problem }: Workbench,
  slot: string,
  [topicOption, templateOption]: readonly [topic: string, template: string],
  read: (value: Rendered) => Told,
): readonly Ear[] {
  const topic = topicIn(entity.options[topicOption], problem);
  const template = templateIn(entity.options[templateOption], entity.component, problem);
  if (topic === null || template === undefined) return [];
  const senseless: Told = {
    type: 'unclear',
    reason: `A template of ${thing(entity.component)} makes no sense of its message`,
  };
  return [{ topic, template, slot, read: (value) => (value === unreadable ? senseless : read(value)) }];
}

export const stateOptions = ['state_topic', 'value_template'] as const;

/** null: there is none, or none that may be listened to. */
export function topicIn(value: unknown, problem: (reason: string) => void): string | null {
  const topic = textIn(value);
  if (topic === null) return null;
  if (isNarrow(topic)) return topic;
  problem('An entity wants to listen to more than a topic of its own');
  return null;
}

/** Wildcards stand for whole levels and never at the end; the broker's own topics are none of a device. */
function isNarrow(topic: string): boolean {
  if (topic.length > 1024 || topic.startsWith('$') || topic.includes('#') || topic.includes('\u0000')) return false;
  return !topic.includes('+') || /^(?:(?:\+|[^+/]*)\/)*[^+/]+$/.test(topic);
}

/** null: there is none; undefined: there is one that is not understood, so nothing can be read. */
export function templateIn(
  value: unknown,
  component: string,
  problem: (reason: string) => void,
): Template | null | undefined {
  const text = textIn(value);
  if (text === null) return null;
  const compiled = compileTemplate(text);
  if (!('reason' in compiled)) return compiled;
  problem(`A template of ${thing(component)} ${compiled.reason}`);
  return undefined;
}

export function thing(component: string): string {
  const words = component.replaceAll('_', ' ');
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
}
