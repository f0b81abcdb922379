'use strict';
// A program as it runs in the cloud: the SDKs of the new generation for Node, with no endpoint and no key in the code.

const { default: Cms, PutContactRequest, PutContactRequestChannels, DescribeContactListRequest, DeleteContactRequest } =
  require('@alicloud/cms20190101');
const { default: Sts } = require('@alicloud/sts20150401');
const { default: Credential, Config: CredentialConfig } = require('@alicloud/credentials');
const { $OpenApiUtil: { Config } } = require('@alicloud/openapi-core');

const regionId = 'cn-hangzhou';
const shown = (names) => `[${names.map((name) => `'${name}'`).join(', ')}]`;

const verbs = {
  async contacts() {
    const client = new Cms(new Config({ credential: new Credential(), regionId }));
    const names = async () => {
      const { body } = await client.describeContactList(new DescribeContactListRequest({}));
      return shown((body.contacts.contact ?? []).map((it) => it.name));
    };
    const channels = new PutContactRequestChannels({ mail: 'alice@example.com' });
    await client.putContact(new PutContactRequest({ contactName: 'alice', describe: 'on call', channels }));
    const listed = await names();
    await client.deleteContact(new DeleteContactRequest({ contactName: 'alice' }));
    return `${listed} then ${await names()}`;
  },

  async refused() {
    const accessKeyId = process.env.ALIBABA_CLOUD_ACCESS_KEY_ID;
    const client = new Cms(new Config({ accessKeyId, accessKeySecret: 'wrong', regionId }));
    return client.describeContactList(new DescribeContactListRequest({})).then(() => 'answered', (e) => e.code);
  },

  async caller(credential = new Credential()) {
    return (await new Sts(new Config({ credential, regionId })).getCallerIdentity()).body.arn;
  },

  async role() {
    return verbs.caller(new Credential(new CredentialConfig({
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
