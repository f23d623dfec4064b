// Pictures of AWS labs in the status page, to look at: node test/pages/awsShots.mjs [name…]
import { buildAws, showAws } from './awsHarness.mjs';
import { takeShots } from './shots.mjs';
import { themes } from './statusHarness.mjs';

const kit = await buildAws();
await takeShots('aws', (page, sample) => showAws(page, kit, kit.aws[sample]()), [
  ...Object.keys(themes).flatMap(theme => [
    [`emulator-${theme}`, 'emulator', { theme, width: 1200, height: 620 }],
    [`real-${theme}`, 'real', { theme, width: 1200, height: 800 }],
    [`narrow-${theme}`, 'emulator', { theme, width: 320, height: 1300 }],
  ]),
  ['answered', 'answered', { theme: 'light', width: 1000, height: 800 }],
  ['stale', 'stale', { theme: 'dark', width: 1100, height: 560 }],
  ...['light', 'contrast'].map(theme => [`kinesis-${theme}`, 'kinesis', { theme, width: 1200, height: 1000 }]),
  ['kinesisReal', 'kinesisReal', { theme: 'dark', width: 800, height: 1000 }],
  ['kinesis-narrow', 'kinesis', { theme: 'light', width: 320, height: 1500 }],
  ['monolith', 'monolith', { theme: 'light', width: 1000, height: 700 }],
  ['services', 'services', { theme: 'dark', width: 1000, height: 900 }],
  ['off', 'off', { theme: 'light', width: 800, height: 300 }],
  ['fresh', 'fresh', { theme: 'light', width: 800, height: 300 }],
  ['noPrice', 'noPrice', { theme: 'light', width: 900, height: 500 }],
]);
