import { happenings } from '@/scenarios/suite/happenings';

import { listen } from './listen';
import { written, type HomeToHear } from './run-homes';

/** The process of `runHomes`: listens to one home and prints what it heard as JSON. */
const { seed, quietDays, days } = JSON.parse(process.argv[2] ?? '') as HomeToHear; // from there
process.stdout.write(JSON.stringify(written(await listen({ seed, quietDays, days, happenings }))));
