import type { Message } from '@/core/message';
import type { Fact, Observation, VoiceKey } from '@/core/observation';

import { observe } from '../decoded';
import type { LastWill } from '../last-will';
import type { Learner } from '../learning';

/** `facts`, after who the device is where that is news, and with what follows for its being there. */
export function tell<D extends Learner & { readonly voice: VoiceKey; readonly will: LastWill }>(
  device: D,
  identityOf: (device: D) => Fact,
  message: Pick<Message, 'at' | 'retained'>,
  facts: readonly Fact[],
): readonly Observation[] {
  const { voice, will, isNews } = device;
  device.isNews = false;
  const told = observe('shelly', voice, message, isNews ? [identityOf(device), ...facts] : facts);
  const news = will.takeNews();
  return news === null ? told : [...told, ...observe('shelly', voice, news.when, [news.fact])];
}
