import type { Device } from '@/core/device';

/** As much of a device as tells of its log-in. */
export type SeenDevice = Pick<Device, 'messages' | 'said' | 'login' | 'voices'>;

/** The account that a device says it uses. */
export type SaidLogin = {
  readonly username: string;
  /** since when it says so, by the steady clock of whoever listens */
  readonly at: number;
  /** it was said since somebody began to listen; else it is what was remembered, and may have been so once */
  readonly isFresh: boolean;
};

/**
 * What is heard of one device while its log-in is changed, in the order in which it came. The home tells moments by the time
 * of day, which may be set right at any time: what was heard long ago would then look newer than what has just been done.
 * So each change is stamped here by the steady clock, and what stood before anybody listened is no news, whenever it was.
 */
export type Sightings = {
  /** to be called at once after each change of it. `at`: when the message came that brought it, by the steady clock */
  see(device: SeenDevice | undefined, at: number): void;
  /** it was asked, and says that it is set to this account */
  answered(username: string, at: number): void;
  /** when it was last heard to come online; null: not since this was opened */
  readonly cameOnlineAt: number | null;
  /** when it was last heard itself, live; null: not since this was opened */
  readonly heardAt: number | null;
  readonly login: SaidLogin | null;
};

export function openSightings(): Sightings {
  let known: SeenDevice | null = null;
  let cameOnlineAt: number | null = null;
  let heardAt: number | null = null;
  let login: SaidLogin | null = null;

  function takeLogin(device: SeenDevice, before: SeenDevice | null, at: number): void {
    const { login: told } = device;
    if (told === before?.login) return;
    const username = told?.value.username ?? null;
    const isFresh = before !== null && !isJoined(before, device) && told?.retained === false;
    if (username === null) login = null;
    else if (login?.username !== username || (isFresh && !login.isFresh)) login = { username, at, isFresh };
    else if (told?.retained === true && before?.login?.retained === false) login = { ...login, isFresh: false };
  }

  return {
    see(device, at) {
      if (device === undefined || device === known) return;
      const before = known;
      known = device;
      takeLogin(device, before, at);
      if (before === null || isJoined(before, device)) return;
      if (device.messages > before.messages) heardAt = at;
      const { said } = device;
      if (said?.value === 'online' && !said.retained && before.said?.value !== 'online') cameOnlineAt = at;
    },
    answered(username, at) {
      if (login?.username !== username || !login.isFresh) login = { username, at, isFresh: true };
    },
    get cameOnlineAt() {
      return cameOnlineAt;
    },
    get heardAt() {
      return heardAt;
    },
    get login() {
      return login;
    },
  };
}

/**
 * Another voice speaks for it: it may have turned out to be one with a device that was known beside it. All that came with that
 * one was said before, whenever it was, and is where one goes on from. At worst a word is not counted that was said just now.
 */
function isJoined(before: SeenDevice, { voices }: SeenDevice): boolean {
  return voices !== before.voices && voices.some((voice) => !before.voices.includes(voice));
}
