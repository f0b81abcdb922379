// Leads connections to hosts of the cloud to Localyun: the SDKs for Node know no proxy.
// Written by `localyun env` and `localyun exec`; Node loads it at its start, by NODE_OPTIONS.
'use strict';

const net = require('node:net');

const endpoint = process.env.LOCALYUN_ENDPOINT && new URL(process.env.LOCALYUN_ENDPOINT);
const isCloud = (host) =>
  typeof host === 'string' && (/\.aliyuncs\.com$/i.test(host) || host === '100.100.100.200');

if (endpoint) {
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...args) {
    const normalized = Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
    const options = normalized[0];
    if (isCloud(options.host)) {
      // A copy: TLS checks the certificate against the host of the original.
      normalized[0] = { ...options, host: endpoint.hostname, port: Number(endpoint.port || 80), lookup: undefined };
    }
    return connect.call(this, normalized);
  };
}
