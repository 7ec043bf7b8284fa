import type { BrokerLogin, Reachability } from '@/core/observation';
import { settle, settleSame } from '@/core/fold/settle';
import type { Rng } from '@/core/random.testing';

import type { SeenDevice } from './sightings';
import type { WorldDevice } from './world-device.testing';

/** What comes to a browser of a device: live, or as the broker remembers it. */
export type Word = { readonly retained: boolean } & (
  | { readonly about: 'reachability'; readonly value: Reachability }
  | { readonly about: 'login'; readonly username: string }
  | { readonly about: 'nothing' }
);

/** The home of one browser, of which this device is all there is. */
export type Hears = {
  /** the device as it is known then. `wall`: what the clock on the wall says */
  hear(word: Word, wall: number): SeenDevice;
};

/** What a device is heard to say: that it is there, now and then something, and to which log-in it is set. */
export type WorldVoice = {
  /** what has to be said of what has happened since this was asked last */
  words(): readonly Word[];
  /** what the broker tells whoever comes */
  remembered(): readonly Word[];
  /** it was cut by the broker, which publishes no last will then */
  kicked(): void;
  /** the broker remembers only what it had saved a while ago */
  forgetLast(): void;
  listener(): Hears;
};

export function openWorldVoice(device: WorldDevice, says: boolean, rng: Rng): WorldVoice {
  let { starts } = device;
  let isThere = true;
  let saidLogin = device.holds[0]?.username;
  let saved: readonly Word[] = [{ about: 'reachability', value: 'online', retained: true }];
  // a killed broker remembers what it had saved: here of an earlier log-in, which had the name that the next one will have
  if (says && rng() < 0.5) saved = [...saved, { about: 'login', username: 'cam.b', retained: true }];
  let last = saved;

  function comesOnline(): readonly Word[] {
    const said: Word[] = [{ about: 'reachability', value: 'online', retained: false }];
    const [held] = device.holds;
    // one that only comes back need not repeat to which log-in it is set; what the broker remembers of that stands
    const isNews = held !== undefined && held.username !== saidLogin;
    if (says && held !== undefined && (isNews || rng() < 0.5)) {
      said.push({ about: 'login', username: held.username, retained: false });
      saidLogin = held.username;
    }
    if (rng() < 0.3) saved = last;
    const unsaid = last.filter(({ about }) => !said.some((word) => word.about === about));
    last = [...said.map((word) => ({ ...word, retained: true })), ...unsaid];
    return rng() < 0.5 ? said : said.toReversed();
  }

  return {
    words() {
      const isBack = device.starts > starts;
      const isGone = isThere && (device.connectedAs === null || isBack);
      starts = device.starts;
      const words: Word[] = isGone ? [{ about: 'reachability', value: 'offline', retained: false }] : [];
      isThere = device.connectedAs !== null;
      if (isBack && isThere) words.push(...comesOnline());
      else if (isThere && rng() < 0.2) words.push({ about: 'nothing', retained: false });
      return words;
    },
    remembered: () => last,
    kicked() {
      isThere = false;
    },
    forgetLast() {
      last = saved;
    },
    listener() {
      let known: SeenDevice = { messages: 0, said: null, login: null, voices: ['cam'] };
      return {
        hear(word, wall) {
          known = heard(known, word, wall);
          return known;
        },
      };
    },
  };
}

/** As the home takes it in (`core/fold/take-fact.ts`). */
function heard({ messages: before, said, login, voices }: SeenDevice, word: Word, at: number): SeenDevice {
  const { retained } = word;
  const messages = before + Number(!retained);
  if (word.about === 'nothing') return { messages, said, login, voices };
  const observation = { device: 'cam', convention: 'tasmota', at, retained, fact: { type: 'heard', at } } as const;
  switch (word.about) {
    case 'reachability':
      return { messages, said: settle(said, word.value, observation), login, voices };
    case 'login': {
      const { username } = word;
      const value: BrokerLogin = { username, clientId: 'cam', handOver: 'command' };
      const isSame = login?.value.username === username;
      return { messages, said, login: settleSame(login, value, observation, isSame), voices };
    }
  }
}
