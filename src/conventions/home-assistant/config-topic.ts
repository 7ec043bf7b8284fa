/** Where a discovery message stands: `<prefix>/<component>/[<node>/]<object>/config` (home-assistant.io/integrations/mqtt, "Discovery topic"). */
export type ConfigTopic = {
  readonly prefix: string;
  /** `device`: one message for all entities of a device */
  readonly component: string;
  readonly node: string | null;
  readonly object: string;
};

/** The components that tell something of a house's security, or at least that the device is there. */
export const components = [
  'device',
  'lock',
  'camera',
  'alarm_control_panel',
  'siren',
  'binary_sensor',
  'image',
  'update',
  'event',
  'cover',
  'valve',
  'light',
  'climate',
  'switch',
  'button',
  'device_automation',
  'device_tracker',
  'select',
  'number',
  'text',
  'sensor',
] as const;
export const componentNames: ReadonlySet<string> = new Set(components);

const form = new RegExp(`^(.{1,128}?)/(${components.join('|')})/(?:([\\w-]{1,128})/)?([\\w-]{1,128})/config$`);

/** null: not the topic of a discovery message. The prefix is free and may have several levels. */
export function readConfigTopic(topic: string): ConfigTopic | null {
  if (!topic.endsWith('/config') || topic.startsWith('$')) return null;
  const [, prefix, component, node, object] = form.exec(topic) ?? [];
  if (prefix === undefined || component === undefined || object === undefined) return null;
  return { prefix, component, node: node ?? null, object };
}
