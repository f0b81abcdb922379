/** The region of a world. */
export const REGION = 'cn-hangzhou';

/** Where a key leads. */
export interface Place {
  readonly id: string;
  readonly url: string;
  readonly endpoint: string;
}

/** What a client of the vendor's SDKs is made with: `new Client(new Config(key.config))`. */
export interface ClientConfig {
  accessKeyId: string;
  accessKeySecret: string;
  endpoint: string;
  protocol: string;
  regionId: string;
}

/** An access key that leads into a world. */
export class Key {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** The account, 16 digits. */
  readonly accountId: string;
  /** The name of the RAM user; undefined for the root of the account. */
  readonly userName: string | undefined;
  readonly #world: Place;

  constructor(world: Place, accountId: string, accessKeyId: string, accessKeySecret: string, userName?: string) {
    this.#world = world;
    this.accountId = accountId;
    this.accessKeyId = accessKeyId;
    this.accessKeySecret = accessKeySecret;
    this.userName = userName;
  }

  /** The members of the `Config` of the vendor's SDKs that lead a client here with this key. */
  get config(): ClientConfig {
    const { accessKeyId, accessKeySecret } = this;
    const { url, endpoint } = this.#world;
    return { accessKeyId, accessKeySecret, endpoint, protocol: new URL(url).protocol.slice(0, -1), regionId: REGION };
  }

  /** The environment variables for a program that calls with this key. */
  env(): Record<string, string> {
    const { id, url } = this.#world;
    return {
      ALIBABA_CLOUD_ACCESS_KEY_ID: this.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: this.accessKeySecret,
      // One of the environment belongs to another key.
      ALIBABA_CLOUD_SECURITY_TOKEN: '',
      ALIBABA_CLOUD_REGION_ID: REGION,
      ALIBABA_CLOUD_CREDENTIALS_URI: `${url}/_localyun/credentials?world=${id}&account=${this.accountId}`,
      LOCALYUN_ENDPOINT: url,
      LOCALYUN_ACCESS_KEY_ID: this.accessKeyId,
      LOCALYUN_ACCESS_KEY_SECRET: this.accessKeySecret,
    };
  }
}
