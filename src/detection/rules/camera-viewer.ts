import type { Device, DeviceId } from '@/core/device';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { openCondition, type Judgement } from '../condition';
import { showDevice } from '../fixes';
import { minutesApart, type LocalTime } from '../learned/local-time';
import { isRecent } from '../recent';
import type { Rule, RuleContext } from '../rule';
import { setLast } from '../set-last';

/** what rang or moved before the camera so lately is a reason to look */
const occasionMs = 10 * 60_000;
/** a stream that breaks and comes back is one look */
const calmMs = 60_000;
/** what a person vouched for is so near to it by the clock; what was told in vain, further */
const vouchedMinutes = { mine: 60, 'false-alarm': 3 * 60 } as const;
const mostVouched = 8;
const mostCameras = 1_000;

/** `alert`: by which it was said, and is taken back */
type Vouched = { readonly alert: string; readonly t: number; readonly withinMinutes: number };

/**
 * Somebody watches a camera live. MQTT does not tell who, so it is worth knowing and no more, and over when nobody watches.
 * While the alarm is set for the night and nothing rang or moved at that camera, nobody of the house has a reason to look.
 */
export function cameraViewer(context: RuleContext, localTime: (at: number) => LocalTime): Rule {
  const panels = new Set<DeviceId>();
  const occasions = new Map<DeviceId, number>();
  /** the words of an earlier session come before any device does, and a bridge that restarts may name its devices anew */
  const vouched = new Map<DeviceId, readonly Vouched[]>();

  const isNight = () => [...panels].some((id) => context.devices.get(id)?.state.alarm?.value === 'armed_night');
  const hasOccasion = (id: DeviceId, at: number) => isRecent(occasions.get(id), at, occasionMs);

  const isVouched = (id: DeviceId, at: number) =>
    vouched.get(id)?.some(({ t, withinMinutes }) => minutesApart(localTime(t), localTime(at)) <= withinMinutes) ===
    true;

  function judge(device: Device, at: number): Judgement {
    const viewers = device.state.viewers?.value;
    if (viewers === undefined) return 'unknown';
    if (viewers <= 0) return 'well';
    const isOdd = isNight() && !hasOccasion(device.id, at) && !isVouched(device.id, at);
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
    restsOn: aspect.stream,
    looksAt: ({ state }) => state.viewers,
    judge: ({ after, at }) => judge(after, at),
    wellAgain: 'Nobody watches it live any more',
    calmMs,
  });

  return {
    ...watched,
    restsOn: aspect.stream | aspect.motion | aspect.alarm | aspect.event | aspect.identity,
    hear(step) {
      const { after, before, at, retained } = step;
      if (after.kind !== 'camera' && after.kind !== 'doorbell' && after.kind !== 'alarm') return;
      if (after.state.alarm !== undefined && before?.state.alarm === undefined) panels.add(after.id);
      if (after.state.motion !== before?.state.motion && after.state.motion?.value === true)
        occasions.set(after.id, at);
      const { lastEvent } = after;
      if (!retained && lastEvent !== before?.lastEvent && lastEvent?.value.meaning === 'rang')
        occasions.set(after.id, at);
      watched.hear(step);
    },
    forget(device, at, last) {
      panels.delete(device);
      occasions.delete(device);
      watched.forget?.(device, at, last);
    },
    teach({ id: alert, class: kind, device, verdict, t }) {
      if (kind !== 'camera_viewer' || device === null) return;
      const others = (vouched.get(device) ?? []).filter((one) => one.alert !== alert);
      const words = verdict.kind === 'none' ? [] : [{ alert, t, withinMinutes: vouchedMinutes[verdict.kind] }];
      setLast(vouched, device, [...others, ...words].slice(-mostVouched), mostCameras);
    },
  };
}
