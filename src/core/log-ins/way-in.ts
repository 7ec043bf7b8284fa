/**
 * Topics on which whoever may publish can make a device act. `command`: it obeys them at once. `administration`: its
 * bridge can be made to act, or to take orders elsewhere. `code`: a program of anybody's runs in the bridge. `trick`: a
 * person is led to do it.
 */
export type WayIn = {
  readonly kind: 'command' | 'administration' | 'code' | 'trick';
  /** one topic, or a filter of many */
  readonly filter: string;
  /** completes "Through …": "the administration topics of Zigbee2MQTT" */
  readonly through: string;
  /** what the device tells of itself stands there too: who listens knows no order from a state */
  readonly tellsState?: true;
};

/** What the program behind a voice publishes and hears when all is well, as topic filters. */
export type Speech = {
  readonly says: readonly string[];
  readonly hears: readonly string[];
  /** where it may publish and nobody else lives, by more than its word; without: all of `says` */
  readonly own?: readonly string[];
};
