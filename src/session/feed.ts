import type { Device, DeviceId } from '@/core/device';
import type { Batch, ConnectionState, Listening, Withheld } from '@/core/feed';

import type { Pipeline } from './pipeline';
import type { Problems } from './problems';
import type { RecentMessages } from './recent-messages';

/** Gathers what changed until the page is ready for it: a device that changed a hundred times is sent once. */
export type Feed = {
  /** `device`: whose message was just heard */
  touched(device: DeviceId | null): void;
  connection(state: ConnectionState): void;
  listening(listening: Listening): void;
  withheld(withheld: readonly Withheld[]): void;
  problemsChanged(): void;
  watch(device: DeviceId | null): void;
  take(): Batch | null;
  onChange(listener: () => void): () => void;
};

type Parts = { readonly pipeline: Pipeline; readonly recent: RecentMessages; readonly problems: Problems };

export function createFeed({ pipeline, recent, problems }: Parts): Feed {
  const { home, changes } = pipeline;
  const listeners = new Set<() => void>();
  let news: Partial<Pick<Batch, 'connection' | 'listening' | 'withheld'>> = {};
  let problemsAreNew = false;
  let announced = false;
  let watched: DeviceId | null = null;
  let messagesAreNew = false;
  let lastShown = 0;

  function announce(): void {
    if (announced) return;
    announced = true;
    for (const listener of listeners) listener();
  }

  function take(): Batch | null {
    announced = false;
    const devices = [...changes.changed]
      .map((id) => home.devices.get(id))
      .filter((one): one is Device => one !== undefined);
    const batch: Batch = {
      devices,
      removed: [...changes.removed],
      ...news,
      ...(problemsAreNew && { problems: problems.list() }),
      ...watchedMessages(),
    };
    changes.changed.clear();
    changes.removed.clear();
    news = {};
    problemsAreNew = false;
    return devices.length > 0 || batch.removed.length > 0 || Object.keys(batch).length > 2 ? batch : null;
  }

  function watchedMessages(): Pick<Batch, 'messages'> {
    if (watched === null || !messagesAreNew) return {};
    messagesAreNew = false;
    const messages = recent.of(watched, lastShown);
    lastShown = messages.at(-1)?.id ?? lastShown;
    return { messages: { device: watched, messages } };
  }

  function say(part: typeof news): void {
    news = { ...news, ...part };
    announce();
  }

  return {
    touched(device) {
      if (device !== null && device === watched) messagesAreNew = true;
      if (messagesAreNew || changes.changed.size > 0 || changes.removed.size > 0) announce();
    },
    connection: (connection) => say({ connection }),
    listening: (listening) => say({ listening }),
    withheld: (withheld) => say({ withheld }),
    problemsChanged() {
      problemsAreNew = true;
      announce();
    },
    watch(device) {
      watched = device;
      lastShown = 0;
      messagesAreNew = device !== null;
      if (messagesAreNew) announce();
    },
    take,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
