// A call as code for each client. Values are written so that each language reads them as they are.

/** @typedef {{product: string, about: any, parameters: Record<string, string>, endpoint: string, region: string, accessKey?: string, curl?: string}} Call `curl`: the call as a signed command */

const shell = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
// As JSON, which Python, JavaScript, Go and Java read too. Characters that cannot be seen or that turn the direction of the text are
// escaped; others stay, since an escape as two surrogates is one character in JavaScript and Java alone.
const quoted = (text) => JSON.stringify(text).replace(/[\u007f-\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** The options by which a command of `localyun` finds the server, the key and the region, where they are not its own. */
const options = (call) => [`--endpoint ${call.endpoint}`, call.accessKey && call.accessKey !== 'testid' && `--key-id ${shell(call.accessKey)} --secret ACCESS_KEY_SECRET`,
  call.region && call.region !== 'cn-hangzhou' && `--region ${shell(call.region)}`].filter(Boolean).join(' ');
const host = (endpoint) => new URL(endpoint).host;
const protocol = (call) => new URL(call.endpoint).protocol.slice(0, -1).toUpperCase();
const lines = (parameters, line, indent) => Object.entries(parameters).map(([name, value]) => `${indent}${line(name, value)}`).join('\n');
const path = (call) => (call.about.path ? call.about.path.replace(/\{(\w+)\}|\[(\w+)\]/g, (whole, a, b) => call.parameters[a ?? b] ?? whole) : '/');
const style = (call) => (call.about.path && call.about.path !== '/' ? 'ROA' : 'RPC');

/** @type {{id: string, title: string, code: (call: Call) => string}[]} */
export const SAMPLES = [
  {
    id: 'localyun', title: 'localyun',
    code: (call) => `localyun call ${call.product} ${call.about.action}${Object.entries(call.parameters).map(([name, value]) => ` \\\n  ${shell(`${name}=${value}`)}`).join('')} \\\n  ${options(call)}\n`,
  },
  {
    id: 'curl', title: 'curl',
    code: (call) => call.curl || `localyun sign ${options(call)} --product ${call.product} ${call.about.action}${Object.entries(call.parameters).map(([name, value]) => ` ${shell(`${name}=${value}`)}`).join('')} | sh\n`,
  },
  {
    id: 'aliyun', title: 'aliyun CLI',
    code: (call) => `export ALIBABA_CLOUD_ACCESS_KEY_ID=${shell(call.accessKey ?? 'ACCESS_KEY_ID')} ALIBABA_CLOUD_ACCESS_KEY_SECRET=ACCESS_KEY_SECRET
aliyun ${call.product.toLowerCase()} ${call.about.action}${Object.entries(call.parameters).map(([name, value]) => ` \\\n  --${name} ${shell(value)}`).join('')} \\\n  --endpoint ${host(call.endpoint)} --region ${call.region} --force --version ${call.about.version}${call.endpoint.startsWith('http:') ? ' --insecure' : ''}\n`,
  },
  {
    id: 'python', title: 'Python',
    code: (call) => `# pip install alibabacloud-tea-openapi
from alibabacloud_tea_openapi.client import Client
from alibabacloud_tea_openapi import models
from alibabacloud_tea_util.models import RuntimeOptions

client = Client(models.Config(
    access_key_id=${quoted(call.accessKey ?? 'ACCESS_KEY_ID')}, access_key_secret="ACCESS_KEY_SECRET",
    endpoint=${quoted(host(call.endpoint))}, protocol="${protocol(call)}", region_id=${quoted(call.region)}))
answer = client.call_api(
    models.Params(action=${quoted(call.about.action)}, version=${quoted(call.about.version)}, protocol="${protocol(call)}", method="${call.about.method ?? 'POST'}",
                  auth_type="AK", style="${style(call)}", pathname=${quoted(path(call))}, req_body_type="json", body_type="json"),
    models.OpenApiRequest(query={
${lines(call.parameters, (name, value) => `${quoted(name)}: ${quoted(value)},`, '        ')}
    }),
    RuntimeOptions())
print(answer["body"])
`,
  },
  {
    id: 'node', title: 'Node.js',
    code: (call) => `// npm install @alicloud/openapi-client @alicloud/tea-util
const { default: Client, Config, Params, OpenApiRequest } = require('@alicloud/openapi-client');
const { RuntimeOptions } = require('@alicloud/tea-util');

const client = new Client(new Config({
  accessKeyId: ${quoted(call.accessKey ?? 'ACCESS_KEY_ID')}, accessKeySecret: 'ACCESS_KEY_SECRET',
  endpoint: ${quoted(host(call.endpoint))}, protocol: '${protocol(call)}', regionId: ${quoted(call.region)},
}));
client.callApi(
  new Params({
    action: ${quoted(call.about.action)}, version: ${quoted(call.about.version)}, protocol: '${protocol(call)}', method: '${call.about.method ?? 'POST'}',
    authType: 'AK', style: '${style(call)}', pathname: ${quoted(path(call))}, reqBodyType: 'json', bodyType: 'json',
  }),
  new OpenApiRequest({ query: {
${lines(call.parameters, (name, value) => `${quoted(name)}: ${quoted(value)},`, '    ')}
  } }),
  new RuntimeOptions({}),
).then((answer) => console.log(answer.body));
`,
  },
  {
    id: 'go', title: 'Go',
    code: (call) => `// go mod init app && go mod tidy
package main

import (
	"fmt"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	util "github.com/alibabacloud-go/tea-utils/v2/service"
	"github.com/alibabacloud-go/tea/tea"
)

func main() {
	client, err := openapi.NewClient(&openapi.Config{
		AccessKeyId: tea.String(${quoted(call.accessKey ?? 'ACCESS_KEY_ID')}), AccessKeySecret: tea.String("ACCESS_KEY_SECRET"),
		Endpoint: tea.String(${quoted(host(call.endpoint))}), Protocol: tea.String("${protocol(call)}"), RegionId: tea.String(${quoted(call.region)}),
	})
	if err != nil {
		panic(err)
	}
	answer, err := client.CallApi(&openapi.Params{
		Action: tea.String(${quoted(call.about.action)}), Version: tea.String(${quoted(call.about.version)}), Protocol: tea.String("${protocol(call)}"),
		Method: tea.String("${call.about.method ?? 'POST'}"), AuthType: tea.String("AK"), Style: tea.String("${style(call)}"), Pathname: tea.String(${quoted(path(call))}),
		ReqBodyType: tea.String("json"), BodyType: tea.String("json"),
	}, &openapi.OpenApiRequest{Query: map[string]*string{
${lines(call.parameters, (name, value) => `${quoted(name)}: tea.String(${quoted(value)}),`, '\t\t')}
	}}, &util.RuntimeOptions{})
	if err != nil {
		panic(err)
	}
	fmt.Println(answer["body"])
}
`,
  },
  {
    id: 'java', title: 'Java',
    code: (call) => `// com.aliyun:tea-openapi
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.*;
import com.aliyun.teautil.models.RuntimeOptions;
import java.util.*;

public class Main {
    public static void main(String[] args) throws Exception {
        Client client = new Client(new Config()
            .setAccessKeyId(${quoted(call.accessKey ?? 'ACCESS_KEY_ID')}).setAccessKeySecret("ACCESS_KEY_SECRET")
            .setEndpoint(${quoted(host(call.endpoint))}).setProtocol("${protocol(call)}").setRegionId(${quoted(call.region)}));
        Map<String, String> query = new HashMap<>();
${lines(call.parameters, (name, value) => `query.put(${quoted(name)}, ${quoted(value)});`, '        ')}
        System.out.println(client.callApi(
            new Params().setAction(${quoted(call.about.action)}).setVersion(${quoted(call.about.version)}).setProtocol("${protocol(call)}").setMethod("${call.about.method ?? 'POST'}")
                .setAuthType("AK").setStyle("${style(call)}").setPathname(${quoted(path(call))}).setReqBodyType("json").setBodyType("json"),
            new OpenApiRequest().setQuery(query), new RuntimeOptions()).get("body"));
    }
}
`,
  },
];
