import { isObject, parseJson, type JsonObject } from '../json';

/**
 * Does `bridge/info` say that no state is published as JSON, but each attribute on a topic of its own
 * (zigbee2mqtt.io/guide/configuration/mqtt.html, `advanced.output`; `experimental` before 1.18)? Home Assistant cannot hear
 * such a bridge; FHEM, Loxone and openHAB are often set up so.
 */
export function saysAttributesOnly(info: unknown): boolean {
  const config = isObject(info) ? info['config'] : undefined;
  if (!isObject(config)) return false;
  return ['advanced', 'experimental'].some((part) => {
    const options = config[part];
    return isObject(options) && options['output'] === 'attribute';
  });
}

/**
 * The part of a state that one attribute tells: a text as it is, all else as JSON. What stands inside another is named with a
 * dash, `update-state`.
 */
export function stateOfAttribute(attribute: string, text: string): JsonObject {
  const told = parseJson(text);
  const value = typeof told === 'number' || typeof told === 'boolean' ? told : text;
  const dash = attribute.indexOf('-');
  return dash < 0 ? { [attribute]: value } : { [attribute.slice(0, dash)]: { [attribute.slice(dash + 1)]: value } };
}
