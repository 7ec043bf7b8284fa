import type { Sign } from '../convention';
import { onlineWord } from '../last-will';

/** A gateway is found by its will: `home/<gateway>/LWT`, where `home` is free and may have two levels. */
export const openmqttgatewaySign: Sign = {
  name: 'openmqttgateway',
  filters: ['+/+/LWT', '+/+/+/LWT'],
  isIn: (message) => message.topic.endsWith('/LWT') && onlineWord(message) !== null,
};
