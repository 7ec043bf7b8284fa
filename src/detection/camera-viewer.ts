import type { Device, DeviceId } from '@/core/device';
import { spokenName, startSentence } from '@/core/spoken-name';

import { openCondition, type Judgement } from './condition';
import { showDevice } from './fixes';
import type { Rule, RuleContext } from './rule';

/** what rang or moved before the camera so lately is a reason to look */
const occasionMs = 10 * 60_000;
/** a stream that breaks and comes back is one look */
const calmMs = 60_000;

/**
 * Somebody watches a camera live. MQTT does not tell who, so it is worth knowing and no more, and over when nobody watches.
 * While the alarm is set for the night and nothing rang or moved at that camera, nobody of the house has a reason to look.
 */
export function cameraViewer(context: RuleContext): Rule {
  const panels = new Set<DeviceId>();
  const occasions = new Map<DeviceId, number>();

  const isNight = () => [...panels].some((id) => context.devices.get(id)?.state.alarm?.value === 'armed_night');
  const hasOccasion = (id: DeviceId, at: number) => at - (occasions.get(id) ?? Number.NEGATIVE_INFINITY) < occasionMs;

  function judge(device: Device, at: number): Judgement {
    const viewers = device.state.viewers?.value;
    if (viewers === undefined) return 'unknown';
    if (viewers <= 0) return 'well';
    const isOdd = isNight() && !hasOccasion(device.id, at);
    const who = viewers === 1 ? 'Somebody' : `${viewers} viewers`;
    return {
      severity: isOdd ? 'warning' : 'info',
      title: `${who} ${viewers === 1 ? 'watches' : 'watch'} ${spokenName(device.name)} live`,
      text: isOdd
        ? `${startSentence(who)} while the alarm is set for the night and nothing had moved there`
        : `It says that it has ${viewers === 1 ? 'one viewer' : `${viewers} viewers`}`,
      fix: showDevice(device),
    };
  }

  const watched = openCondition(context, {
    classes: ['camera_viewer'],
    looksAt: ({ state }) => state.viewers,
    judge: ({ after, at }) => judge(after, at),
    wellAgain: 'Nobody watches it live any more',
    calmMs,
  });

  return {
    ...watched,
    hear(step) {
      const { after, before, at, observations, retained } = step;
      if (after.state.alarm !== undefined && before?.state.alarm === undefined) panels.add(after.id);
      if (after.state.motion !== before?.state.motion && after.state.motion?.value === true)
        occasions.set(after.id, at);
      for (const { fact } of observations)
        if (!retained && fact.type === 'event' && fact.meaning === 'rang') occasions.set(after.id, at);
      watched.hear(step);
    },
    forget(device, at) {
      panels.delete(device);
      occasions.delete(device);
      watched.forget?.(device, at);
    },
  };
}
