import { readdirSync, readFileSync } from 'node:fs';

/** Budgets of the built page. The entry is what index.html lets the browser load before it shows anything. */
const html = readFileSync('dist/index.html', 'utf8');
const entry = [...html.matchAll(/<(?:script|link rel="modulepreload")[^>]+(?:src|href)="\.\/([^"]+\.js)"/g)];
const [worker, ...otherWorkers] = readdirSync('dist/assets').filter((name) => /^worker-.*\.js$/.test(name));
if (entry.length === 0) throw new Error('dist holds no page: no budget would mean anything');
// a SharedWorker and a dedicated one are the same file, which a browser that knows both loads once
if (worker === undefined || otherWorkers.length > 0) throw new Error('dist does not hold one worker');

/**
 * The worker fetches a convention when somebody speaks it, all about log-ins when an administrator comes, and what few ask of
 * them when they do: what it always loads, and what each of these parts adds to what was there when it was asked for.
 */
const started = withImports(worker);
const parts = partsOf(started);
if (parts.size < 18) throw new Error('the conventions are no chunks of their own');

/** all that an administrator does, any account's rights copied with their priorities among it; with the interpreter of templates; with all that knows X.509, which several share and the first brings; with every habit */
const larger = {
  'access-work': '78.4 kB', // with what other browsers left half done, lines too slow for a change, and certificates by a wrong clock; with a password told again whose answer was lost, and codes that outlive their time; with certificates that other browsers issued, what holds a ban and a restriction through to the end, two pages and one log-in, what people may command, who may be handed which password, weighed by all rights, off-boarding with its proofs, two pages and one place of a lock, why a change stops, each reason for an alert with what must not alarm it, and what a watcher may hear and say
  'home-assistant': '21.5 kB', // with what changed of thousands of filters, the batteries of a lock's parts, and what a thermostat is set to and does
  shelly: '13.4 kB', // with what thermostats and radiator valves are set to, with the Bluetooth sensors that one hears, however many it tells of, where gates and shutters stand, and how filters change
  zigbee2mqtt: '12.6 kB', // with what the locks of Aqara call what they do, and how filters change, which all readers share
  issuing: '65 kB',
  x509: '60 kB',
  encoding: '60 kB',
  learned: '27.5 kB', // with what grows with its bridge, an empty house, who logs in by a name that was never heard, the hours of each number and what each is called, the checks of what is read again, what a person vouched for of each habit, climbs in a few steps, and two numbers in turn
  'signed-update-desk': '75 kB',
};

/** each part that is fetched by these files, or by a part of theirs, with the files it adds to those that are there */
function partsOf(files, there = files, found = new Map()) {
  for (const file of files) {
    for (const part of namesIn(file, /\bimport\(["'`]\.\/([^"'`]+)["'`]\)/g)) {
      if (found.has(part)) continue;
      const added = new Set([...withImports(part)].filter((one) => !there.has(one)));
      // whoever fetches it here has it already; where somebody else does, it counts
      if (added.size === 0) continue;
      found.set(part, added);
      partsOf(added, new Set([...there, ...added]), found);
    }
  }
  return found;
}

function withImports(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const imported of namesIn(file, /\b(?:from|import)\s*["'`]\.\/([^"'`]+)["'`]/g)) withImports(imported, seen);
  return seen;
}

function namesIn(file, form) {
  return [...readFileSync(`dist/assets/${file}`, 'utf8').matchAll(form)].map(([, name]) => name);
}

function pathsOf(files) {
  return [...files].map((file) => `dist/assets/${file}`);
}

export default [
  { name: 'entry', path: entry.map(([, file]) => `dist/${file}`), gzip: true, limit: '215 kB' },
  { name: 'worker', path: pathsOf(started), gzip: true, limit: '215 kB' }, // with danger that has ended, and newcomers all the time; with stories of danger, names that turn no sentence around, locks that want a code with each command; with what a command comes to that moves nothing; with an alarm that goes off and calls for help, and a broker's time in any form; with the sensors of a gateway, lists of messages of several devices, sessions of one browser that write beside each other; what speaks for itself and shares a router; who a client is, over a restart; queues that come twice; how large messages are, over time; what removed devices ran, and what people vouched for; which words of a device were heard already, whatever came at once; the broker's log read whatever a client is called; letters that look alike; what rules count, to go on with after a restart
  ...[...parts].map(([file, added]) => {
    const name = file.replace(/-[\w-]{8}\.js$/, '');
    return { name, path: pathsOf(added), gzip: true, limit: larger[name] ?? '12 kB' };
  }),
];
