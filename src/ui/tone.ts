import type { IconName } from './icon';

/** What a state means to a person. Colour is its least part: every tone comes with an icon and words. */
export type Tone = 'ok' | 'info' | 'warning' | 'critical' | 'neutral';

export const iconOfTone: Readonly<Record<Tone, IconName>> = {
  ok: 'check',
  info: 'info',
  warning: 'warning',
  critical: 'warning',
  neutral: 'dot',
};
