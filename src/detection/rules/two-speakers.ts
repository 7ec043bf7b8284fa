import type { DeviceId } from '@/core/device';
import { knownFirmware } from '@/core/known-device';
import { spokenName } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { isMoment, isText } from '../checks';
import { countedMap } from '../counts';
import { showDevice } from '../fixes';
import { openLately, type Moment } from '../lately';
import { isRecent } from '../recent';
import type { Rule, RuleContext } from '../rule';

/** an update may be rolled back once; a device does not change what it is to and fro within minutes */
const changes = { times: 3, withinMs: 10 * 60_000 } as const;
/** of one that goes on a person is told once a day */
const restMs = 24 * 3_600_000;

/**
 * What a device says of itself changes to and fro: its firmware is this, then that, then this again. Two speak on one topic,
 * a clone or whoever makes up its messages. What was told before is remembered, so that an update that is rolled back is none.
 */
export function twoSpeakers(context: RuleContext): Rule {
  const said = openLately<string>(changes.withinMs, changes.times + 1);
  const toldAt = new Map<DeviceId, number>();
  context.counts.add('what devices say that they are', said.counted(isText));
  context.counts.add('what devices say that they are, told', countedMap(toldAt, isMoment));

  return {
    restsOn: aspect.firmware | aspect.identity,
    hear({ before, after, at, topic, retained }) {
      if (retained || before === undefined) return;
      if (after.firmware === before.firmware && after.model === before.model) return;
      const firmware = knownFirmware(after);
      // two conventions may call one firmware differently, and each says its own again
      const own = ` ${firmware?.by ?? ''}`;
      const now = `${after.model ?? ''} ${firmware?.installed ?? ''}${own}`;
      const ofOne = (all: readonly Moment<string>[]) => all.filter(({ what }) => what.endsWith(own));
      if (ofOne(said.of(after.id, at)).at(-1)?.what === now) return;
      const moments = ofOne(said.add(after.id, at, now));
      const isToAndFro = moments.length > changes.times && new Set(moments.map(({ what }) => what)).size <= 2;
      if (!isToAndFro || isRecent(toldAt.get(after.id), at, restMs)) return;
      toldAt.set(after.id, at);
      context.seen({
        t: at,
        class: 'spoofed_message',
        subject: `${after.id} twice`,
        device: after.id,
        title: `Two seem to speak as ${spokenName(after.name)}`,
        severity: 'warning',
        confidence: 0.7,
        evidence: [{ t: at, topic, text: 'What it says of its model and firmware changes to and fro' }],
        fix: showDevice(after),
        lasting: false,
        news: true,
      });
    },
    forget(device) {
      said.forget(device);
      toldAt.delete(device);
    },
  };
}
