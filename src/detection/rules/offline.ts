import type { Device } from '@/core/device';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { openCondition, type ConditionRule } from '../condition';
import { showDevice } from '../fixes';
import { isEye } from '../outage-kind';
import type { Outages } from '../outages';
import type { RuleContext } from '../rule';

/**
 * A bridge that restarts says that it is offline, and is back within this time. A device behind one waits for
 * the others that may go with it, no longer than nobody notices: many at once are another story. What speaks for itself is back when the router
 * is, and is missed when the broker waits no longer, each at another moment; but a camera may be gone only while somebody passes.
 */
const graceMs = { bridge: 30_000, behind: 1_250, router: 2 * 60_000, eye: 0 } as const;
/** what flaps is one alert until it has been there for so long */
const calmMs = 15 * 60_000;

/**
 * A device that is said to be offline: it warns of nothing and can be told nothing. Behind a bridge that is down a device is
 * unknown, not offline, so that is one alert, of the bridge. What the broker remembered as offline when we first looked may
 * have been so for long: worth knowing, no more. When many go at once, `outages` has the one alert.
 */
export function offline(context: RuleContext, outages: Outages): ConditionRule {
  return openCondition(context, {
    classes: ['silent_device', 'camera_offline'],
    classOf: (device) => (isEye(device) ? 'camera_offline' : 'silent_device'),
    restsOn: aspect.reachability,
    looksAt: ({ said, reachability }) => (said === null ? null : reachability),
    judge: ({ before, after, retained }) => {
      if (after.reachability === 'unknown' || outages.explains(after)) return 'unknown';
      if (after.reachability !== 'offline') return 'well';
      const remembered = retained && (before?.said ?? null) === null;
      return {
        severity: remembered ? 'info' : 'warning',
        title: titleOf(after),
        text: remembered ? 'It was offline already when Gatehouse first looked' : 'It went offline',
        fix: showDevice(after),
      };
    },
    wellAgain: 'It is back; this closes by itself if it stays for 15 minutes',
    graceMs: graceOf,
    calmMs,
  });
}

function graceOf(device: Device): number {
  if (device.kind === 'hub') return graceMs.bridge;
  if (device.via !== null) return graceMs.behind;
  return isEye(device) ? graceMs.eye : graceMs.router;
}

function titleOf({ name, kind }: Device): string {
  const who = startSentence(spokenName(name));
  return kind === 'hub' ? `${who} is offline, so nothing is known of the devices behind it` : `${who} is offline`;
}
