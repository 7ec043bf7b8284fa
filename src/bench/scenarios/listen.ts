import type { Message } from '@/core/message';
import type { RuleContext } from '@/detection/rule';
import type { Listened, Raised } from '@/scenarios/suite/score';
import { openTrialHome, type Trial, type TrialHomeOptions } from '@/scenarios/suite/trial-home';
import type { TrialMessage } from '@/scenarios/suite/trial-message';
import { learnedRule, localTimeIn, openHomeMemory } from '@/session/learning/learned';
import { openReplayedHome } from '@/session/replay/replay';

import { openSealer, type Sealer } from './sealing';

/** so long after it opened a person has dealt with an alert */
const dealtAfterMs = 20 * 60_000;

type ListenOptions = {
  readonly learns?: boolean;
  /** what of it reaches the listener; default: all */
  readonly isHeard?: (said: TrialMessage, trials: readonly Trial[]) => boolean;
};

/** Listens to a whole home as a session does, and learns its habits where it `learns`, and deals with what it says as a person would. */
export async function listen(options: TrialHomeOptions, wish: ListenOptions = {}): Promise<Listened> {
  const { learns = true, isHeard = () => true } = wish;
  const trialHome = openTrialHome(options);
  const sealer = await openSealer(trialHome.startAt);
  const raised: Raised[] = [];
  const open = new Map<string, number>();
  const seen = new Set<string>();
  const memory = openHomeMemory();
  const localTime = localTimeIn(trialHome.timeZone);
  let homeAt = trialHome.startAt;
  const replayed = openReplayedHome({
    timeZone: trialHome.timeZone,
    ...(learns && {
      learned: (context: RuleContext) => learnedRule(context, { memory, mayRaise: () => true, localTime }),
    }),
    onAlerts({ changed }) {
      for (const id of changed) {
        const alert = replayed.alerts.all.get(id);
        if (alert === undefined || alert.state !== 'open') continue;
        const key = `${id} ${alert.severity} ${alert.changes}`;
        if (seen.has(key)) continue;
        seen.add(key);
        open.set(id, homeAt);
        const device = alert.device === null ? undefined : replayed.home.devices.get(alert.device);
        const name = device?.name ?? alert.device;
        if (!trialHome.faulty.has(name ?? ''))
          raised.push({ at: homeAt, class: alert.class, severity: alert.severity, device: name });
      }
    },
  });
  for (const said of trialHome.messages()) {
    homeAt = said.homeAt;
    if ('link' in said) replayed.connection(said.link === 'back', said.at);
    else if (isHeard(said, trialHome.trials)) {
      const loading = replayed.hear(messageOf(said, sealer), said.retain === true && !said.retained);
      if (loading !== null) await loading;
    }
    for (const [id, at] of open) {
      if (homeAt - at < dealtAfterMs) break;
      open.delete(id);
      replayed.alerts.act(id, { type: 'resolve' });
    }
  }
  const measuredFrom = trialHome.startAt + options.quietDays * 86_400_000;
  return {
    trials: trialHome.trials,
    raised: raised.filter(({ at }) => at >= measuredFrom),
    days: options.days,
  };
}

const encoder = new TextEncoder();

function messageOf(said: TrialMessage, sealer: Sealer): Message {
  const { topic, retained, at } = said;
  return { topic, payload: bytesOf(said, sealer), retained, at };
}

function bytesOf({ sealing, ...said }: TrialMessage, sealer: Sealer): Uint8Array {
  if (sealing !== null) return sealer.payloadOf({ ...said, sealing });
  return said.binary ? Uint8Array.from(said.payload, (one) => one.charCodeAt(0)) : encoder.encode(said.payload);
}
