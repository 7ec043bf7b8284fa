import type { Rng } from '@/core/random.testing';

import type { DeviceTopics } from './device-topics';
import type { HandOver } from './port-over-broker';
import type { Act } from './run';
import type { RunnerHome } from './runner-home.testing';
import type { RunnerWires } from './runner-wires.testing';

type Parts = {
  readonly home: RunnerHome;
  readonly rng: Rng;
  /** class B: it answers its commands, as a Shelly does and a Tasmota does not */
  readonly answers: boolean;
  readonly call: RunnerWires['call'];
  readonly topics: DeviceTopics;
};

/** How a new log-in reaches the device of a story: sealed, or by a command that may be lost behind the broker. */
export function openRunnerHandOver({ home: { kind, device }, rng, answers, call, topics }: Parts): HandOver {
  function restart(): void {
    if (device.connectedAs === null) return;
    device.power(false);
    device.power(true);
  }

  switch (kind.way) {
    case 'two-slots':
      return { way: 'two-slots', topics };
    case 'by-hand':
      return { way: 'by-hand' };
    case 'one-slot': {
      const isAskable = kind.tells !== 'nobody';
      return {
        way: 'one-slot',
        tell: ({ username, password }) =>
          call(
            (): Act => {
              const isHeard = rng() < 0.8 && device.receive({ username, secret: password });
              return isHeard || !answers ? { outcome: 'done' } : { outcome: 'unanswered' };
            },
            { outcome: 'unanswered' },
          ),
        askLogin: isAskable
          ? () => call(() => (device.connectedAs === null ? null : (device.holds[0]?.username ?? null)), null)
          : null,
        restart: isAskable ? () => call(restart, undefined) : null,
      };
    }
  }
}
