import type { WayIn } from '@/core/log-ins/way-in';

/** A code for the keypad opens as well as a command, and the hub's settings can send it to another broker (README, "MQTT"). */
export function waysIn(prefix: string, part: string): readonly WayIn[] {
  return [
    { kind: 'command', filter: `${part}/action`, through: 'its own command topic' },
    { kind: 'administration', filter: `${part}/keypad/actionJson`, through: 'the codes of its keypad' },
    { kind: 'administration', filter: `${prefix}configuration/action`, through: 'the settings of Nuki Hub' },
  ];
}
