// What the service asks of the cloud: codes by Dypnsapi, which makes and checks them itself, and notices by Dysmsapi.

import Credentials from '@alicloud/credentials';
import dypns, { CheckSmsVerifyCodeRequest, SendSmsVerifyCodeRequest } from '@alicloud/dypnsapi20170525';
import dysms, { SendSmsRequest } from '@alicloud/dysmsapi20170525';
import { $OpenApiUtil } from '@alicloud/openapi-core';

const SIGN = '速通互联验证码'; // what Dypnsapi gives
const LOGIN = '100001';
const VALID_SECONDS = 300;

/** Why no code was sent: what the cloud says, and whether it may be another time. */
export class Refused extends Error {
  constructor(code, message) {
    super(`${code}: ${message}`);
    this.code = code;
  }

  get tooMany() {
    return ['biz.FREQUENCY', 'isv.BUSINESS_LIMIT_CONTROL'].includes(this.code);
  }

  get noNumber() {
    return this.code === 'isv.MOBILE_NUMBER_ILLEGAL';
  }
}

export class Cloud {
  #dypns;
  #dysms;
  #notice;

  /**
   * @param config  for the SDKs; without one they call the vendor's hosts with the credentials that they find
   * @param notice  the sign and the template of the notice that follows a login; without it none is sent
   */
  constructor({ config = { credential: new Credentials.default() }, notice } = {}) {
    this.#dypns = new dypns.default(new $OpenApiUtil.Config({ endpoint: 'dypnsapi.aliyuncs.com', ...config }));
    this.#dysms = new dysms.default(new $OpenApiUtil.Config({ endpoint: 'dysmsapi.aliyuncs.com', ...config }));
    this.#notice = notice;
  }

  /** Sends a code to a phone, and answers the id of the message. */
  async sendCode(phoneNumber) {
    const { body } = await this.#dypns.sendSmsVerifyCode(new SendSmsVerifyCodeRequest({
      phoneNumber,
      signName: SIGN,
      templateCode: LOGIN,
      templateParam: JSON.stringify({ code: '##code##', min: String(VALID_SECONDS / 60) }),
      codeLength: 6,
      validTime: VALID_SECONDS,
    }));
    if (body.code !== 'OK') throw new Refused(body.code, body.message); // with the status 200
    return body.model.bizId;
  }

  /** Whether this is the code that was sent to the phone last. It is asked once: a code that passed does not pass again. */
  async checkCode(phoneNumber, verifyCode) {
    try {
      const { body } = await this.#dypns.checkSmsVerifyCode(new CheckSmsVerifyCodeRequest({ phoneNumber, verifyCode }));
      return body.model?.verifyResult === 'PASS';
    } catch (error) {
      if (error.code === 'isv.ValidateFail') return false; // with the status 400
      throw error;
    }
  }

  /** Tells the owner of a phone that somebody has logged in, and answers the id of the message. */
  async sendNotice(phoneNumbers, device) {
    if (!this.#notice) return undefined;
    const templateParam = JSON.stringify({ device });
    const { body } = await this.#dysms.sendSms(new SendSmsRequest({ ...this.#notice, phoneNumbers, templateParam }));
    if (body.code !== 'OK') throw new Refused(body.code, body.message);
    return body.bizId;
  }
}
