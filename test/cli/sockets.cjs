/**
 * Loaded into a process before all else: writes down each connection, each look-up of a name, each program that is started, and
 * whether the bundle that knows registries is loaded.
 */
const { appendFileSync } = require('node:fs');
const { basename } = require('node:path');
const dns = require('node:dns');
const net = require('node:net');
const dgram = require('node:dgram');
const childProcess = require('node:child_process');
const Module = require('node:module');

const file = process.env.BOLTSEAL_TEST_SOCKETS;
const watch = (holder, name, what, wanted = () => true) => {
  const real = holder[name];
  holder[name] = function watched(...args) {
    if (wanted(args))
      appendFileSync(file, what === 'load' ? 'load\n' : `${what} ${JSON.stringify(args[0] ?? '')?.slice(0, 200)}\n`);
    return real.apply(this, args);
  };
};

if (file) {
  watch(Module.prototype, 'load', 'load', ([path]) => basename(path) === 'trust.js');
  watch(net.Socket.prototype, 'connect', 'connect');
  watch(dgram.Socket.prototype, 'send', 'send');
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    watch(dns, name, 'dns');
    watch(dns.promises, name, 'dns');
  }
  for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
    watch(childProcess, name, 'start');
  }
}
