import type { ConnectFailure } from '@/core/feed';

import type { MqttVersion } from './port';

/** What a CONNACK that refuses means for a person: MQTT 5 §3.2.2.2, MQTT 3.1.1 §3.2.2.3. */
export function refusalOf(protocol: MqttVersion, code: number): ConnectFailure {
  // a 3.1.1 broker answers an MQTT 5 CONNECT in its own numbers, which are all below 0x80
  const kind = protocol === 5 && code >= 0x80 ? mqtt5(code) : mqtt311(code);
  return { kind };
}

type Refusal = 'bad-credentials' | 'protocol-version' | 'server-unavailable';

function mqtt5(code: number): Refusal {
  switch (code) {
    case 0x84: // unsupported protocol version
      return 'protocol-version';
    case 0x85: // client identifier not valid: bound to another account
    case 0x86: // bad user name or password
    case 0x87: // not authorized
    case 0x8a: // banned
    case 0x8c: // bad authentication method
      return 'bad-credentials';
    default:
      return 'server-unavailable';
  }
}

function mqtt311(code: number): Refusal {
  switch (code) {
    case 1: // unacceptable protocol version
      return 'protocol-version';
    case 2: // identifier rejected
    case 4: // bad user name or password
    case 5: // not authorized
      return 'bad-credentials';
    default:
      return 'server-unavailable';
  }
}
