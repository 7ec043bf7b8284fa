import type { ConnectFailure } from '@/core/feed';
import { isLoopback } from '@/core/loopback';

import { isDevicePort } from './broker-address';

/** What a failed connection means to a person: one sentence, then the likely causes, the likeliest first. */
type ConnectAdvice = {
  readonly sentence: string;
  readonly causes: readonly LikelyCause[];
};

/** A cause and what to try; `lines` are the lines of configuration that cure it. */
type LikelyCause = { readonly text: string; readonly lines?: string };

export type Attempt = { readonly url: string; readonly username: string };

/** The exact words for each way a connection can fail (CONTRACT.md, "The page"). */
export function adviseOn(failure: ConnectFailure, attempt: Attempt): ConnectAdvice {
  switch (failure.kind) {
    case 'bad-credentials':
      return {
        sentence: 'The broker refused this username or password.',
        causes: causesOfRefusal(attempt),
      };
    case 'protocol-version':
      return {
        sentence: 'The broker speaks a version of MQTT that Gatehouse does not.',
        causes: [
          { text: 'Gatehouse speaks MQTT 5 and 3.1.1. Update the broker, or allow one of the two in its settings.' },
        ],
      };
    case 'not-a-websocket':
      return {
        sentence: 'A web server answers at this address, but not with a WebSocket.',
        causes: causesOfWebServer(new URL(attempt.url)),
      };
    case 'unreachable':
      return {
        sentence: failure.timedOut
          ? `Cannot reach ${new URL(attempt.url).host}: nothing answered in time.`
          : `Cannot reach ${new URL(attempt.url).host}: the connection was refused or cut.`,
        causes: causesOfSilence(failure.timedOut, new URL(attempt.url)),
      };
    case 'server-unavailable':
      return {
        sentence: 'The broker answers, but it takes no connections now.',
        causes: [{ text: 'It may be starting, or have reached its limit of connections. Try again in a minute.' }],
      };
    case 'bad-address':
      return { sentence: `This address cannot be used: ${failure.reason}`, causes: [] };
  }
}

function causesOfRefusal({ username }: Attempt): readonly LikelyCause[] {
  if (username === '') {
    return [{ text: 'This broker lets nobody in without a username. Ask whoever set it up for one.' }];
  }
  return [
    { text: 'Check both, capital letters included.' },
    { text: 'The account may be switched off, or allowed from other places only.' },
  ];
}

function causesOfWebServer({ pathname }: URL): readonly LikelyCause[] {
  return [
    {
      text:
        pathname === '/'
          ? 'The path may be missing: many brokers listen at /mqtt. Add /mqtt to the end of the address.'
          : `The path ${pathname} may be wrong. Try /mqtt, or no path at all.`,
    },
    { text: 'The port may belong to something else, such as the web page of the broker or of Home Assistant.' },
  ];
}

/** A browser does not say why nothing came; scheme, port and time-out make some causes likelier than others. */
function causesOfSilence(timedOut: boolean, { protocol, host, hostname, port }: URL): readonly LikelyCause[] {
  const secure = protocol === 'wss:';
  const shownPort = port || (secure ? '443' : '80');
  const devicePort: LikelyCause = {
    text: `Port ${shownPort} is the port for devices. The one for WebSockets is usually 9001, 8083 or 1884; encrypted 8084 or 8884.`,
  };
  const away: LikelyCause = {
    text: isLoopback(hostname)
      ? `${hostname} means this device itself. If the broker runs on another one, take that one’s name or address.`
      : `${hostname} is switched off, is on another network, or is called something else.`,
  };
  const firewall: LikelyCause = { text: `A firewall on the way drops what goes to port ${shownPort}.` };
  const closed: LikelyCause = {
    text: `Nothing listens for WebSockets on port ${shownPort}. Mosquitto needs these two lines in mosquitto.conf, and a restart:`,
    lines: `listener ${isDevicePort(port) ? '9001' : shownPort}\nprotocol websockets`,
  };
  const certificate: LikelyCause = {
    text: `This browser does not trust the broker’s certificate. Open https://${host} in a new tab: if the browser warns there, install your home’s certificate on this device first.`,
  };
  const plain: LikelyCause = {
    text: `The broker does not encrypt on port ${shownPort}. Then its address starts with ws://.`,
  };
  const first = isDevicePort(port) ? [devicePort] : [];
  if (timedOut) return [...first, away, firewall, ...(secure ? [certificate] : [])];
  return secure ? [...first, certificate, plain, away] : [...first, closed, away];
}
