import type { Device, DeviceId } from '@/core/device';
import type { Fact, Observation } from '@/core/observation';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { showDevice } from '../fixes';
import type { Rule, RuleContext } from '../rule';

/**
 * A device tells what cannot be: a battery at 140 %, a humidity below zero. Either it is broken, or whoever made the message
 * up does not know it. One such value is enough, for a sensor that fails says so once; its next sound value ends it.
 */
export function impossibleValue(context: RuleContext): Rule {
  /** what was wrong; null: somebody else saw it, or we before a restart, so that any sound value ends it */
  const told = new Map<DeviceId, string | null>();

  return {
    restsOn: aspect.reading | aspect.battery,
    hear({ after: device, at, topic, retained, observations }) {
      if (retained) return;
      const wrong = firstWrong(observations);
      if (wrong !== null) {
        const key = told.get(device.id);
        if (key === undefined) raise(device, at, topic, wrong.words);
        told.set(device.id, key ?? wrong.key);
      } else if (told.size > 0 && observations.some(({ fact }) => tells(fact, told.get(device.id)))) {
        told.delete(device.id);
        context.say('over', causeOf(device.id), { t: at, topic, text: 'Its readings are possible again' });
      }
    },
    forget(device, at) {
      if (!told.delete(device)) return;
      context.say('over', causeOf(device), { t: at, topic: '', text: 'It is not part of the home any more' });
    },
    adopt({ class: kind, subject, device }) {
      if (kind !== 'spoofed_message' || device === null || subject !== causeOf(device).subject) return;
      if (!told.has(device)) told.set(device, null);
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

type Wrong = { readonly key: string; readonly words: string };

function firstWrong(observations: readonly Observation[]): Wrong | null {
  for (const { fact } of observations) {
    const wrong = wrongIn(fact);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** The first value that no device of a house can measure; null: there is none. */
function wrongIn(fact: Fact): Wrong | null {
  if (fact.type === 'battery') return beyond('percent', fact.percent ?? undefined, 0, 101, 'a battery at', '%');
  if (fact.type !== 'state') return null;
  // one after the other and without a table: this is asked of every reading
  const { temperatureC, humidityPercent, pressureHpa, illuminanceLux, voltageV } = fact.state;
  return (
    beyond('temperatureC', temperatureC, -90, 200, 'a temperature of', '°C') ??
    beyond('humidityPercent', humidityPercent, 0, 100.5, 'a humidity of', '%') ??
    beyond('pressureHpa', pressureHpa, 300, 1_150, 'an air pressure of', 'hPa') ??
    beyond('illuminanceLux', illuminanceLux, 0, 250_000, 'a brightness of', 'lx') ??
    beyond('voltageV', voltageV, 0, 1_000_000, 'a voltage of', 'V')
  );
}

function beyond(
  key: string,
  value: number | undefined,
  least: number,
  most: number,
  words: string,
  unit: string,
): Wrong | null {
  if (value === undefined || (value >= least && value <= most)) return null;
  return { key, words: `${words} ${Math.round(value * 10) / 10} ${unit}` };
}

const judged = ['temperatureC', 'humidityPercent', 'pressureHpa', 'illuminanceLux', 'voltageV'];

/** Does it tell again what was wrong before, or, where nobody knows what that was, anything of which it can be said? */
function tells(fact: Fact, key: string | null | undefined): boolean {
  if (key === undefined) return false;
  if (fact.type === 'battery') return (key ?? 'percent') === 'percent' && typeof fact.percent === 'number';
  const { state } = fact.type === 'state' ? fact : { state: {} };
  return (key === null ? judged : [key]).some((one) => Object.hasOwn(state, one));
}
