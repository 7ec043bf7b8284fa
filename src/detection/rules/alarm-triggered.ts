import { goingOff } from '@/core/alerts/alert';
import { wellAgainWords } from '@/core/alerts/danger-over';
import type { Device } from '@/core/device';

import { aspect } from '../aspects';
import { openCondition } from '../condition';
import { showDevice } from '../fixes';
import { isRecent } from '../recent';
import type { Rule, RuleContext } from '../rule';

/** a panel tells why in a message of its own, beside that with its state */
const justNowMs = 10_000;

/**
 * The home's own alarm goes off, says its panel, in whichever convention it speaks. Never weighed against anything, as smoke is not:
 * it is what the rest of the house was asked to find out. Whoever is leaving, or comes in and has still to enter the code (`arming`,
 * `pending`), is told of by the panel alone. It is over when the panel is in any other state; one that says nothing more, for its
 * bridge is gone, goes off as far as anybody knows.
 *
 * A siren that sounds is no alert on purpose: it is the answer to one, and the siren that the watcher starts would tell of itself.
 * The overview says which one sounds, and silences it.
 *
 * A panel and an area of it that go off at the same moment are one alert; an area that follows is another.
 *
 * What the panel tells meanwhile, as which window it was, or that somebody enters wrong codes, stands beside it.
 */
export function alarmTriggered(context: RuleContext): Rule {
  const goesOff = openCondition(context, {
    classes: ['safety'],
    suffix: goingOff,
    restsOn: aspect.alarm,
    looksAt: ({ state }) => state.alarm ?? null,
    judge: ({ after, at }) => {
      const { alarm } = after.state;
      const { lastEvent } = after;
      const isOfIt = lastEvent !== null && !lastEvent.retained && isRecent(lastEvent.at, at, justNowMs);
      if (alarm === undefined) return 'unknown';
      if (alarm.value !== 'triggered') return 'well';
      if (toldBy(after, at) !== undefined) return 'unknown';
      return {
        severity: 'critical',
        title: `The home’s alarm is going off: ${after.name}`,
        text: `The panel says that it was triggered${isOfIt ? `. ${lastEvent.value.text}` : ''}`,
        fix: showDevice(after),
      };
    },
    wellAgain: wellAgainWords.alarm,
    isAlwaysNews: true,
    calmMs: 60_000,
  });

  /** An area goes off together with the panel that it is a part of: the first of the two tells it. */
  function toldBy(panel: Device, at: number): Device | undefined {
    return [...context.devices.values()].find(
      ({ id, state: { alarm } }) =>
        goesOff.isTold(id) &&
        (panel.id.startsWith(`${id}/`) || id.startsWith(`${panel.id}/`)) &&
        alarm?.value === 'triggered' &&
        isRecent(alarm.at, at, justNowMs),
    );
  }

  return {
    ...goesOff,
    restsOn: aspect.alarm | aspect.event | aspect.identity,
    hear(step) {
      goesOff.hear(step);
      const { before, after, at, topic, retained } = step;
      if (after.state.alarm?.value !== 'triggered' || after.lastEvent === before?.lastEvent) return;
      const teller = goesOff.isTold(after.id) ? after : toldBy(after, at);
      if (retained || after.lastEvent === null || teller === undefined) return;
      const { text } = after.lastEvent.value;
      const cause = { class: 'safety', subject: `${teller.id} ${goingOff}` } as const;
      context.say('more', cause, { t: at, topic, text });
    },
  };
}
