import type { ConnectionState, Elsewhere } from '@/core/feed';
import type { IconName } from '@/ui/icon';
import type { Tone } from '@/ui/tone';

/** The state of the connection in one of the four words that must stay (CONTRACT.md, "The page"). */
type ConnectionWords = {
  readonly word: 'Connected' | 'Connecting' | 'Reconnecting' | 'Offline';
  readonly tone: Tone;
  readonly icon: IconName;
};

export function connectionWords(connection: ConnectionState): ConnectionWords {
  switch (connection.status) {
    case 'connected':
      return { word: 'Connected', tone: 'ok', icon: 'check' };
    case 'connecting':
      return { word: 'Connecting', tone: 'info', icon: 'refresh' };
    case 'reconnecting':
      return { word: 'Reconnecting', tone: 'warning', icon: 'refresh' };
    case 'idle':
    case 'failed':
      return { word: 'Offline', tone: 'neutral', icon: 'offline' };
  }
}

/** "Trying again in 8 s." — or that it is being tried at this moment. */
export function retryWords(retryAt: number, now: number): string {
  const seconds = Math.floor((retryAt - now) / 1000);
  return seconds > 0 ? `Trying again in ${seconds} s.` : 'Trying again now.';
}

/** What another tab did to the connection that all tabs share. */
export function elsewhereWords(elsewhere: Elsewhere): string {
  if (elsewhere.did === 'disconnect') return 'Another tab disconnected.';
  const as = elsewhere.username === '' ? '' : ` as ${elsewhere.username}`;
  return `Another tab switched to ${hostOf(elsewhere.url)}${as}.`;
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
