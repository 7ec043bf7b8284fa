import { benchDecodeAndFold } from './decode-and-fold';
import { benchDetect } from './detect';
import { benchRotation } from './rotation';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `npm run bench`: prints its figures beside each other; judges nothing, for timings are no tests. */
const sizes = [50, 20_000];

process.stdout.write('Decode and fold in Node, on the simulated home (median of 7 rounds of 50,000 messages)\n\n');
process.stdout.write('  devices   messages/s   µs a message   first look\n');
for (const size of sizes) {
  const { devices, messagesPerSecond, microsecondsPerMessage, firstLookMs } = benchDecodeAndFold(size);
  const cells = [
    number.format(devices).padStart(9),
    number.format(messagesPerSecond).padStart(12),
    microsecondsPerMessage.toFixed(2).padStart(14),
    `${number.format(firstLookMs)} ms`.padStart(12),
  ];
  process.stdout.write(`${cells.join(' ')}\n`);
}

process.stdout.write(
  '\nWhat detection adds to that, in processor time (medians of 11 rounds)\n\n  devices   µs a message   signals a round\n',
);
for (const size of sizes) {
  const { devices, microsecondsPerMessage, signals } = benchDetect(size);
  const cells = [
    number.format(devices).padStart(9),
    microsecondsPerMessage.toFixed(2).padStart(14),
    number.format(signals).padStart(17),
  ];
  process.stdout.write(`${cells.join(' ')}\n`);
}

const times = await benchRotation();
process.stdout.write(
  times === null
    ? '\nA full rotation is skipped: there is no Mosquitto on this machine.\n'
    : `\nA full rotation of a live camera on an idle Mosquitto ${times.version} (${times.rounds} rounds)\n\n  median ${number.format(times.medianMs)} ms   slowest ${number.format(times.slowestMs)} ms\n`,
);
