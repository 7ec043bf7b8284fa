import type { Sign } from '../convention';
import { onlineWord } from '../last-will';

/** A WLED is found by its will, `<any topic>/status`; by default its topic is `wled/` and the end of its address. */
export const wledSign: Sign = {
  name: 'wled',
  filters: ['+/status', '+/+/status'],
  isIn: (message) => message.topic.endsWith('/status') && message.topic !== birth && onlineWord(message) !== null,
};

/** Home Assistant's own word: it is in most homes, and is no light. */
const birth = 'homeassistant/status';
