import type { DeviceId } from '@/core/device';
import { frozenAfterRepeats } from '@/core/picture-words';
import { spokenName, startSentence } from '@/core/spoken-name';

import { showDevice } from '../fixes';
import type { Rule, RuleContext } from '../rule';

/** a camera that is asked several times in a moment may send one picture several times */
const leastMs = 60_000;

/**
 * A camera sends the very same picture again and again, byte for byte, or the same few: it hangs, or somebody plays old pictures in
 * its place. Even the dark has noise, so a living camera never does. Over with the first other picture.
 */
export function cameraFrozen(context: RuleContext): Rule {
  const frozen = new Set<DeviceId>();
  /** likewise, as others saw: whether its next picture is another one nobody can tell */
  const adopted = new Set<DeviceId>();

  return {
    happen(happening) {
      if (happening.type !== 'picture') return;
      const { device: id, repeats, since, at } = happening;
      const device = context.devices.get(id);
      if (device === undefined) return;
      const isFirst = adopted.delete(id);
      if (repeats === 0) {
        if (isFirst || !frozen.delete(id)) return;
        const evidence = { t: at, topic: '', text: 'It sends other pictures again' };
        return context.say('over', { class: 'camera_frozen', subject: id }, evidence);
      }
      if (frozen.has(id) || repeats < frozenAfterRepeats || at - since < leastMs) return;
      frozen.add(id);
      const minutes = Math.floor((at - since) / 60_000);
      context.seen({
        t: at,
        class: 'camera_frozen',
        subject: id,
        device: id,
        title: `${startSentence(spokenName(device.name))} shows the same picture again and again`,
        severity: 'warning',
        confidence: 0.8,
        evidence: [
          {
            t: since,
            topic: '',
            text: `In ${minutes === 1 ? '1 minute' : `${minutes} minutes`} no new picture came, and ${repeats} times one that had come before`,
          },
        ],
        fix: showDevice(device),
        lasting: true,
        news: true,
      });
    },
    forget(device, at) {
      adopted.delete(device);
      if (!frozen.delete(device)) return;
      const evidence = { t: at, topic: '', text: 'It is not part of the home any more' };
      context.say('over', { class: 'camera_frozen', subject: device }, evidence);
    },
    adopt({ class: kind, device }) {
      if (kind !== 'camera_frozen' || device === null || frozen.has(device)) return;
      frozen.add(device);
      adopted.add(device);
    },
  };
}
