import type { ConnectFailure } from '@/core/feed';
import { isLoopback } from '@/core/loopback';

import { isDevicePort, isEncryptedPort } from './broker-address';

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
      if (failure.opened) return adviceOnSilentSocket(new URL(attempt.url));
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

/**
 * A configuration without a listener has one of its own, which the first that is written takes away: with WebSockets only,
 * Mosquitto 2.0 ends at once, and later ones no longer hear the devices.
 */
export const mosquittoNeeds =
  'Mosquitto needs these two lines at the end of mosquitto.conf, and a restart. If no line there, or in conf.d, begins with “listener” yet, ' +
  'write “listener 1883” above them: without it your devices are shut out, and Mosquitto 2.0 does not start at all. ' +
  'A port that stands there already must not be named twice.';

function causesOfRefusal({ username }: Attempt): readonly LikelyCause[] {
  if (username === '') {
    return [
      {
        text: 'This broker lets nobody in without a username. Ask whoever set it up for one; “Where do I find this?” says where you make one yourself.',
      },
    ];
  }
  return [
    { text: 'Check both, capital letters included.' },
    { text: 'The account may be switched off, or allowed from other places only.' },
  ];
}

function causesOfWebServer({ pathname }: URL): readonly LikelyCause[] {
  const away: LikelyCause = {
    text: 'If this web server stands in front of the broker, as Caddy may, the broker behind it does not answer. Look whether it runs.',
  };
  const path: LikelyCause = { text: pathWords(pathname) };
  const other: LikelyCause = {
    text: 'The port may belong to something else, such as the web page of the broker or of Home Assistant (8123; its broker’s is usually 1884).',
  };
  // the usual path is seldom wrong
  return pathname === '/mqtt' ? [away, path, other] : [path, other, away];
}

function pathWords(pathname: string): string {
  if (pathname === '/')
    return 'The path may be missing: many brokers listen at /mqtt. Add /mqtt to the end of the address.';
  const others = pathname === '/mqtt' ? 'no path at all, as with Mosquitto' : '/mqtt, or no path at all';
  return `The path ${pathname} may be wrong. Try ${others}.`;
}

/** Something upgrades to a WebSocket there, so the port is open and the certificate trusted. */
function adviceOnSilentSocket({ host }: URL): ConnectAdvice {
  return {
    sentence: `Something at ${host} opens a WebSocket, but does not answer as a broker.`,
    causes: [
      { text: 'The broker may be starting, or have reached its limit of connections. Try again in a minute.' },
      {
        text: 'It may be another program that speaks over WebSockets. Compare the port and the path with the broker’s.',
      },
    ],
  };
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
    text: `Nothing listens for WebSockets on port ${shownPort}. ${mosquittoNeeds}`,
    lines: `listener ${isDevicePort(port) ? '9001' : shownPort}\nprotocol websockets`,
  };
  const certificate: LikelyCause = {
    text: `This browser does not trust the broker’s certificate. Open https://${host} in a new tab: if the browser warns there, install your home’s certificate on this device first.`,
  };
  const plain: LikelyCause = {
    text: `The broker does not encrypt on port ${shownPort}. Then its address starts with ws://.`,
  };
  const encrypted: LikelyCause = {
    text: `Port ${shownPort} is usually an encrypted one. Then the address starts with wss://.`,
  };
  const first = isDevicePort(port) ? [devicePort] : !secure && isEncryptedPort(shownPort) ? [encrypted] : [];
  if (timedOut) return [...first, away, firewall, ...(secure ? [certificate] : [])];
  return secure ? [...first, certificate, plain, away] : [...first, closed, away];
}
