import type { Device, DeviceId } from '@/core/device';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect, everyState } from '../aspects';
import { showDevice } from '../fixes';
import { isRecent } from '../recent';
import type { Rule, RuleContext, Step } from '../rule';

/** a device that comes back says so with its first words, or its bridge a moment later */
const comesBackMs = 30_000;
/** a bridge that has just started tells the state that it kept of each device, also of one that is long gone (Zigbee2MQTT, `cache_state_send_on_startup`) */
const startsMs = 2 * 60_000;
/** the last word of a device and the broker's word that it went may cross */
const crossingMs = 5_000;

/**
 * A device is said to be away, or the bridge through which alone it speaks, and yet its readings come: somebody else speaks in
 * its name. Only what the broker said live counts: a remembered "offline" may be of a switch that nobody uses any more. Who
 * it is MQTT does not tell.
 */
export function speaksWhileAway(context: RuleContext): Rule {
  const suspected = new Map<DeviceId, () => void>();

  function hear(step: Step): void {
    const { after, at, retained, observations, before } = step;
    if (retained || before === undefined || observations.length === 0) return;
    // behind a bridge that is down it is unknown, or offline
    const isThere = after.reachability === 'online' || after.reachability === 'asleep';
    if (isThere && suspected.size === 0) return;
    const away = isThere ? null : awaySince(step);
    if (away === null) {
      suspected.get(after.id)?.();
      suspected.delete(after.id);
      return;
    }
    if (suspected.has(after.id) || at - away < crossingMs || !observations.some(({ fact }) => fact.type === 'state'))
      return;
    if (hasBridgeStarted(after, at)) return;
    const stop = context.later(at + comesBackMs, (now) => judge(step, now));
    suspected.set(after.id, stop);
  }

  /** Since when it is said to be away, by whom its readings come; null: it is not. */
  function awaySince({ after, observations }: Pick<Step, 'after' | 'observations'>): number | null {
    const bridge = after.via === null || hasTwoWays(after) ? undefined : context.devices.get(after.via);
    if (bridge?.reachability === 'offline' && bridge.said !== null && !bridge.said.retained) return bridge.said.at;
    const { said } = after;
    if (said === null || said.retained || said.value !== 'offline') return null;
    return observations.some(({ convention }) => convention === said.by) ? said.at : null;
  }

  function hasBridgeStarted({ via }: Device, at: number): boolean {
    const said = via === null ? null : context.devices.get(via)?.said;
    return said?.value === 'online' && isRecent(said.at, at, startsMs);
  }

  function judge(step: Step, now: number): void {
    suspected.delete(step.after.id);
    const device = context.devices.get(step.after.id);
    if (device === undefined) return;
    const away = awaySince({ after: device, observations: step.observations });
    if (away === null || away > step.at) return;
    const bridge = device.via === null ? undefined : context.devices.get(device.via);
    const isBridge = bridge?.reachability === 'offline';
    const whom = isBridge ? `its bridge ${spokenName(bridge.name)}` : 'it';
    context.seen({
      t: step.at,
      class: 'spoofed_message',
      subject: device.id,
      device: device.id,
      title: `Somebody may be speaking in the name of ${spokenName(device.name)}`,
      severity: 'warning',
      confidence: 0.7,
      evidence: [
        { t: away, topic: '', text: `${startSentence(whom)} went offline and did not come back` },
        { t: step.at, topic: step.topic, text: `Yet a reading came ${Math.round((step.at - away) / 1_000)} s later` },
      ],
      fix: showDevice(device),
      lasting: false,
      news: true,
    });
    // once is enough until it was seen well
    suspected.set(
      device.id,
      context.later(now + 24 * 3_600_000, () => void suspected.delete(device.id)),
    );
  }

  return {
    restsOn: aspect.heard | everyState | aspect.reachability,
    hear,
    forget(device) {
      suspected.get(device)?.();
      suspected.delete(device);
    },
  };
}

/** It was taken from one bridge to another of the same convention, and both speak of it. */
function hasTwoWays({ voices, conventions }: Device): boolean {
  return voices.length > conventions.length;
}
