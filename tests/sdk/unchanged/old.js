'use strict';
// A program as it runs in the cloud: the SDK of the old generation for Node, which has to be told the vendor's host, with no key in the code.

const { RPCClient } = require('@alicloud/pop-core');
const { default: Credential, Config: CredentialConfig } = require('@alicloud/credentials');

const shown = (names) => `[${names.map((name) => `'${name}'`).join(', ')}]`;
// the SDK knows no chain; its users give it that of the package for credentials
const found = (config) => {
  const credential = new Credential(config);
  return {
    credentialsProvider: {
      async getCredentials() {
        const { accessKeyId, accessKeySecret, securityToken } = await credential.getCredential();
        return { accessKeyId, accessKeySecret, securityToken };
      },
    },
  };
};
const cms = (key, protocol = 'https') =>
  new RPCClient({ ...key, endpoint: `${protocol}://metrics.cn-hangzhou.aliyuncs.com`, apiVersion: '2019-01-01' });

const verbs = {
  async contacts(protocol) {
    const client = cms(found(), protocol);
    const names = async () => {
      const { Contacts } = await client.request('DescribeContactList', {});
      return shown(Contacts.Contact.map((it) => it.Name));
    };
    const contact = { ContactName: 'alice', Describe: 'on call', 'Channels.Mail': 'alice@example.com' };
    await client.request('PutContact', contact, { method: 'POST' });
    const listed = await names();
    await client.request('DeleteContact', { ContactName: 'alice' }, { method: 'POST' });
    return `${listed} then ${await names()}`;
  },

  plain: () => verbs.contacts('http'),

  async refused() {
    const key = { accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID, accessKeySecret: 'wrong' };
    return cms(key).request('DescribeContactList', {}).then(() => 'answered', (e) => e.code);
  },

  async caller(key = found()) {
    const client = new RPCClient({ ...key, endpoint: 'https://sts.aliyuncs.com', apiVersion: '2015-04-01' });
    return (await client.request('GetCallerIdentity', {})).Arn;
  },

  async role() {
    return verbs.caller(found(new CredentialConfig({
      type: 'ram_role_arn',
      accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
      accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
      roleArn: process.env.ALIBABA_CLOUD_ROLE_ARN,
      roleSessionName: 'unchanged',
    })));
  },
};

(async () => {
  for (const verb of process.argv.slice(2)) console.log(verb, await verbs[verb]());
})();
