import { isObject, type JsonObject } from '../json';

/** The options of one entity in their long names, with every `~` replaced. */
export type Options = JsonObject;

/** Short names (home-assistant.io/integrations/mqtt, "Supported abbreviations"), as far as Gatehouse reads the option. */
const abbreviations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    act_t: 'action_topic',
    act_tpl: 'action_template',
    atype: 'automation_type',
    avty: 'availability',
    avty_mode: 'availability_mode',
    avty_t: 'availability_topic',
    avty_tpl: 'availability_template',
    cmd_off_tpl: 'command_off_template',
    cmd_t: 'command_topic',
    cmd_tpl: 'command_template',
    cmps: 'components',
    cod_arm_req: 'code_arm_required',
    cod_form: 'code_format',
    curr_temp_t: 'current_temperature_topic',
    curr_temp_tpl: 'current_temperature_template',
    dev: 'device',
    dev_cla: 'device_class',
    ent_cat: 'entity_category',
    evt_typ: 'event_types',
    img_e: 'image_encoding',
    img_t: 'image_topic',
    json_attr_t: 'json_attributes_topic',
    json_attr_tpl: 'json_attributes_template',
    l_ver_t: 'latest_version_topic',
    l_ver_tpl: 'latest_version_template',
    migr_discvry: 'migrate_discovery',
    mode_stat_t: 'mode_state_topic',
    mode_stat_tpl: 'mode_state_template',
    o: 'origin',
    obj_id: 'object_id',
    off_dly: 'off_delay',
    p: 'platform',
    pl: 'payload',
    pl_avail: 'payload_available',
    pl_home: 'payload_home',
    pl_inst: 'payload_install',
    pl_lock: 'payload_lock',
    pl_not_avail: 'payload_not_available',
    pl_off: 'payload_off',
    pl_on: 'payload_on',
    pl_prs: 'payload_press',
    pl_rst: 'payload_reset',
    pl_unlk: 'payload_unlock',
    pos: 'reports_position',
    pos_clsd: 'position_closed',
    pos_t: 'position_topic',
    pos_tpl: 'position_template',
    stat_clsd: 'state_closed',
    stat_closing: 'state_closing',
    stat_jam: 'state_jammed',
    stat_locked: 'state_locked',
    stat_locking: 'state_locking',
    stat_off: 'state_off',
    stat_on: 'state_on',
    stat_open: 'state_open',
    stat_opening: 'state_opening',
    stat_t: 'state_topic',
    stat_tpl: 'state_template',
    stat_unlocked: 'state_unlocked',
    stat_unlocking: 'state_unlocking',
    stat_val_tpl: 'state_value_template',
    stype: 'subtype',
    sup_dur: 'support_duration',
    t: 'topic',
    temp_stat_t: 'temperature_state_topic',
    temp_stat_tpl: 'temperature_state_template',
    temp_unit: 'temperature_unit',
    uniq_id: 'unique_id',
    unit_of_meas: 'unit_of_measurement',
    url_t: 'url_topic',
    val_tpl: 'value_template',
  }),
);

/** Short names inside `device`. */
const deviceAbbreviations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cns: 'connections',
    ids: 'identifiers',
    mdl: 'model',
    mdl_id: 'model_id',
    mf: 'manufacturer',
    sa: 'suggested_area',
    sn: 'serial_number',
    sw: 'sw_version',
  }),
);

/** `value` with long names; short and long may stand side by side, then the long one counts. */
function expand(value: unknown, names: ReadonlyMap<string, string>): JsonObject {
  const expanded: Record<string, unknown> = Object.create(null);
  if (!isObject(value)) return expanded;
  for (const [key, item] of Object.entries(value)) {
    const name = names.get(key) ?? key;
    if (name === key || !(name in expanded)) expanded[name] = item;
  }
  return expanded;
}

export function expandOptions(value: unknown): Options {
  return expand(value, abbreviations);
}

/** of `device` and of `origin`, whose short names are among those of `device` */
export function expandDevice(value: unknown): JsonObject {
  return expand(value, deviceAbbreviations);
}

/** `~` at the start or the end of a topic stands for the base; in `availability` as well. */
export function replaceBase(options: Options, base: unknown): Options {
  if (typeof base !== 'string') return options;
  const replaced: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(options)) {
    if (key.endsWith('topic')) replaced[key] = withBase(item, base);
    else if (key === 'availability' && Array.isArray(item))
      replaced[key] = item.map((source) => withBaseInside(source, base));
    else replaced[key] = key === 'availability' ? withBaseInside(item, base) : item;
  }
  return replaced;
}

function withBaseInside(source: unknown, base: string): unknown {
  if (!isObject(source)) return source;
  const expanded = expandOptions(source);
  return { ...expanded, topic: withBase(expanded['topic'], base) };
}

function withBase(topic: unknown, base: string): unknown {
  if (typeof topic !== 'string') return topic;
  const started = topic.startsWith('~') ? base + topic.slice(1) : topic;
  return started.endsWith('~') ? started.slice(0, -1) + base : started;
}
