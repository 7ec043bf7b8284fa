import type { Device, DeviceId } from '@/core/device';
import type { Fact } from '@/core/observation';
import { spokenName, startSentence } from '@/core/spoken-name';
import type { State } from '@/core/state';

import { showDevice } from './fixes';
import type { Rule, RuleContext } from './rule';

type Bound = { readonly least: number; readonly most: number; readonly words: string; readonly unit: string };

/** What no device of a house can measure: the coldest and hottest place, not the coldest sensor. */
const bounds: { readonly [K in keyof State]?: Bound } = {
  temperatureC: { least: -90, most: 200, words: 'a temperature', unit: '°C' },
  deviceTemperatureC: { least: -90, most: 200, words: 'a temperature of its own', unit: '°C' },
  humidityPercent: { least: 0, most: 100.5, words: 'a humidity', unit: '%' },
  pressureHpa: { least: 300, most: 1_150, words: 'an air pressure', unit: 'hPa' },
  illuminanceLux: { least: 0, most: 250_000, words: 'a brightness', unit: 'lx' },
  voltageV: { least: 0, most: 1_000, words: 'a voltage', unit: 'V' },
};
const boundKeys = Object.keys(bounds) as readonly (keyof typeof bounds)[]; // its own keys

/**
 * A device tells what cannot be: a battery at 140 %, a humidity below zero. Either it is broken, or whoever made the message
 * up does not know it. One such value is enough, for a sensor that fails says so once; its next sound value ends it.
 */
export function impossibleValue(context: RuleContext): Rule {
  const told = new Map<DeviceId, string>();

  return {
    hear({ after, at, topic, retained, observations }) {
      if (retained) return;
      for (const { fact } of observations) {
        const judged = judge(fact);
        if (judged === null) continue;
        const { key, wrong } = judged;
        if (wrong === null) {
          if (told.get(after.id) !== key) continue;
          told.delete(after.id);
          context.say('over', causeOf(after.id), { t: at, topic, text: 'Its readings are possible again' });
        } else if (!told.has(after.id)) {
          told.set(after.id, key);
          raise(after, at, topic, wrong);
        }
      }
    },
    forget(device, at) {
      if (!told.delete(device)) return;
      context.say('over', causeOf(device), { t: at, topic: '', text: 'It is not part of the home any more' });
    },
  };

  function raise(device: Device, t: number, topic: string, wrong: string): void {
    context.seen({
      t,
      ...causeOf(device.id),
      device: device.id,
      title: `${startSentence(spokenName(device.name))} tells what cannot be`,
      severity: 'warning',
      confidence: 0.5,
      evidence: [{ t, topic, text: `It told ${wrong}: it is broken, or somebody else made that up` }],
      fix: showDevice(device),
      lasting: true,
      news: true,
    });
  }
}

function causeOf(device: DeviceId) {
  return { class: 'spoofed_message', subject: `${device} values` } as const;
}

/** null: nothing in it has a bound. `wrong`: the first value beyond it, in words. */
function judge(fact: Fact): { readonly key: string; readonly wrong: string | null } | null {
  if (fact.type === 'battery') {
    const { percent } = fact;
    if (percent === null || percent === undefined) return null;
    return { key: 'battery', wrong: percent >= 0 && percent <= 101 ? null : `a battery at ${Math.round(percent)} %` };
  }
  if (fact.type !== 'state') return null;
  let sound: string | null = null;
  for (const key of boundKeys) {
    const value = fact.state[key];
    const bound = bounds[key];
    if (typeof value !== 'number' || bound === undefined) continue;
    if (!(value >= bound.least && value <= bound.most))
      return { key, wrong: `${bound.words} of ${Math.round(value * 10) / 10} ${bound.unit}` };
    sound ??= key;
  }
  return sound === null ? null : { key: sound, wrong: null };
}
