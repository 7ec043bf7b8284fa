import { expect } from 'vitest';

import type { Alert, AlertId } from '@/core/alerts/alert';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { HistoryState } from '@/core/history';

import { openHistory, type HistoryParts } from './history';
import * as historyDesk from './history-desk';

export const start = Date.UTC(2026, 10, 24, 18);
export const url = 'ws://home.lan:9001/mqtt';

export const told = <T>(value: T, at: number) => ({ value, at, retained: false, by: 'zigbee2mqtt' as const });
export const door = (percent: number, at: number, more: Partial<Device> = {}): Device => ({
  ...emptyDevice('front'),
  name: 'Front door',
  battery: told({ percent, low: null }, at),
  lastSeen: at,
  ...more,
});

/** A session's history with a clock of its own, in a browser with a vault or without. */
export function sessionHistory(more: Partial<HistoryParts> = {}) {
  let now = start;
  const states: HistoryState[] = [];
  const devices = new Map<string, Device>();
  const alerts = new Map<AlertId, Alert>();
  const history = openHistory({
    database: 'test',
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    estimate: async () => ({ quota: 1e9, usage: 0 }),
    load: async () => historyDesk,
    alone: (work) => void work(),
    home: { devices },
    alerts,
    clock: () => now,
    tell: (state) => void states.push(state),
    ...more,
  });
  const battery = () =>
    history.answers.historySpan({ device: 'front', metric: 'battery', from: start, to: now + 60_000 });
  return {
    history,
    states,
    alerts,
    hear(device: Device, bytes = 0) {
      devices.set(device.id, device);
      history.heard(device, now, bytes);
    },
    battery,
    setClock: (at: number) => void (now = at),
    /** lets time pass, as a connected session does */
    async pass(seconds: number, isConnected = true) {
      for (let second = 0; second < seconds; second++) {
        now += 1_000;
        history.tick(isConnected);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    },
  };
}

type Answered = Awaited<ReturnType<ReturnType<typeof sessionHistory>['battery']>>;
export const values = (span: Answered) => span?.points.map(({ last }) => last) ?? null;
export const whenKeeping = (one: ReturnType<typeof sessionHistory>) =>
  expect.poll(async () => (await one.pass(16), one.states.at(-1)?.status)).toBe('keeping');

/** In a browser without a vault, of which it keeps already that the front door was heard. */
export async function keptVisit(percent: number, home = url) {
  const visit = sessionHistory();
  visit.history.vaultIs({ status: 'none' });
  visit.history.enter(home);
  visit.hear(door(percent, start));
  await whenKeeping(visit);
  return visit;
}
