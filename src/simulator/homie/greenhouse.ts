import { json, rounded, text, type Program, type TellProgram } from '../program';
import type { Random } from '../random';
import { letHappen, openSchedule } from '../schedule';
import { accountOf, greenhouse } from './plans';

const second = 1_000;
const retryMs = 5 * second;

/** A climate sensor that speaks Homie 5, described in one document (homieiot/convention, "Device Description Document"). */
export function openGreenhouse(random: Random, startAt: number): Program {
  const { id, base, name, firmware } = greenhouse;
  const schedule = openSchedule<'report'>();
  let now = startAt;
  schedule.add(startAt + random.between(10, 25) * second, 'report');
  const topic = (path: string) => `${base}/${id}/${path}`;
  const kept = { retain: true, qos: 1 } as const;

  function report(tell: TellProgram): void {
    const warmth = Math.sin((((now % 86_400_000) / 3_600_000 - 9) / 24) * 2 * Math.PI);
    tell(text(topic('climate/temperature'), String(rounded(17 + 7 * warmth + random.between(-0.2, 0.2), 1)), kept));
    tell(text(topic('climate/humidity'), String(Math.round(68 - 12 * warmth + random.between(-1, 1))), kept));
  }

  return {
    account: accountOf(greenhouse),
    will: text(topic('$state'), 'lost', kept),
    retryMs,
    link: () => ({ isUp: true, username: null, password: null }),
    connected(tell) {
      tell(text(topic('$state'), 'init', kept));
      tell(json(topic('$description'), description(name), kept));
      tell(text(topic('about/firmware'), firmware, kept));
      report(tell);
      tell(text(topic('$state'), 'ready', kept));
    },
    hear() {},
    pass(until, _, tell) {
      letHappen(schedule, until, (_deed, at) => {
        now = Math.max(now, at);
        report(tell);
        schedule.add(now + random.between(25, 50) * second, 'report');
      });
      now = until;
    },
    notice() {},
    farewell: () => [text(topic('$state'), 'disconnected', kept)],
  };
}

function description(name: string): object {
  return {
    homie: '5.0',
    version: 1_761_300_000_000,
    name,
    type: 'climate-sensor',
    extensions: [],
    nodes: {
      climate: {
        name: 'Climate',
        type: 'sensor',
        properties: {
          temperature: { name: 'Temperature', datatype: 'float', unit: '°C' },
          humidity: { name: 'Humidity', datatype: 'integer', unit: '%', format: '0:100' },
        },
      },
      about: { name: 'About', properties: { firmware: { name: 'Firmware', datatype: 'string' } } },
    },
  };
}
