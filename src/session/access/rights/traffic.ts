import type { DeviceId } from '@/core/device';
import type { Message } from '@/core/message';
import type { HeardTopic } from '@/credentials/rights/least-privilege';

const hourMs = 3_600_000;
const mostTopics = 20_000;

/** On which topics each device was heard, for as long as a proposal of rights looks back. */
export type Traffic = {
  hear(device: DeviceId, message: Message): void;
  /** the topics of these devices in this hour and the last */
  of(devices: ReadonlySet<DeviceId>, now: number): readonly HeardTopic[];
  /** since when everything was heard, ms since the epoch */
  since(now: number): number;
  forget(): void;
};

type Kept = { device: DeviceId; hour: number; count: number; before: number };

export function openTraffic(clock: () => number): Traffic {
  const topics = new Map<string, Kept>();
  let began = clock();

  return {
    hear(device, { topic, retained, at }) {
      if (retained) return;
      const hour = Math.floor(at / hourMs);
      const kept = topics.get(topic);
      if (kept === undefined) {
        if (topics.size < mostTopics) topics.set(topic, { device, hour, count: 1, before: 0 });
        return;
      }
      if (kept.hour !== hour) {
        kept.before = kept.hour === hour - 1 ? kept.count : 0;
        kept.count = 0;
        kept.hour = hour;
      }
      kept.device = device;
      kept.count += 1;
    },
    of(devices, now) {
      const hour = Math.floor(now / hourMs);
      return [...topics].flatMap(([topic, kept]) => {
        if (!devices.has(kept.device) || kept.hour < hour - 1) return [];
        return [{ topic, count: kept.count + (kept.hour === hour ? kept.before : 0) }];
      });
    },
    since: (now) => Math.max(began, (Math.floor(now / hourMs) - 1) * hourMs),
    forget() {
      topics.clear();
      began = clock();
    },
  };
}
