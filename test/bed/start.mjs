/**
 * `npm start`: the door only. What follows needs Node 18; this file must load in older ones, to say so.
 */
const major = Number(process.versions.node.split('.')[0]);

if (major < 18) {
  console.error(`Labbook needs Node 18 or newer to begin; this is ${process.version}. Get a newer one from your system's packages or nodejs.org, then run npm start again.`);
  process.exitCode = 1;
} else {
  import('./startLabbook.mjs').then(({ startLabbook }) => startLabbook(process.argv.slice(2))).catch(error => {
    console.error(`\nLabbook did not start: ${error.message}`);
    process.exit(1);
  });
}
