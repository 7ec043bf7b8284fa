import { severities, type Severity } from '@/core/alerts/alert';
import type { Session } from '@/session/session';

import { commandWay } from '../delivery/command-way';
import { gotifyWay, ntfyWay } from '../delivery/push-way';
import { topicWay } from '../delivery/topic-way';
import type { Way } from '../delivery/way';
import { UsageError, type Flags } from '../options';

/** The flags by which people are told. */
export const tellingFlags = {
  'notify-from': {
    type: 'string',
    value: 'SEVERITY',
    default: 'warning',
    help: 'tell what is info, warning or critical, and all that is worse',
  },
  'notify-topic': { type: 'string', value: 'TOPIC', help: 'tell by a message on the broker' },
  'notify-payload': {
    type: 'string',
    value: 'TEMPLATE',
    default:
      '{"title":"{{title}}","message":"{{text}}","severity":"{{severity}}","class":"{{class}}","at":"{{time}}","id":"{{id}}"}',
    help: 'what that message says',
  },
  'siren-topic': { type: 'string', value: 'TOPIC', help: 'and by this one when it is critical' },
  'siren-payload': {
    type: 'string',
    value: 'TEMPLATE',
    default: '{"warning":{"mode":"burglar","level":"high","strobe":true,"duration":60}}',
    help: 'what that one says; by itself what a siren of Zigbee2MQTT obeys',
  },
  'notify-exec': {
    type: 'string',
    value: 'PROGRAM',
    help: 'tell by a program, which gets one line of JSON on its standard input and ends within 30 seconds',
  },
  'notify-ntfy': {
    type: 'string',
    value: 'URL',
    help: 'tell by your own ntfy; its token is read from GATEHOUSE_NTFY_TOKEN',
  },
  'notify-gotify': {
    type: 'string',
    value: 'URL',
    help: 'tell by your own Gotify; its token is read from GATEHOUSE_GOTIFY_TOKEN',
  },
  'quiet-hours': {
    type: 'string',
    value: 'FROM-TO',
    help: 'tell only what is critical then, the rest later; such as 22:00-07:00',
  },
} as const satisfies Flags;

type Values = { readonly [F in keyof typeof tellingFlags]?: string | undefined };

/** The ways that the flags name; a UsageError for one that cannot be taken. */
export function waysOf(values: Values, publish: Session['publish']): readonly Way[] {
  const from = severityOf(values['notify-from'] ?? 'warning');
  for (const way of ['notify', 'siren'] as const) mustHaveTopic(values, way);
  const ways: Way[] = [];
  const {
    'notify-topic': topic,
    'siren-topic': siren,
    'notify-exec': command,
    'notify-ntfy': ntfy,
    'notify-gotify': gotify,
  } = values;
  if (topic !== undefined)
    ways.push(
      topicWay({ name: 'topic', flag: 'notify-topic', topic, template: values['notify-payload'] ?? '', from, publish }),
    );
  if (siren !== undefined)
    ways.push(
      topicWay({
        name: 'siren',
        flag: 'siren-topic',
        topic: siren,
        template: values['siren-payload'] ?? '',
        from: 'critical',
        publish,
      }),
    );
  if (command !== undefined) ways.push(commandWay(command, from));
  if (ntfy !== undefined) ways.push(ntfyWay({ url: ntfy, token: process.env['GATEHOUSE_NTFY_TOKEN'] ?? '', from }));
  if (gotify !== undefined)
    ways.push(gotifyWay({ url: gotify, token: process.env['GATEHOUSE_GOTIFY_TOKEN'] ?? '', from }));
  return ways;
}

function severityOf(text: string): Severity {
  const found = severities.find((one) => one === text);
  if (found === undefined) throw new UsageError(`--notify-from takes info, warning or critical, not "${text}".`);
  return found;
}

/** A payload that nobody is told would be noticed on the night on which it counts. */
function mustHaveTopic(values: Values, way: 'notify' | 'siren'): void {
  const usual = tellingFlags[`${way}-payload`].default;
  if (values[`${way}-topic`] !== undefined || (values[`${way}-payload`] ?? usual) === usual) return;
  throw new UsageError(`--${way}-payload is what is told by --${way}-topic, which is missing: nobody would be told.`);
}
