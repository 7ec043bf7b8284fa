import type { ReactNode } from 'react';

import { Icon } from '@/ui/icon';

import { mosquittoNeeds } from './connect-advice';
import styles from './connect-page.module.css';

/** Where people find the address, for the brokers that homes have. */
export function ConnectHelp() {
  return (
    <details className={styles['help']}>
      <summary className={styles['helpSummary']}>
        <Icon name="question" size={18} />
        Where do I find this?
        <span className={styles['chevron']}>
          <Icon name="chevron-down" size={18} />
        </span>
      </summary>
      <div className={styles['helpBody']}>
        <p>
          The address is <code>ws://</code>, the broker’s name or IP address, and its port for WebSockets. With
          encryption it starts with <code>wss://</code>. Username and password are those of an account on the broker,
          not of a person in Home Assistant or Zigbee2MQTT.
        </p>
        <Broker name="Home Assistant, Mosquitto add-on" address="ws://homeassistant.local:1884">
          Open Settings, Add-ons, Mosquitto broker, Configuration, and give “MQTT over WebSocket” the port 1884. With
          encryption it is <code>wss://</code> and port 8884. Log-ins are made in the same place.
        </Broker>
        <Broker name="Mosquitto" address="ws://192.168.1.10:9001">
          {mosquittoNeeds}
          <pre className={styles['lines']}>{'listener 9001\nprotocol websockets'}</pre>
          As soon as it has a listener it lets nobody in without a log-in, devices included. Where it has none yet, add
          the first of these lines to mosquitto.conf, and make one with the others:
          <pre className={styles['lines']}>
            {
              'password_file /etc/mosquitto/passwords\n\nmosquitto_passwd -c /etc/mosquitto/passwords owner\nchown mosquitto /etc/mosquitto/passwords'
            }
          </pre>
        </Broker>
        <Broker name="EMQX" address="ws://192.168.1.10:8083/mqtt">
          It listens for WebSockets from the start. With encryption it is <code>wss://</code> and port 8084; the path
          stays /mqtt.
        </Broker>
      </div>
    </details>
  );
}

type BrokerProps = { readonly name: string; readonly address: string; readonly children: ReactNode };

function Broker({ name, address, children }: BrokerProps) {
  return (
    <div className={styles['broker']}>
      <h2 className={styles['brokerName']}>{name}</h2>
      <p>
        <code className={styles['address']}>{address}</code>
      </p>
      <div>{children}</div>
    </div>
  );
}
