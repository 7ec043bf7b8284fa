import type { Message } from '@/core/message';
import type { ConventionName, Fact, Observation, VoiceKey } from '@/core/observation';

import { observe } from './decoded';
import type { LastWill } from './last-will';
import type { Learner } from './learning';

/** A device that speaks for itself, as far as telling of it needs. */
type Speaker = Learner & { readonly voice: VoiceKey; readonly will: LastWill };

/** `facts`, after who the device is where that is news, and with what follows for its being there. */
export function tell<D extends Speaker>(
  convention: ConventionName,
  device: D,
  identityOf: (device: D) => Fact,
  when: Pick<Message, 'at' | 'retained'>,
  facts: readonly Fact[],
): readonly Observation[] {
  const { voice, will, isNews } = device;
  device.isNews = false;
  const told = observe(convention, voice, when, isNews ? [identityOf(device), ...facts] : facts);
  const news = will.takeNews();
  return news === null ? told : [...told, ...observe(convention, voice, news.when, [news.fact])];
}
