import type { DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { showDevice, updateOr } from '../fixes';
import type { Rule, RuleContext } from '../rule';

/**
 * An update that was started did not come to its end: the device may run half of it. It happened, so a person closes it,
 * or the next update that succeeds does.
 */
export function updateFailed(context: RuleContext): Rule {
  const failed = new Set<DeviceId>();
  const over = (device: DeviceId, t: number, topic: string, text: string) => {
    if (failed.delete(device)) {
      context.say('over', { class: 'update_failed', subject: device }, { t, topic, text });
    }
  };
  return {
    restsOn: aspect.update,
    hear({ at, topic, before, after, retained }) {
      const outcome = after.lastUpdate;
      if (outcome === null || outcome === before?.lastUpdate || retained) return;
      const { percent, reason } = outcome.value;
      if (outcome.value.outcome === 'succeeded') return over(after.id, at, topic, 'A later update succeeded');
      failed.add(after.id);
      const where = percent === null ? 'The update failed' : `The update failed at ${Math.round(percent)} %`;
      context.seen({
        t: at,
        class: 'update_failed',
        subject: after.id,
        device: after.id,
        title: `The update of ${spokenName(after.name)} failed`,
        severity: 'warning',
        confidence: 1,
        evidence: [{ t: at, topic, text: reason === null ? where : `${where}: ${reason}` }],
        fix: updateOr(showDevice(after), after),
        lasting: false,
        news: true,
      });
    },
    forget: (device, at) => over(device, at, '', 'It is not part of the home any more'),
    adopt: ({ class: kind, device }) => void (kind === 'update_failed' && device !== null && failed.add(device)),
  };
}
