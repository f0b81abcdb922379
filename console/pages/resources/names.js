// What relations and parts are called in Chinese. The server names them in English; one that is not here is shown so.
import { lang } from '../../parts.js';

const CHINESE = {
  access: '授权', 'access keys': '访问密钥', account: '账号', activities: '活动记录', alarms: '报警', 'alert contact': '报警联系人', 'alert rule': '报警规则',
  'alert rules': '报警规则', alert: '告警', alerts: '告警', application: '应用', 'application group': '应用分组', applications: '应用', 'attached policies': '已授权策略',
  'attached to': '绑定对象', 'bound to': '绑定目标', certificate: '证书', certificates: '证书', 'change of the mail address': '邮箱变更', 'change orders': '变更单',
  'chat bot': '群机器人', 'chat bots': '群机器人', 'cloud resource': '云资源', 'cloud resources': '云资源', company: '公司', contact: '联系人', 'contact groups': '联系人组',
  contacts: '联系人', 'contacts of applications': '应用联系人', 'control policies': '管控策略', 'delegated services': '委派服务', deletion: '删除任务', directory: '资源目录',
  event: '事件', 'event rules': '事件规则', events: '事件', failures: '失败记录', folder: '资源夹', folders: '资源夹', group: '用户组', groups: '组', instances: '实例',
  integration: '集成', job: '任务', jobs: '任务', keys: '密钥', 'login profile': '登录配置', member: '成员', members: '成员', 'message contact': '消息联系人',
  'message contacts': '消息联系人', namespace: '命名空间', 'notification policy': '通知策略', order: '订单', parent: '上级', pauses: '暂停记录', policies: '权限策略',
  recipient: '接收人', recipients: '接收人', 'recipients of messages': '消息接收人', reports: '上报数据', repository: '仓库', 'signing keys': '签名密钥', silences: '沉默期',
  tags: '标签', targets: '目标', user: '用户', users: '用户', versions: '版本', workers: '工作节点',
};

/** The name of a relation or a part in the language that is shown. @param {string} name */
export const named = (name) => (lang() === 'zh' && CHINESE[name]) || name;
