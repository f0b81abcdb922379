// The code for each client, with the address and the keys of the world that is shown.

/**
 * @typedef {{url: string, scheme: string, host: string, id: string, secret: string, region: string, world: string}} Facts
 * `host` has the port; `world` is the world's id where its first root key is meant, and empty for the first world
 */

const DEFAULT = { url: 'http://127.0.0.1:4800', id: 'testid', secret: 'testsecret' };

/** The options by which a command of `localyun` finds the server. @param {Facts} facts */
const server = ({ url }) => (url === DEFAULT.url ? '' : ` --endpoint ${url}`);

/** The options by which it finds the key. @param {Facts} facts */
const key = ({ id, secret }) => (id === DEFAULT.id && secret === DEFAULT.secret ? '' : ` --key-id ${id} --secret ${secret}`);

/** The command that runs a program unchanged. @param {Facts} facts @param {string} program */
export const exec = (facts, program) => `localyun exec${server(facts)}${facts.world ? ` --world ${facts.world}` : key(facts)} -- ${program}`;

/** @type {{id: string, title: string, install?: string, code: (facts: Facts) => string, program: string}[]} `program` is one that runs unchanged under `localyun exec` */
export const SNIPPETS = [
  {
    id: 'python', title: 'Python', install: 'pip install alibabacloud_cms20190101', program: 'python app.py',
    code: ({ host, scheme, id, secret }) => `from alibabacloud_cms20190101 import client, models
from alibabacloud_tea_openapi.models import Config

cms = client.Client(Config(access_key_id="${id}", access_key_secret="${secret}",
                           endpoint="${host}", protocol="${scheme}"))
cms.put_contact(models.PutContactRequest(
    contact_name="Alice", describe="On call",
    channels=models.PutContactRequestChannels(mail="alice@example.com")))
found = cms.describe_contact_list(models.DescribeContactListRequest())
print(found.body.contacts.contact[0].name)`,
  },
  {
    id: 'node', title: 'Node', install: 'npm install @alicloud/cms20190101 @alicloud/openapi-core', program: 'node app.js',
    code: ({ host, scheme, id, secret }) => `const { default: Client, PutContactRequest, DescribeContactListRequest } = require('@alicloud/cms20190101');
const { $OpenApiUtil } = require('@alicloud/openapi-core');

const cms = new Client(new $OpenApiUtil.Config({
  accessKeyId: '${id}', accessKeySecret: '${secret}', endpoint: '${host}', protocol: '${scheme}',
}));
(async () => {
  const channels = { mail: 'alice@example.com' };
  await cms.putContact(new PutContactRequest({ contactName: 'Alice', describe: 'On call', channels }));
  const found = await cms.describeContactList(new DescribeContactListRequest({}));
  console.log(found.body.contacts.contact[0].name);
})();`,
  },
  {
    id: 'go', title: 'Go', install: 'go get github.com/alibabacloud-go/cms-20190101/v8', program: './app',
    code: ({ host, scheme, id, secret }) => `package main

import (
	cms "github.com/alibabacloud-go/cms-20190101/v8/client"
	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
)

func main() {
	config := new(openapi.Config).SetAccessKeyId("${id}").SetAccessKeySecret("${secret}")
	client, err := cms.NewClient(config.SetEndpoint("${host}").SetProtocol("${scheme}"))
	if err != nil {
		panic(err)
	}
	channels := new(cms.PutContactRequestChannels).SetMail("alice@example.com")
	request := new(cms.PutContactRequest).SetContactName("Alice").SetDescribe("On call")
	if _, err := client.PutContact(request.SetChannels(channels)); err != nil {
		panic(err)
	}
	found, err := client.DescribeContactList(new(cms.DescribeContactListRequest))
	if err != nil {
		panic(err)
	}
	println(*found.Body.Contacts.Contact[0].Name)
}`,
  },
  {
    id: 'java', title: 'Java', install: 'com.aliyun:cms20190101', program: 'java -jar app.jar',
    code: ({ host, scheme, id, secret }) => `import com.aliyun.cms20190101.Client;
import com.aliyun.cms20190101.models.*;
import com.aliyun.teaopenapi.models.Config;

public class App {
  public static void main(String[] arguments) throws Exception {
    Client cms = new Client(new Config().setAccessKeyId("${id}").setAccessKeySecret("${secret}")
        .setEndpoint("${host}").setProtocol("${scheme}"));
    cms.putContact(new PutContactRequest().setContactName("Alice").setDescribe("On call")
        .setChannels(new PutContactRequest.PutContactRequestChannels().setMail("alice@example.com")));
    System.out.println(cms.describeContactList(new DescribeContactListRequest())
        .getBody().getContacts().getContact().get(0).getName());
  }
}`,
  },
  {
    id: 'php', title: 'PHP', install: 'composer require alibabacloud/cms-20190101', program: 'php app.php',
    code: ({ host, scheme, id, secret }) => `<?php
require 'vendor/autoload.php';

use AlibabaCloud\\SDK\\Cms\\V20190101\\Cms;
use AlibabaCloud\\SDK\\Cms\\V20190101\\Models\\DescribeContactListRequest;
use AlibabaCloud\\SDK\\Cms\\V20190101\\Models\\PutContactRequest;
use Darabonba\\OpenApi\\Models\\Config;

$cms = new Cms(new Config([
    'accessKeyId' => '${id}', 'accessKeySecret' => '${secret}',
    'endpoint' => '${host}', 'protocol' => '${scheme}',
]));
$cms->putContact(PutContactRequest::fromMap([
    'ContactName' => 'Alice', 'Describe' => 'On call', 'Channels' => ['Mail' => 'alice@example.com'],
]));
$found = $cms->describeContactList(new DescribeContactListRequest([]));
echo $found->body->contacts->contact[0]->name, "\\n";`,
  },
  {
    id: 'csharp', title: 'C#', install: 'dotnet add package AlibabaCloud.SDK.Cms20190101', program: 'dotnet run',
    code: ({ host, scheme, id, secret }) => `using AlibabaCloud.SDK.Cms20190101;
using AlibabaCloud.SDK.Cms20190101.Models;

var cms = new Client(new AlibabaCloud.OpenApiClient.Models.Config
{
    AccessKeyId = "${id}", AccessKeySecret = "${secret}",
    Endpoint = "${host}", Protocol = "${scheme}",
});
cms.PutContact(new PutContactRequest
{
    ContactName = "Alice", Describe = "On call",
    Channels = new PutContactRequest.PutContactRequestChannels { Mail = "alice@example.com" },
});
var found = cms.DescribeContactList(new DescribeContactListRequest());
System.Console.WriteLine(found.Body.Contacts.Contact[0].Name);`,
  },
  {
    id: 'cli', title: 'CLI', program: 'aliyun cms DescribeContactList',
    code: ({ host, id, secret, region, scheme }) => `export ALIBABA_CLOUD_ACCESS_KEY_ID=${id} ALIBABA_CLOUD_ACCESS_KEY_SECRET=${secret}
export ALIBABA_CLOUD_REGION_ID=${region} ALIBABA_CLOUD_ENDPOINT=${host}
aliyun cms DescribeContactList${scheme === 'http' ? ' --insecure' : ''}`,
  },
  {
    id: 'terraform', title: 'Terraform', program: 'terraform apply',
    code: ({ host, id, secret, region, scheme }) => `# In the shell; each product has its variable, such as RAM_ENDPOINT:
export ALIBABA_CLOUD_ACCESS_KEY_ID=${id} ALIBABA_CLOUD_ACCESS_KEY_SECRET=${secret}
export ALIBABA_CLOUD_REGION=${region} CMS_ENDPOINT=${host}

# In the configuration:
provider "alicloud" {
  protocol               = "${scheme.toUpperCase()}"
  skip_region_validation = true
}`,
  },
  {
    id: 'curl', title: 'curl', program: 'curl -sS https://metrics.cn-hangzhou.aliyuncs.com/',
    code: (facts) => `# Prints a signed call as a curl command, which sh runs:
localyun sign${server(facts)}${key(facts)} PutContact ContactName=Alice Describe='On call' Channels.Mail=alice@example.com | sh
localyun sign${server(facts)}${key(facts)} DescribeContactList | sh`,
  },
];
