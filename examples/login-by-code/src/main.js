// The service as it runs in the cloud: PORT, and NOTICE_SIGN and NOTICE_TEMPLATE for the notice, are all its settings.

import { Cloud } from './cloud.js';
import { service } from './service.js';

const { PORT = '8080', NOTICE_SIGN: signName, NOTICE_TEMPLATE: templateCode } = process.env;
const notice = signName && templateCode ? { signName, templateCode } : undefined;
const server = service(new Cloud({ notice })).listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
