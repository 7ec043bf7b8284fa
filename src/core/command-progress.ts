import type { Command } from './command';
import { aimOf, type AimKey } from './device-can';
import type { Device } from './device';
import { isJam, isMoving } from './lock';

/** Why a command did not leave the house's broker; `lost`: the page's session ended. */
export type CommandRefusal = 'not-authorised' | 'not-connected' | 'cannot' | 'timed-out' | 'lost';

/** A command that somebody gave. */
export type Asked = {
  readonly command: Command;
  /** ms since the epoch */
  readonly at: number;
  readonly refusal: CommandRefusal | null;
};

/**
 * How a command goes. `answered`: the device spoke since, and what it says is its state. `declined`: it said no. `undone`: it
 * spoke since, and says that it is as it was before.
 */
export type CommandProgress = 'waiting' | 'answered' | 'declined' | 'jammed' | 'undone' | 'silent' | CommandRefusal;

const patienceMs = 10_000;
/** A bridge repeats what it knew before the bolt has moved: a word that is no news is believed after this. */
const boltMovesMs = 5_000;

/** A command is done when the device itself says so, not when the broker took it. */
export function progressOf(asked: Asked, device: Device, now: number): CommandProgress {
  if (asked.refusal !== null) return asked.refusal;
  if (hasDeclined(device, asked.at)) return 'declined';
  const waited = now - asked.at;
  const patience = waited > patienceMs ? 'silent' : 'waiting';
  // a camera that says something else has not taken a picture yet
  if (asked.command.type === 'take-picture') return tookPicture(device, asked.at) ? 'answered' : patience;
  const [aim] = Object.entries(aimOf(asked.command));
  // a value that is told again keeps the moment since which it holds: that the device spoke is seen in `lastSeen`
  const heard = device.lastSeenLive && (device.lastSeen ?? 0) >= asked.at;
  if (aim === undefined) return heard ? 'answered' : patience;
  const told = device.state[aim[0] as AimKey]; // the keys of an aim
  if (told === undefined || told.retained) return patience;
  const isNews = told.at >= asked.at;
  if (isJam(told.value)) return isNews || (heard && waited > boltMovesMs) ? 'jammed' : patience;
  // of one that went nobody knows whether what it last told is so
  if (told.value === aim[1]) return isNews || heard || device.reachability !== 'offline' ? 'answered' : patience;
  if (isMoving(told.value)) return patience;
  if (!isNews) return heard && waited > patienceMs ? 'undone' : patience;
  if (asked.command.type !== 'lock' || told.at - asked.at > patienceMs) return 'answered';
  // what locks itself again after it was unlocked did what it was asked; a door that is open did not
  return waited > boltMovesMs ? 'undone' : 'waiting';
}

function hasDeclined({ lastEvent }: Device, since: number): boolean {
  return lastEvent !== null && !lastEvent.retained && lastEvent.at >= since && lastEvent.value.event === 'refused';
}

function tookPicture({ picture }: Device, since: number): boolean {
  return picture !== null && !picture.retained && picture.at >= since;
}
