import type { Sign } from '../convention';

/** One message a device: `$state` in 5.0, whose base is a domain of one level; `$homie` before, below a free base. */
const filters = ['+/5/+/$state', '+/+/$homie', '+/+/+/$homie', '+/+/+/+/$homie'] as const;

/** All that it says of a device itself stands below a `$`, which no other program has there. */
export const homieSign: Sign = { name: 'homie', filters, isIn: ({ topic }) => topic.includes('/$') };
